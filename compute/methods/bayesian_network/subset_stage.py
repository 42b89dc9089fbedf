"""The first rounds of neighbour node sampling: what they find is what later rounds walk along. [paper T11]"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.methods.base import Arrays, Shape, Stage, Task
from compute.methods.bayesian_network.settings import Settings

if TYPE_CHECKING:
    from compute.methods.bayesian_network.posed import Posed


def rounds(first: int, stop: int, settings: Settings, prefix: str, targets: int) -> list[Task]:
    """Rounds ``first`` to ``stop``, some in a task; ``what`` are its first and the one past its last."""
    together = max(1, 100 // settings.subset)
    share = min(settings.subset, targets)
    parts = [(start, min(start + together, stop)) for start in range(first, stop, together)]
    return [Task(f"{prefix}-{start:06d}-{end:06d}", (start, end), share, (end - start) * share) for start, end in parts]


class SubsetStage(Stage[Settings, "Posed"]):
    """Networks of genes drawn at random; where all genes are searched at once, nothing is computed."""

    name = "subsets"
    label = Message("Networks of genes drawn at random")
    keeps = ("first_edges", "first_members")

    def applies(self, settings: Settings) -> bool:
        return settings.sampling == "neighbours"

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        return rounds(0, settings.first_rounds(), settings, "random", shape.targets)

    def shared(self, problem: Posed, settings: Settings) -> Posed:
        return problem

    def fit(self, shared: Posed, what: tuple[int, int]) -> Arrays:
        from compute.methods.bayesian_network.rounds import random_rounds

        return random_rounds(shared, what)

    def combine(self, problem: Posed, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        from compute.methods.bayesian_network.subsets import no_pool, pooled

        found = list(results)
        pool = pooled(found, problem.data.place.size) if found else no_pool(settings.subset)
        return {"first_edges": pool.edge, "first_members": pool.members}

    def settled(self, problem: Posed, settings: Settings, kept: Arrays) -> Posed:
        from compute.methods.bayesian_network.subsets import Pool

        if settings.sampling != "neighbours":
            return problem
        return replace(problem, pool=Pool(kept["first_edges"].astype(np.int64), kept["first_members"].astype(np.int64)))

    def guessed(self, problem: Posed, settings: Settings) -> Posed:
        """Nothing is known: the genes of a round are then drawn at random."""
        return problem
