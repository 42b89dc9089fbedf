"""Simulated cohorts and a compact way to profile them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.estimate.run import Cohort, profile
from compute.methods.network_profiler.fit import Data, Fitted, fit_targets
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.network_profiler.settings import Settings
from compute.read import Expression
from compute.study import Study, StudyScore, open_study

FAST = {"l1_count": 10, "l2_grid": (0.05,), "reweight": True, "rounds": 2, "center": "local"}
"""A coarse search for tests that are not about the search."""


def correlated(seed: int, samples: int, genes: int) -> NDArray[np.float64]:
    """Expression on a log2-like scale, with shared factors, so that genes correlate."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(samples, 6))
    return 8 + factors @ rng.normal(size=(6, genes)) * 0.6 + rng.normal(size=(samples, genes))


def search_grid(lam: float, gammas: tuple[float, ...], rounds: int = 1) -> Grid:
    """A grid for problems of this test suite; λ < 0 stands for a path."""
    path = np.geomspace(1, 0.05, 15)
    return Grid(np.array(gammas), path, np.geomspace(1, 1e-3, 15), lam, rounds, 1e-3)


def dense(fit: Fitted, regulators: int) -> NDArray[np.float64]:
    """Coefficients, regulators × targets."""
    out = np.zeros((regulators, fit.fits.size))
    out[fit.regulator, fit.target] = fit.value
    return out


def fit_all(
    regulators: NDArray[np.float64], targets: NDArray[np.float64], root: NDArray[np.float64], grid: Grid
) -> Fitted:
    none = np.full(targets.shape[1], -1)
    return fit_targets(Data(regulators, targets, none), np.arange(targets.shape[1]), root, grid)


def cohort(values: NDArray[np.float64], modulator: NDArray[np.float64], regulators: int, **changes: object) -> Cohort:
    """Genes G0, G1, …: the first ``regulators`` regulate, all are targets."""
    genes = tuple(f"G{j}" for j in range(values.shape[1]))
    samples = tuple(f"S{i:04d}" for i in range(values.shape[0]))
    given: dict[str, object] = {
        "expression": Expression(values, samples, genes, "simulated", "0"),
        "modulator": modulator,
        "score": StudyScore("EMT score"),
        "modulator_source": ("scores.csv", "1"),
        "regulators": genes[:regulators],
        "targets": genes,
        "title": "simulated",
        "simulated": True,
    }
    return Cohort(**{**given, **changes})  # type: ignore[arg-type]


Profiled = Callable[..., Study]


@pytest.fixture
def profiled(tmp_path: Path) -> Profiled:
    """Profile a cohort into a fresh study and open it."""

    def make(whole: Cohort, workers: int = 1, name: str = "study", **settings: object) -> Study:
        profile(whole, tmp_path / name, Settings(**{**FAST, **settings}), workers)  # type: ignore[arg-type]
        return open_study(tmp_path / name)

    return make


def local_root(modulator: NDArray[np.float64], sample: int, bandwidth: float) -> NDArray[np.float64]:
    return Kernel().root_weights(modulator, float(modulator[sample]), bandwidth)
