"""The compiled code, ready in this process."""

from __future__ import annotations

import numpy as np

from compute.methods.compiled import first_run
from compute.methods.network_profiler.fit import Data, fit_targets
from compute.methods.network_profiler.grid import Grid


@first_run
def compile_all() -> None:
    """Fit a tiny problem, with recursive weights."""
    rng = np.random.default_rng(0)
    path = np.array([1.0, 0.5])
    tiny = Data(rng.normal(size=(12, 3)), rng.normal(size=(12, 2)), np.full(2, -1))
    fit_targets(tiny, np.arange(2), np.ones(12), Grid(np.array([0.1]), path, path, -1.0, 2, 1e-3))
