"""Varimax: the rotation that makes loadings sparse, so that a component can be named by few genes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MAX_TURNS = 1_000
TOLERANCE = 1e-10
"""The search ends when a turn raises the criterion by less than this share of it."""


def varimax_rotation(loadings: Floats) -> Floats:
    """The rotation Q (r×r, orthonormal) for which ``loadings @ Q`` has the largest varimax criterion.

    loadings: (genes, r). The criterion is the variance of the squared loadings within each component, summed over
    the components (Kaiser 1958); found by repeated polar decomposition from the given axes: a local maximum, the
    same every time. Order and signs of the columns are left open.
    """
    rank = loadings.shape[1]
    rotation = np.eye(rank)
    before = -np.inf
    for _ in range(MAX_TURNS):
        rotated = loadings @ rotation
        squares = rotated**2
        left, _, right = np.linalg.svd(loadings.T @ (rotated * (squares - squares.mean(axis=0))))
        rotation = left @ right
        now = varimax_criterion(loadings @ rotation)
        if now - before <= TOLERANCE * abs(now):
            break
        before = now
    return rotation


def varimax_criterion(loadings: Floats) -> float:
    """Variance of the squared loadings (genes, r) within each component, summed over the components."""
    return float((loadings**2).var(axis=0).sum())
