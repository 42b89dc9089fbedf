"""NetworkProfiler as a method of the registry. What needs numba is imported when something is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.methods.base import Arrays, Memory, SampleMethod, Shape, networks_result
from compute.methods.cohort import Cohort
from compute.methods.network_profiler.audit_stage import AuditStage
from compute.methods.network_profiler.bandwidth_stage import BandwidthStage
from compute.methods.network_profiler.describe import PUBLICATION, networks_text
from compute.methods.network_profiler.diagnostics import FITS
from compute.methods.network_profiler.settings import Settings
from compute.methods.own_scores import of_samples, of_targets
from compute.methods.points import CHUNK_POINTS, Points, score_points

if TYPE_CHECKING:
    from compute.methods.network_profiler.chunks import Work
    from compute.study import Study

TRACK_POINTS = 8
"""Points of a chunk where a search follows from point to point: the first point of a chunk is searched in full."""
LIGHT = 0.5
"""A sample of less weight counts as outlying in what is said of it."""


class NetworkProfiler(SampleMethod[Settings, "Work"]):
    """One sparse regression per target and sample, local in the score. Source: Shimamura et al. 2011."""

    name = "network-profiler"
    title = "NetworkProfiler"
    summary = Message("One sparse network for every sample, local in the score.")
    publication = PUBLICATION
    version = "1"
    scale = "coefficients on its weighted, standardised scale"
    settings = Settings
    diagnostics = FITS
    stages = (BandwidthStage(),)
    closing = (AuditStage(),)
    packages = ("numba",)

    def prepare(self, cohort: Cohort, settings: Settings) -> Work:
        from compute.methods.network_profiler.problem import problem_of

        return problem_of(cohort, settings)

    def points(self, modulator: NDArray[np.float64], settings: Settings) -> Points:
        """At every sample's own score as published, or at a coarser grid of them."""
        return score_points(
            modulator, settings.score_grid, TRACK_POINTS if settings.search == "track" else CHUNK_POINTS
        )

    def fit(self, shared: Work, what: Sequence[float]) -> Arrays:
        from compute.methods.network_profiler.chunks import compute_chunk

        return networks_result(compute_chunk(shared, what))

    def of_targets(self, problem: Work, targets: NDArray[np.int64]) -> Work:
        return replace(
            problem,
            data=problem.data.only(targets),
            bandwidth=problem.bandwidth[targets],
            own=of_targets(problem.own, targets),
        )

    def of_samples(self, problem: Work, keep: NDArray[np.bool_], settings: Settings) -> Work:
        """The bandwidth and the weights of the samples stay those of the whole cohort."""
        return replace(
            problem,
            data=problem.data.rows(keep),
            modulator=problem.modulator[keep],
            kernel=problem.kernel.rows(keep),
            grid=settings.grid(int(np.count_nonzero(keep))),
            own=of_samples(problem.own, keep),
        )

    def refitted(self, settings: Settings) -> Settings:
        """Always the full search, and on the processor."""
        return replace(settings, search="full", device="cpu")

    def facts(self, shape: Shape, settings: Settings) -> Mapping[str, Any]:
        return {"bandwidth_candidates": settings.bandwidths(shape.modulator).tolist()}

    def notes(self, problem: Work, samples: Sequence[str]) -> Sequence[Message]:
        weight = problem.kernel.sample_weight
        if weight is None:
            return ()
        light = [samples[i] for i in np.argsort(weight) if weight[i] < LIGHT]
        if not light:
            return ()
        return (
            Message(
                "Robust weights: {n_light:,} outlying samples count less than half: {light}.",
                n_light=len(light),
                light=light,
                severity="note",
            ),
        )

    def describe(self, study: Study) -> str:
        return networks_text(study)

    def cost(self, shape: Shape, settings: Settings, edges_per_fit: float) -> Memory:
        """The hold-out's own rows; of each worker the weighted, standardised data and their products, the networks of
        a chunk, and what a followed search keeps of each target.
        """
        n, p, q = shape.modulator.size, shape.targets, shape.regulators
        held = 8 * n * (p + q) if settings.bandwidth is None else 0
        rows = 8 * (4 * n * (p + q) + p * q + 2 * q * q)
        network = 40 * p * edges_per_fit * (self.points(shape.modulator, settings).together + 2)
        trails = p * min(q, 256) * 12 * len(settings.l2_grid) if settings.search == "track" else 0
        return Memory(held, rows + network + trails)

    def used_packages(self, settings: Settings) -> tuple[str, ...]:
        return (*self.packages, *(["torch"] if settings.device != "cpu" else []))

    def check_machine(self, settings: Settings) -> None:
        from compute.methods.network_profiler.fit import check_device

        check_device(settings.device)

    def check_plan(self, settings: Settings) -> None:
        """A GPU fits all targets at once and is not to be judged by a few."""
        if settings.device != "cpu":
            raise UserError(
                "A plan times a few targets, which is not representative of a GPU; leave out --device to plan."
            )

    def warm_up(self) -> None:
        from compute.methods.network_profiler.warm_up import compile_all

        compile_all()


METHOD = NetworkProfiler()
