"""Cubic B-splines of every parent: the functions that a regression on it is made of. [paper I02]"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ORDER = 4
"""Of M functions so many are not zero at a value."""


class Basis(NamedTuple):
    """The functions b_1..b_M of each of p parents at n values, four of them not zero at each.

    first: (p, n) position of the first that is not zero. value: (p, n, 4). origin, spacing: (p,) the least value of
    a parent and the distance of its knots, in its units. varies: (p,) False where a parent is the same in all samples:
    it gets no function. functions: M.
    """

    first: NDArray[np.int64]
    value: NDArray[np.float64]
    origin: NDArray[np.float64]
    spacing: NDArray[np.float64]
    varies: NDArray[np.bool_]
    functions: int


def spline_basis(parents: NDArray[np.float64], count: int) -> Basis:
    """The bases of ``parents`` (n, p), each with ``count`` ≥ 5 functions that cover its range.

    Knots are equally spaced, (max − min)/(M − 3) apart, three of them beyond each end. [paper I02]
    """
    origin = parents.min(axis=0)
    width = parents.max(axis=0) - origin
    varies = width > 0
    spacing = np.where(varies, width, 1.0) / (count - ORDER + 1)
    first, value = evaluate(parents.T, origin[:, None], spacing[:, None], count)
    return Basis(np.ascontiguousarray(first), value, origin, spacing, varies, count)


def evaluate(
    at: NDArray[np.float64], origin: NDArray[np.float64], spacing: NDArray[np.float64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(position of the first function, values of four functions (…, 4)) at values of any shape, within the range."""
    place = (at - origin) / spacing
    first = np.clip(np.floor(place).astype(np.int64), 0, count - ORDER)
    t = place - first
    pieces = ((1 - t) ** 3, (3 * t - 6) * t**2 + 4, ((3 - 3 * t) * t + 3) * t + 1, t**3)
    return first, np.ascontiguousarray(np.stack(pieces, axis=-1) / 6)


def second_differences(count: int) -> NDArray[np.float64]:
    """K = D'D (M, M): γ'Kγ = Σ (γ_l − 2γ_{l−1} + γ_{l−2})², the roughness of a curve. [paper I02]"""
    D = np.diff(np.eye(count), 2, axis=0)
    roughness: NDArray[np.float64] = D.T @ D
    return roughness


def log_pseudo_determinant(count: int) -> float:
    """log |K|_+ of :func:`second_differences`, over its M − 2 nonzero eigenvalues."""
    D = np.diff(np.eye(count), 2, axis=0)
    return float(np.linalg.slogdet(D @ D.T)[1])
