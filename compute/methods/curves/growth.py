"""Which regulators enter first: the path of falling penalty, followed until so many are in; then which of them change.

First the levels, one coefficient for all samples per regulator. Then, the levels in, the products of these regulators
with the score, by a penalty of their own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled
from compute.methods.curves.descent import descend

FALL = 0.95
"""Each penalty as a share of the one before."""
LOWEST = 1e-3
"""The path ends at this share of its start, however few are in."""
TOLERANCE = 1e-6
"""Of the largest |c_j|: what no gradient may be off by."""


SMALLEST = 1e-3
"""Added to every margin, so that the regulator that entered last still counts as in."""
SLOPE_RIDGE = 3.0
"""The ridge of slopes as a multiple of that of levels: a change is shared within a module even more evenly."""


@compiled
def _follow(
    gram: NDArray[np.float64],
    ridge: NDArray[np.float64],
    penalty: NDArray[np.float64],
    first: int,
    count: int,
    b: NDArray[np.float64],
    gradient: NDArray[np.float64],
    order: NDArray[np.int64],
    entered: NDArray[np.bool_],
    inner: NDArray[np.float64],
    size: int,
    margin: NDArray[np.float64],
) -> float:
    """Let the penalty of the features from ``first`` on fall until ``count`` of them are in; returns where it ended.

    penalty (q,): ∞ where a feature may never enter; it is overwritten elsewhere. margin (q − first,): log of the
    penalty at which a feature came in over the one where the path ended, for those that are in; 0 for the others.
    """
    features = b.size
    start = 0.0
    for j in range(first, features):
        if penalty[j] != np.inf:
            start = max(start, abs(gradient[j]))
    came = np.zeros(features - first)
    value = start
    while value > LOWEST * start:
        value *= FALL
        for j in range(first, features):
            if penalty[j] != np.inf:
                penalty[j] = value
        size = descend(gram, penalty, ridge, TOLERANCE * start, b, gradient, order, entered, inner, size)
        inside = 0
        for j in range(first, features):
            if b[j] != 0.0:
                inside += 1
                if came[j - first] == 0.0:
                    came[j - first] = value
        if inside >= count:
            break
    for j in range(first, features):
        if b[j] != 0.0:
            margin[j - first] = np.log(came[j - first] / value)
    return value


@compiled
def _changes(
    levels: NDArray[np.float64],
    products: NDArray[np.float64],
    target: NDArray[np.float64],
    inside: NDArray[np.int64],
    b: NDArray[np.float64],
    ended: float,
    ridge: float,
    count: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Slopes of the regulators ``inside`` along the score and their margins, their levels free to give way."""
    size = inside.size
    columns = np.empty((2 * size, target.size))
    for i in range(size):
        columns[i] = levels[inside[i]]
        columns[size + i] = products[inside[i]]
    gram = columns @ columns.T
    start = np.concatenate((b, np.zeros(size)))
    gradient = columns @ target - gram @ start
    penalty = np.full(2 * size, ended)
    order = np.arange(2 * size)
    entered = np.arange(2 * size) < size
    margin = np.zeros(size)
    ridges = np.full(2 * size, ridge)
    ridges[size:] *= SLOPE_RIDGE
    _follow(gram, ridges, penalty, size, count, start, gradient, order, entered, gram.copy(), size, margin)
    return start[size:], margin


@compiled
def grow(
    levels: NDArray[np.float64],
    products: NDArray[np.float64],
    targets: NDArray[np.float64],
    excluded: NDArray[np.int64],
    ridge: float,
    count: int,
    changing: int,
    strength: NDArray[np.float64],
    change: NDArray[np.float64],
) -> None:
    """Fill strength and change (p, q) of every target.

    levels (q, n): regulators; products (q, n): regulators times score; targets (p, n); rows of mean square 1 or all
    zero. excluded (p,): the regulator that is the target itself, −1 for none. ridge: as a share of n. count, changing:
    how many regulators, and how many changes, a path lets in. strength: signed as the coefficient, its size the margin
    by which the regulator came in before the path ended, 0 where it did not; change the same of the slopes.
    """
    q, n = levels.shape
    gram = levels @ levels.T
    cross = targets @ levels.T
    ridges = np.full(q, ridge * n)
    inner = np.empty((q, q))
    for k in range(targets.shape[0]):
        b = np.zeros(q)
        gradient = cross[k].copy()
        penalty = np.zeros(q)
        if excluded[k] >= 0:
            penalty[excluded[k]] = np.inf
        margin = np.zeros(q)
        order = np.zeros(q, np.int64)
        entered = np.zeros(q, np.bool_)
        ended = _follow(gram, ridges, penalty, 0, count, b, gradient, order, entered, inner, 0, margin)
        inside = np.flatnonzero(b)
        for j in inside:
            strength[k, j] = np.copysign(margin[j] + SMALLEST, b[j])
        if changing > 0 and inside.size > 0:
            slopes, margins = _changes(levels, products, targets[k], inside, b[inside], ended, ridge * n, changing)
            for i in range(inside.size):
                if slopes[i] != 0.0:
                    change[k, inside[i]] = np.copysign(margins[i] + SMALLEST, slopes[i])
