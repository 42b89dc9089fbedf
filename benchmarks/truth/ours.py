"""NetworkProfiler as a user runs it, and the settings compared."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.truth.cohorts import SimulatedCohort
from benchmarks.truth.others import Networks, Positions
from compute.estimate.run import profile
from compute.methods.cohort import Cohort
from compute.methods.network_profiler.settings import Settings
from compute.read.expression import Expression
from compute.settings import preset_values, presets_of
from compute.study import StudyScore, open_study

POINTS = 40
"""Scores at which networks are estimated."""

BEFORE: dict[str, Any] = {"center": "local", "l2_grid": (0.1,), "reweight": True}
"""What the defaults were until halves of a cohort were compared."""
PRESETS = {preset.name: Settings(**preset_values(Settings, preset.name)) for preset in presets_of(Settings)}
PUBLISHED = preset_values(Settings, "as-published")

VARIANTS: dict[str, Settings] = {
    "defaults": Settings(),
    **{name: preset for name, preset in PRESETS.items() if name != "found-again"},
    "before": Settings(**BEFORE),
    "as-published center cohort": Settings(**{**PUBLISHED, "center": "cohort"}),
    "as-published center local": Settings(**{**PUBLISHED, "center": "local"}),
    "center none": Settings(center="none"),
    "center local": Settings(center="local"),
    "bandwidth for target": Settings(bandwidth_for="target"),
    "xi 0.0001": Settings(reweight=True, xi=1e-4),
    "xi 0.001": Settings(reweight=True, xi=1e-3),
    "xi 0.01": Settings(reweight=True, xi=1e-2),
    "xi 0.3": Settings(reweight=True, xi=0.3),
    "xi 0.001 weighted-ratio 0.001": Settings(reweight=True, xi=1e-3, weighted_ratio=0.001),
    "reweight": Settings(reweight=True),
    "rounds 2": Settings(reweight=True, rounds=2),
    "rounds 5": Settings(reweight=True, rounds=5),
    "weighted-ratio 0.001": Settings(reweight=True, weighted_ratio=0.001),
    "weighted-ratio 0.01": Settings(reweight=True, weighted_ratio=0.01),
    "l2-grid 0.01": Settings(l2_grid=(0.01,)),
    "l2-grid 0.3": Settings(l2_grid=(0.3,)),
    "l2-grid 0.1": Settings(l2_grid=(0.1,)),
    "l2-grid 0.01 0.1": Settings(l2_grid=(0.01, 0.1)),
    "l2-grid 0.1 0.3": Settings(l2_grid=(0.1, 0.3)),
    "l1-ratio 0.01": Settings(l1_ratio=0.01),
    "l1-ratio 0.1": Settings(l1_ratio=0.1),
    "criterion bic": Settings(criterion="bic"),
    "criterion bic clip 2.5": Settings(criterion="bic", clip=2.5),
    "hold-out 40": Settings(hold_out=40),
    "kernel adaptive": Settings(kernel="adaptive"),
    "robust": Settings(robust=True),
    "clip 2.5": Settings(clip=2.5),
    "reach 0.35 0.6 1 1.7 2.8": Settings(reach=(0.35, 0.6, 1.0, 1.7, 2.8)),
    "reach 0.5 1 2": Settings(reach=(0.5, 1.0, 2.0)),
}


def network_profiler(cohort: SimulatedCohort, at: Positions, settings: Settings) -> Networks:
    """Profile the cohort into a study and read the networks of some samples from it: (s, p, q).

    Given groups are adjusted for. Networks at :data:`POINTS` scores, of which each sample takes the nearest.
    """
    n, q = cohort.regulators.shape
    samples = tuple(f"S{i:05d}" for i in range(n))
    regulators = tuple(f"R{j:04d}" for j in range(q))
    targets = tuple(f"T{k:04d}" for k in range(cohort.targets.shape[1]))
    values = np.hstack([cohort.regulators, cohort.targets])
    table = Expression(values, samples, (*regulators, *targets), "simulated", "")
    groups = None if cohort.groups is None else pd.DataFrame({"group": cohort.groups.astype(str)}, index=samples)
    whole = Cohort(
        table,
        cohort.modulator,
        StudyScore("score"),
        ("simulated", ""),
        regulators,
        targets,
        "simulated",
        simulated=True,
        annotation=groups,
        adjust=() if groups is None else ("group",),
    )
    with tempfile.TemporaryDirectory() as folder:
        profile(whole, Path(folder) / "study", replace(settings, score_grid=POINTS))
        study = open_study(Path(folder) / "study")
        return np.array([study.network(int(i)).toarray().T for i in at], np.float64)
