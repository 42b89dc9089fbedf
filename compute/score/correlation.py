"""Standardised profiles, whose inner products are Pearson correlations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns with mean 0 and length 1, so that ``A.T @ B`` holds correlations; a column that never varies is 0."""
    centred = values - values.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    varies = values.max(axis=0) > values.min(axis=0)
    return np.where(varies, centred / np.where(varies, length, 1.0), 0.0)
