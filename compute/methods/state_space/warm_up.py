"""The compiled code, ready in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numba
import numpy as np

from compute.methods.state_space.dimension import from_start
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of


@cache
def compile_all() -> None:
    """A model of a tiny course.

    Processes that share a folder compile one after the other: the first compiles, the others read what it wrote.
    """
    from filelock import FileLock

    series = series_of(np.random.default_rng(0).normal(size=(2, 5, 3)))
    with FileLock(Path(numba.config.CACHE_DIR) / "first.lock"):  # type: ignore[attr-defined]
        from_start(series, 1, 0, 0, Rules(), 1)
