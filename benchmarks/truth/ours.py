"""NetworkProfiler as a user runs it, and the settings compared."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth.cohorts import SimulatedCohort
from benchmarks.truth.others import Networks, Positions
from compute.estimate.run import profile
from compute.methods.cohort import Cohort
from compute.methods.network_profiler.settings import Settings
from compute.read.expression import Expression
from compute.study import StudyScore, open_study

PUBLISHED: dict[str, Any] = {
    "center": "none",
    "bandwidth_for": "target",
    "weighted_ratio": 0.001,
    "rounds": 5,
    "xi": 1e-3,
    "l2_grid": (0.01, 0.1),
}
"""Raw log2 values, h per target, ξ = 1e-3 as printed; γ, M and the λ path, which the paper leaves open, as we had them
before this comparison."""

VARIANTS: dict[str, Settings] = {
    "defaults": Settings(),
    "as published": Settings(**PUBLISHED),
    "as published, center cohort": Settings(**{**PUBLISHED, "center": "cohort"}),
    "as published, center local": Settings(**{**PUBLISHED, "center": "local"}),
    "center none": Settings(center="none"),
    "center cohort": Settings(center="cohort"),
    "bandwidth for target": Settings(bandwidth_for="target"),
    "xi 0.0001": Settings(xi=1e-4),
    "xi 0.001": Settings(xi=1e-3),
    "xi 0.01": Settings(xi=1e-2),
    "xi 0.3": Settings(xi=0.3),
    "xi 0.001, weighted-ratio 0.001": Settings(xi=1e-3, weighted_ratio=0.001),
    "no reweight": Settings(reweight=False),
    "rounds 2": Settings(rounds=2),
    "rounds 5": Settings(rounds=5),
    "weighted-ratio 0.001": Settings(weighted_ratio=0.001),
    "weighted-ratio 0.01": Settings(weighted_ratio=0.01),
    "l2-grid 0.01": Settings(l2_grid=(0.01,)),
    "l2-grid 0.3": Settings(l2_grid=(0.3,)),
    "l2-grid 1": Settings(l2_grid=(1.0,)),
    "l2-grid 0.01,0.1": Settings(l2_grid=(0.01, 0.1)),
    "l2-grid 0.1,0.3": Settings(l2_grid=(0.1, 0.3)),
    "l1-ratio 0.01": Settings(l1_ratio=0.01),
    "l1-ratio 0.1": Settings(l1_ratio=0.1),
    "criterion bic": Settings(criterion="bic"),
    "hold-out 40": Settings(hold_out=40),
    "kernel adaptive": Settings(kernel="adaptive"),
    "robust": Settings(robust=True),
}
BANDWIDTHS = {
    "factors 0.35,0.6,1,1.7,2.8": (0.35, 0.6, 1.0, 1.7, 2.8),
    "factors 0.5,0.7,1,1.4,2": (0.5, 0.7, 1.0, 1.4, 2.0),
    "factors 0.5,1,2": (0.5, 1.0, 2.0),
}
"""Candidate bandwidths h = 2 (f · sd(m))², as factors f."""


def network_profiler(cohort: SimulatedCohort, at: Positions, settings: Settings) -> Networks:
    """Profile the cohort into a study and read the networks of some samples from it: (s, p, q)."""
    n, q = cohort.regulators.shape
    samples = tuple(f"S{i:05d}" for i in range(n))
    regulators = tuple(f"R{j:04d}" for j in range(q))
    targets = tuple(f"T{k:04d}" for k in range(cohort.targets.shape[1]))
    values = np.hstack([cohort.regulators, cohort.targets])
    table = Expression(values, samples, (*regulators, *targets), "simulated", "")
    whole = Cohort(
        table,
        cohort.modulator,
        StudyScore("score"),
        ("simulated", ""),
        regulators,
        targets,
        "simulated",
        simulated=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        profile(whole, Path(folder) / "study", settings)
        study = open_study(Path(folder) / "study")
        return np.array([study.network(int(i)).toarray().T for i in at], np.float64)


def with_factors(cohort: SimulatedCohort, factors: tuple[float, ...]) -> Settings:
    """The defaults with other candidate bandwidths."""
    spread = float(cohort.modulator.std())
    return Settings(bandwidth_grid=tuple(2.0 * (f * spread) ** 2 for f in factors))
