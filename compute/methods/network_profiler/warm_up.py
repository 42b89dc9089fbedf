"""The compiled code, ready in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numba
import numpy as np

from compute.methods.network_profiler.fit import Data, fit_targets
from compute.methods.network_profiler.grid import Grid


@cache
def compile_all() -> None:
    """Fit a tiny problem, with recursive weights.

    Processes that share a folder compile one after the other: the first compiles, the others read what it wrote.
    """
    from filelock import FileLock

    rng = np.random.default_rng(0)
    path = np.array([1.0, 0.5])
    tiny = Data(rng.normal(size=(12, 3)), rng.normal(size=(12, 2)), np.full(2, -1))
    with FileLock(Path(numba.config.CACHE_DIR) / "first.lock"):  # type: ignore[attr-defined]
        fit_targets(tiny, np.arange(2), np.ones(12), Grid(np.array([0.1]), path, path, -1.0, 2, 1e-3))
