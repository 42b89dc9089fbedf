"""Correlations: of standardised profiles, whose inner products they are, and of ranks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.ranks import ranks


def standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns with mean 0 and length 1, so that ``A.T @ B`` holds correlations; a column that never varies is 0."""
    centred = values - values.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    varies = values.max(axis=0) > values.min(axis=0)
    return np.where(varies, centred / np.where(varies, length, 1.0), 0.0)


def rank_correlations(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(k, k) Spearman's ρ of every pair of columns of (n, k) values; NaN for a column that never varies."""
    ranked = np.apply_along_axis(ranks, 0, values)
    profiles = np.where(ranked.max(axis=0) > ranked.min(axis=0), standardised(ranked), np.nan)
    found: NDArray[np.float64] = np.clip(profiles.T @ profiles, -1.0, 1.0)
    return found
