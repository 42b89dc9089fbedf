"""Simulated courses with planted modules, and quick studies of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from compute.estimate.run import profile
from compute.methods.cohort import Cohort
from compute.methods.state_space.model import Parameters
from compute.methods.state_space.settings import Settings
from compute.read import Expression
from compute.study import Study, StudyScore, open_study

Floats = NDArray[np.float64]

TRANSITION = np.array([[0.7, 0.0, 0.0], [0.6, 0.6, 0.0], [0.0, -0.6, 0.7]])


def planted(genes: int = 50, states: int = 3, of_each: int = 10, noise: float = 0.04) -> Parameters:
    """Modules of ten genes that drive each other; the other genes are noise alone. simulated"""
    rng = np.random.default_rng(7)
    loading = np.zeros((genes, states))
    for r in range(states):
        loading[r * of_each : (r + 1) * of_each, r] = rng.uniform(0.6, 1.2, of_each) * rng.choice([-1, 1], of_each)
    first = np.array([2.0, -1.0, 1.0])[:states]
    return Parameters(
        loading, np.ascontiguousarray(TRANSITION[:states, :states]), np.full(genes, noise), first, np.zeros(genes)
    )


def simulated(of: Parameters, replicates: int, times: int, seed: int) -> Floats:
    """(M, N, p) values of a model."""
    rng = np.random.default_rng(seed)
    genes, k = of.loading.shape
    state = of.first + rng.normal(size=(replicates, k))
    values = np.empty((replicates, times, genes))
    for n in range(times):
        if n:
            state = state @ of.transition.T + rng.normal(size=state.shape)
        values[:, n] = state @ of.loading.T + rng.normal(size=(replicates, genes)) * np.sqrt(of.noise)
    return values


def with_gaps(values: Floats, share: float, seed: int) -> Floats:
    """The same with a share of the values missing at random, and one whole time of the last replicate."""
    rng = np.random.default_rng(seed)
    out = np.where(rng.random(values.shape) < share, np.nan, values)
    out[-1, values.shape[1] // 2] = np.nan
    return out


NAME = "state-space"
QUICK = {"starts": 6, "finalists": 2, "most": 4, "permutations": 24, "refit": 3, "loops": 60}
GENES = tuple(f"G{j}" for j in range(40))


def courses(replicates: int = 3, times: int = 12, seed: int = 3) -> Cohort:
    """Simulated courses at 0, 2, 4, … hours."""
    values = 8 + simulated(planted(genes=40), replicates, times, seed).reshape(-1, 40)
    names = tuple(f"t{n:02d}_r{m}" for m in range(replicates) for n in range(times))
    time = np.tile(np.arange(times) * 2.0, replicates)
    about = pd.DataFrame({"time": time, "replicate": np.repeat(np.arange(replicates), times)}, index=list(names))
    return Cohort(
        Expression(values, names, GENES, "simulated", "0"), time, StudyScore("time"), ("simulated", "0"), GENES, GENES,
        "simulated", simulated=True, annotation=about,
    )  # fmt: skip


def run(cohort: Cohort, path: Path, workers: int = 1, **settings: object) -> Study:
    profile(cohort, path, Settings(**{**QUICK, **settings}), workers, method=NAME)  # type: ignore[arg-type]
    return open_study(path)
