"""Problems for the batched search, run through torch on the processor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.methods.network_profiler.batched.fit import fit_on_device
from compute.methods.network_profiler.fit import Data, Fitted
from compute.methods.network_profiler.grid import Grid
from tests.estimate.conftest import correlated, local_root


@dataclass(frozen=True)
class Example:
    """A table whose first genes regulate, with the square roots of a kernel's weights."""

    data: Data
    root: NDArray[np.float64]

    @property
    def targets(self) -> NDArray[np.int64]:
        return np.arange(self.data.targets.shape[1])

    def batched(self, grid: Grid, limit: int | None = None) -> Fitted:
        return fit_on_device(self.data, self.targets, self.root, grid, "cpu", limit)


def example(seed: int, samples: int = 120, regulators: int = 70, targets: int = 24, center: int = 40) -> Example:
    """Targets that depend on five regulators each; the last three targets are regulators themselves."""
    rng = np.random.default_rng(seed)
    R = correlated(seed, samples, regulators)
    effect = np.zeros((regulators, targets))
    for k in range(targets):
        effect[rng.choice(regulators, 5, replace=False), k] = rng.normal(size=5)
    T = R @ effect + rng.normal(size=(samples, targets))
    own = np.full(targets, -1)
    own[-3:] = [0, 7, regulators - 1]
    T[:, -3:] = R[:, own[-3:]]
    return Example(Data(R, T, own), local_root(np.sort(rng.normal(size=samples)), center, 0.8))


@pytest.fixture(scope="package")
def cohort_like() -> Example:
    return example(31)
