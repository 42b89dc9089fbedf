"""The stage before the networks: the bandwidth, by how well samples held out are predicted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.base import Arrays, Shape, Stage, Task
from compute.methods.network_profiler.settings import Settings
from compute.methods.own_scores import of_targets

if TYPE_CHECKING:
    from compute.methods.network_profiler.bandwidth import HoldOut
    from compute.methods.network_profiler.chunks import Work


class BandwidthStage(Stage[Settings, "Work"]):
    """Settles h_k of each target (p,), in squared units of the score."""

    name = "bandwidth"
    label = Message("Finding the bandwidth")
    keeps = ("bandwidth",)

    def applies(self, settings: Settings) -> bool:
        return settings.bandwidth is None and len(set(settings.bandwidth_grid or settings.reach)) != 1

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """One for each held-out sample and candidate, so that a run says often how far it is."""
        from compute.methods.network_profiler.bandwidth import hold_out_set, polled_targets

        asked = polled_targets(shape.targets, settings.bandwidth_for == "target", settings.seed).size
        candidates = range(settings.bandwidths(shape.modulator).size)
        held_out = hold_out_set(shape.modulator.size, settings.hold_out, settings.seed).size
        return [
            Task(f"held-out-{sample:05d}-{candidate:03d}", (sample, candidate), asked, asked)
            for sample in range(held_out)
            for candidate in candidates
        ]

    def shared(self, problem: Work, settings: Settings) -> HoldOut:
        from compute.methods.network_profiler.bandwidth import hold_out, hold_out_set, polled_targets

        asked = polled_targets(problem.data.targets.shape[1], settings.bandwidth_for == "target", settings.seed)
        return hold_out(
            problem.data.only(asked),
            problem.modulator,
            settings.bandwidths(problem.modulator),
            hold_out_set(problem.modulator.size, settings.hold_out, settings.seed),
            settings.grid,
            problem.kernel,
            of_targets(problem.own, asked),
        )

    def fit(self, shared: HoldOut, what: tuple[int, int]) -> Arrays:
        """What: positions of the held-out sample and of the candidate."""
        from compute.methods.network_profiler.bandwidth import hold_out_errors

        sample, candidate = what
        one = replace(shared, candidates=shared.candidates[candidate : candidate + 1])
        return {"error": hold_out_errors(one, sample)[0]}

    def trial(
        self, shared: HoldOut, what: tuple[int, int], targets: NDArray[np.int64]
    ) -> tuple[HoldOut, tuple[int, int]]:
        own = of_targets(shared.own, targets)
        return replace(shared, seen=shared.seen.only(targets), targets=shared.targets[:, targets], own=own), what

    def combine(self, problem: Work, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        from compute.methods.network_profiler.bandwidth import choose_bandwidths, polled_targets

        targets = problem.data.targets.shape[1]
        candidates = settings.bandwidths(problem.modulator)
        if candidates.size == 1:
            return {"bandwidth": np.full(targets, candidates[0])}
        each = settings.bandwidth_for == "target"
        asked = polled_targets(targets, each, settings.seed)
        each_fit = iter(result["error"] for result in results)
        errors = (np.stack(of_sample) for of_sample in zip(*[each_fit] * candidates.size, strict=True))
        return {"bandwidth": choose_bandwidths(errors, candidates, asked, targets, each).chosen}

    def settled(self, problem: Work, settings: Settings, kept: Arrays) -> Work:
        return replace(problem, bandwidth=kept["bandwidth"])

    def guessed(self, problem: Work, settings: Settings) -> Work:
        """The middle candidate, or any for each target."""
        candidates = settings.bandwidths(problem.modulator)
        targets = problem.data.targets.shape[1]
        middle = np.full(targets, candidates[candidates.size // 2])
        each = settings.bandwidth_for == "target"
        return replace(problem, bandwidth=np.random.default_rng(0).choice(candidates, targets) if each else middle)
