"""How much published pairs count: the weight ζ whose network of all samples scores best. [paper I04; grid ours]"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.methods.base import Arrays, Shape, Stage, Task
from compute.methods.bayesian_network.settings import Settings

if TYPE_CHECKING:
    from compute.methods.bayesian_network.posed import Posed


class KnowledgeStage(Stage[Settings, "Posed"]):
    """Networks of all samples, one for each candidate ζ; without such a prior ζ is 0 and nothing is computed."""

    name = "knowledge"
    label = Message("Weighing published pairs")
    keeps = ("zeta",)

    def applies(self, settings: Settings) -> bool:
        return settings.prior == "knowledge" and settings.zeta is None

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        return [
            Task(f"zeta-{number:02d}", zeta, shape.targets, shape.targets)
            for number, zeta in enumerate(settings.zetas())
        ]

    def shared(self, problem: Posed, settings: Settings) -> Posed:
        return problem

    def fit(self, shared: Posed, what: float) -> Arrays:
        from compute.methods.bayesian_network.network import find_network

        rng = np.random.default_rng([shared.seed, 2])
        network = find_network(shared.weighing(what).data, shared.search, np.ones(shared.samples.size), rng)
        return {"score": np.array([network.score])}

    def combine(self, problem: Posed, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        if settings.prior != "knowledge":
            return {"zeta": np.zeros(1)}
        scores = [float(found["score"][0]) for found in results]
        best = int(np.argmin(scores)) if scores else 0
        return {"zeta": np.array([settings.zetas()[best]])}

    def settled(self, problem: Posed, settings: Settings, kept: Arrays) -> Posed:
        return problem.weighing(float(kept["zeta"][0])) if settings.prior == "knowledge" else problem

    def guessed(self, problem: Posed, settings: Settings) -> Posed:
        zetas = settings.zetas()
        return problem.weighing(zetas[len(zetas) // 2]) if settings.prior == "knowledge" else problem
