"""Ranks of values, without the quarter of a second that ``scipy.stats`` takes to import."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["ranks"]


def ranks(values: NDArray[np.floating], ties: Literal["mean", "lowest"] = "mean") -> NDArray[np.float64]:
    """(n,) ranks of values (n,), 1 for the smallest; NaN has none and stays NaN.

    ties: equal values get the mean, or the lowest, of the ranks they take together.
    """
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = count.cumsum()
    lowest = last - count + 1.0
    found: NDArray[np.float64] = (lowest if ties == "lowest" else (lowest + last) / 2)[place]
    return np.where(np.isnan(values), np.nan, found)
