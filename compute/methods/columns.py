"""Expression as the regressions take it: outliers drawn in, covariates out, on one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CLIP = 2.5
"""Standard deviations beyond which a value is drawn in."""
CONSTANT = 1e-9
"""A column whose root mean square falls below this share of what it was counts as constant."""


def basis_of(covariates: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, d) orthonormal columns that span the constant and the covariates (n, c), fewer where these depend."""
    columns = np.column_stack([np.ones(len(covariates)), covariates])
    size = np.sqrt(np.square(columns).sum(axis=0))
    left, singular, _ = np.linalg.svd(columns / np.where(size > 0, size, 1.0), full_matrices=False)
    kept: NDArray[np.float64] = np.ascontiguousarray(left[:, singular > CONSTANT * singular[0]])
    return kept


def drawn_in(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns (n, c) of mean 0 and variance 1 with what lies beyond :data:`CLIP` standard deviations set to them."""
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    standard: NDArray[np.float64] = centred / np.where(spread > 0, spread, 1.0)
    return np.clip(standard, -CLIP, CLIP)


def left_of(values: NDArray[np.float64], basis: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns (n, c) with the orthonormal ``basis`` (n, d) taken out, at their own means and standard deviations."""
    mean, spread = values.mean(axis=0), values.std(axis=0)
    kept: NDArray[np.float64] = mean + without(values - mean, basis) * spread
    return kept


def limits(values: NDArray[np.float64], clip: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(c,) each: ``clip`` standard deviations below and above the mean of each column (n, c)."""
    mean, reach = values.mean(axis=0), clip * values.std(axis=0)
    return mean - reach, mean + reach


def without(values: NDArray[np.float64], basis: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the orthonormal ``basis`` (n, d) leaves of the columns (n, c), at mean square 1; 0 where it leaves none."""
    before = np.sqrt(np.square(values).mean(axis=0))
    left = values - basis @ (basis.T @ values)
    size = np.sqrt(np.square(left).mean(axis=0))
    constant = size <= CONSTANT * np.maximum(before, CONSTANT)
    scaled: NDArray[np.float64] = np.where(constant, 0.0, left / np.where(constant, 1.0, size))
    return scaled
