"""Which edges some samples support, read off networks at a few values of the score: for confidence by resampling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

QUANTILES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Of the scores of the samples: where networks are estimated."""
LEAST = 2
"""An edge is selected if it is there in at least so many of these networks."""
CHANGES = 0.5
"""An edge changes if its coefficients span more than this share of the largest of them."""


def spread_points(modulator: NDArray[np.float64]) -> tuple[float, ...]:
    """Values of the score (n,) at :data:`QUANTILES`, ascending, each once."""
    return tuple(np.unique(np.quantile(modulator, QUANTILES)).tolist())


def edges_in_most(networks: Mapping[str, NDArray[Any]], points: tuple[float, ...]) -> dict[str, NDArray[Any]]:
    """The edges that networks (as ``networks_result`` has them) at these points select.

    target, regulator (e,): positions. strength (e,): mean coefficient over the points. change (e,): slope of the
    coefficient along the points times their span; 0 where it does not change. score (k,): the points; course (e, k):
    the coefficients there.
    """
    count = networks["edges"]
    place = np.repeat(np.arange(count.size), count)
    pair = networks["target"].astype(np.int64) << 32 | networks["regulator"].astype(np.int64)
    pairs, row = np.unique(pair, return_inverse=True)
    value = np.zeros((pairs.size, count.size))
    value[row, place] = networks["value"]
    strength = value.mean(axis=1)
    chosen = (np.count_nonzero(value, axis=1) >= min(LEAST, count.size)) & (strength != 0)
    value, strength, pairs = value[chosen], strength[chosen], pairs[chosen]
    change = np.zeros(pairs.size)
    if count.size > 1:
        from_mean = np.array(points) - np.mean(points)
        slope = value @ from_mean / np.square(from_mean).sum() * (points[-1] - points[0])
        moves = np.ptp(value, axis=1) > CHANGES * np.abs(value).max(axis=1, initial=0.0)
        change = np.where(moves, slope, 0.0)
    return {
        "target": (pairs >> 32).astype(np.int32),
        "regulator": (pairs & 0xFFFFFFFF).astype(np.int32),
        "strength": strength.astype(np.float32),
        "change": change.astype(np.float32),
        "score": np.array(points),
        "course": value.astype(np.float32),
    }
