"""How well one half's networks are the other's, and predict its targets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def jaccard(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Edges in common, as a share of those that either has."""
    return float((first & second).sum() / (first | second).sum())


def explained(truth: NDArray[np.float64], predicted: NDArray[np.float64]) -> float:
    """Mean over targets (n, p) of the share of variance explained (R²)."""
    left = np.square(truth - predicted).sum(axis=0)
    return float((1 - left / np.square(truth - truth.mean(axis=0)).sum(axis=0)).mean())
