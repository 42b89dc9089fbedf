"""Functions of the score that courses are made of, as a table that is read at any score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import CLIP

MOST_POINTS = 400
"""Smooth functions are computed at so many quantiles of the scores at most."""
SMOOTH = 4
"""Functions of a smooth course."""
LENGTHS = (1.2, 0.5)
"""How far a smooth course reaches, in standard deviations of the score."""


@dataclass(frozen=True)
class Basis:
    """score (g,), ascending; values (g, K) there: in between on a straight line, beyond the ends as at the end."""

    score: NDArray[np.float64]
    values: NDArray[np.float64]

    def at(self, score: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, K) the functions at these scores (n,)."""
        return np.column_stack([np.interp(score, self.score, column) for column in self.values.T])


def powers(score: NDArray[np.float64], degree: int) -> Basis:
    """1, x, … up to a degree; x: the score in its standard deviations, drawn in beyond ``CLIP``."""
    spread = float(score.std())
    points = np.unique(score)
    x = np.clip((points - score.mean()) / (spread if spread > 0 else 1.0), -CLIP, CLIP)
    return Basis(points, np.vander(x, degree + 1, increasing=True))


@dataclass(frozen=True)
class Smooth:
    """Smooth functions and what they have in common with each kernel. kernels: (K, K) each, of trace 1."""

    basis: Basis
    kernels: tuple[NDArray[np.float64], ...]


def smooth(score: NDArray[np.float64]) -> Smooth:
    """A constant and the leading eigenvectors of Gaussian kernels of the score, the constant taken out.

    Each has mean square 1 over the points.
    """
    points = np.unique(score)
    if points.size > MOST_POINTS or points.size < score.size:
        points = np.unique(np.quantile(score, np.linspace(0.0, 1.0, min(MOST_POINTS, score.size))))
    g = points.size
    x = points / score.std()
    distance = np.square(x[:, None] - x[None])
    kernels = [np.exp(-distance / (2.0 * length**2)) for length in LENGTHS]
    centred = sum(kernels) - np.mean(sum(kernels), axis=0)
    centred = centred - centred.mean(axis=1, keepdims=True)
    vectors = np.linalg.eigh(centred)[1][:, ::-1][:, : min(SMOOTH, g) - 1]
    vectors = vectors * np.where(vectors[-1] < 0, -1.0, 1.0)
    values = np.column_stack([np.ones(g), vectors * np.sqrt(g)])
    shared = [values.T @ kernel @ values / g**2 for kernel in kernels]
    return Smooth(Basis(points, values), tuple(part / np.trace(part) for part in shared))
