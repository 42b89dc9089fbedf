"""SiGN-BN as a method of the registry. What needs numba is imported when something is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.base import Arrays, Memory, Shape, StudyMethod, Task
from compute.methods.bayesian_network.describe import PUBLICATION, network_text
from compute.methods.bayesian_network.knowledge_stage import KnowledgeStage
from compute.methods.bayesian_network.settings import Settings
from compute.methods.bayesian_network.subset_stage import SubsetStage, rounds
from compute.methods.cohort import Cohort
from compute.study import EdgeColumn, EdgeMeaning, EdgeTable

if TYPE_CHECKING:
    from compute.methods.bayesian_network.posed import Posed
    from compute.study import Study

EDGE = EdgeMeaning(
    (
        EdgeColumn(
            "strength",
            Message("Strength"),
            Message(
                "share of the networks of resampled samples in which one of the two genes depends directly on the other"
            ),
            0.0,
            1.0,
        ),
        EdgeColumn(
            "direction",
            Message("Direction"),
            Message("share of these in which the target depends on the regulator; near 0.5 the direction is not known"),
            0.5,
            1.0,
        ),
        EdgeColumn(
            "slope",
            Message("Slope"),
            Message(
                "slope of the estimated curve, in standard deviations of the target per standard deviation of the "
                "regulator; positive: activating, negative: repressing, 0: not monotonic"
            ),
        ),
    ),
    strength="strength",
    sign="slope",
)
TOGETHER = 500
"""Bootstraps of a task times targets, about: a task of few genes is too short to be kept by itself."""
MOST_TOGETHER = 5
WHOLE = 300
"""Up to so many targets a plan times whole bootstraps."""
ADVISED = 100
"""Samples from which on such networks are advised."""


class BayesianNetwork(StudyMethod[Settings, "Posed"]):
    """One network for all samples, its edges as sure as bootstraps make them. Source: Imoto et al. 2002."""

    name = "bayesian-network"
    title = "SiGN-BN"
    summary = Message(
        "One Bayesian network for all samples: which gene depends on which, and with what bootstrap probability."
    )
    publication = PUBLICATION
    version = "1"
    edge = EDGE
    settings = Settings
    stages = (KnowledgeStage(), SubsetStage())
    packages = ("numba",)
    fewest_samples = 20
    needs_score = False
    takes_evidence = True
    closed = True
    label = Message("Bootstrapping the network")

    def prepare(self, cohort: Cohort, settings: Settings) -> Posed:
        from compute.methods.bayesian_network.posed import posed

        return posed(cohort, settings)

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """Some bootstraps, or rounds of some genes, each; ``what`` are their numbers, first and past the last."""
        if settings.sampling == "neighbours":
            return rounds(settings.first_rounds(), settings.rounds, settings, "rounds", shape.targets)
        together = int(np.clip(TOGETHER // max(shape.targets, 1), 1, MOST_TOGETHER))
        starts = range(0, settings.bootstraps, together)
        parts = [(start, min(start + together, settings.bootstraps)) for start in starts]
        return [
            Task(f"bootstraps-{start:06d}-{stop:06d}", (start, stop), shape.targets, (stop - start) * shape.targets)
            for start, stop in parts
        ]

    def fit(self, shared: Posed, what: tuple[int, int]) -> Arrays:
        from compute.methods.bayesian_network.rounds import bootstraps, walked_rounds

        return walked_rounds(shared, what) if shared.some else bootstraps(shared, what)

    def trial(self, shared: Posed, what: Any, targets: NDArray[np.int64]) -> tuple[Posed, Any] | None:
        return None if shared.some or shared.target.size <= WHOLE else (shared.of_targets(targets), what)

    def combine(self, problem: Posed, settings: Settings, results: Iterable[Arrays]) -> EdgeTable:
        """``curve`` and ``spread`` (e, M), coefficients γ of the mean curves, and ``contribution`` (e, n), their values
        in every sample, are kept beside the columns.
        """
        from compute.methods.bayesian_network.edges import combined, contributions, slopes

        data, basis = problem.data, problem.data.basis
        pool = problem.pool if problem.some else None
        found = combined(results, data.place, basis.functions, settings.keep, pool, settings.dynamic)
        of_regulator, of_target = np.full((2, data.place.size), -1)
        of_regulator[problem.regulator] = np.arange(problem.regulator.size)
        of_target[problem.target] = np.arange(problem.target.size)
        columns: dict[str, NDArray[Any]] = {
            "strength": found.strength,
            "direction": found.direction,
            "slope": slopes(found.curve, found.regulator, data.parents, basis),
            "curve": found.curve,
            "spread": found.spread,
            "contribution": contributions(found.curve, found.regulator, data.parents, basis, problem.row, problem.size),
        }
        return EdgeTable(
            of_regulator[found.regulator],
            of_target[found.target],
            {name: values.astype(np.float32) for name, values in columns.items()},
        )

    def notes(self, problem: Posed, samples: Sequence[str]) -> Sequence[Message]:
        if len(samples) >= ADVISED:
            return ()
        return (
            Message(
                "{samples} samples are few for a Bayesian network; {advised} or more are advised, as directions are "
                "uncertain with fewer.",
                samples=len(samples),
                advised=ADVISED,
                severity="note",
            ),
        )

    def describe(self, study: Study) -> str:
        return network_text(study)

    def cost(self, shape: Shape, settings: Settings, edges_per_fit: float) -> Memory:
        """Of each worker one-parent scores, the coordinates of every parent, and scores and products that are kept."""
        n, q, M = shape.modulator.size, shape.regulators, settings.functions
        genes = q + shape.targets
        held = genes * n * (8 + 5 * 8) + genes * genes
        at_once = min(genes, settings.subset) if settings.sampling == "neighbours" else genes
        scores = min(q, at_once) * min(shape.targets, at_once) * (2 * 16 + 8)
        coordinates = at_once * (M * M + 4 * 17 * M) * 8 + at_once * n * 6 * 8
        known = 2**18 * 16 + 4096 * M * M * 8
        networks = settings.rounds if settings.sampling == "neighbours" else settings.bootstraps
        result = networks * min(shape.targets, at_once) * edges_per_fit * (M * 24 + 24)
        return Memory(held + result, scores + coordinates + known)

    def warm_up(self) -> None:
        from compute.methods.bayesian_network.warm_up import compile_all

        compile_all()


METHOD = BayesianNetwork()
