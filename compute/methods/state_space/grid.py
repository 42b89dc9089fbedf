"""The grid of times: the model moves in steps of one length, and times lie on multiples of it. [src; rounding: ours]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLOSE = 0.01
"""Share of a step by which a time may lie beside the grid."""
PARTS = 12
MOST = 600
"""Steps of a grid at most; beyond, every measured time is one step."""


@dataclass(frozen=True)
class Grid:
    """first: the first time. unit: length of a step, 0 where every measured time is one step. steps: N.

    rounded: whether times do not lie on the grid and were rounded to it.
    """

    first: float
    unit: float
    steps: int
    rounded: bool = False


def grid_of(times: NDArray[np.float64], by_time: bool) -> tuple[Grid, NDArray[np.int64]]:
    """The grid of these times (n,), and the step of each, from 0.

    The step is the longest one whose multiples all times are: the smallest interval or a part of it.
    """
    distinct, order = np.unique(times, return_inverse=True)
    in_order = Grid(float(distinct[0]), 0.0, distinct.size), order.astype(np.int64)
    if not by_time or distinct.size < 2:
        return in_order
    smallest = float(np.diff(distinct).min())
    units = [smallest / part for part in range(1, PARTS + 1)]
    exact = [unit for unit in units if _beside((times - distinct[0]) / unit) <= CLOSE]
    unit = exact[0] if exact else smallest
    step = np.rint((times - distinct[0]) / unit).astype(np.int64)
    if step.max() >= MOST:
        return in_order
    return Grid(float(distinct[0]), unit, int(step.max()) + 1, not exact), step


def _beside(steps: NDArray[np.float64]) -> float:
    return float(np.abs(steps - np.rint(steps)).max())
