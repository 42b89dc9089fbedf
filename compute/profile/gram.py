"""Weighted, standardised data of one (sample, bandwidth) and the Gram matrix all targets share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONSTANT = 1e-10
"""A weighted column whose standard deviation is below this share of its root mean square counts as constant."""


@dataclass(frozen=True)
class Standardised:
    """Columns multiplied by κ, then shifted to mean 0 and scaled to variance 1 (divisor n).

    values: (n, c). mean, scale: (c,) so that ``values = (κ x − mean) / scale``; a constant column is all zero
    (scale 1).
    """

    values: NDArray[np.float64]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]


def standardise(data: NDArray[np.float64], root: NDArray[np.float64]) -> Standardised:
    """Weight the rows of ``data`` (n, c) by ``root`` (n,), then standardise every column.

    Source: Shimamura et al. 2011, NetworkProfiler: standardisation follows the weighting, hence no intercept.
    """
    values = data * root[:, None]
    mean = values.mean(axis=0)
    size = np.sqrt(np.square(values).mean(axis=0))
    values -= mean
    scale = np.sqrt(np.square(values).mean(axis=0))
    constant = scale <= CONSTANT * size
    values[:, constant] = 0.0
    scale[constant] = 1.0
    values /= scale
    return Standardised(values, mean, scale)


@dataclass(frozen=True)
class WeightedProblem:
    """All regressions of one (sample, bandwidth) in Gram form.

    gram: R'R (q, q), diagonal n (0 for a constant column). cross: T'R (p, q), row k for target k.
    square: t't (p,), n, or 0 for a constant target. effective: n_α = Σ_i κ_i.
    regulators, targets: the standardised data with their means and scales.
    """

    gram: NDArray[np.float64]
    cross: NDArray[np.float64]
    square: NDArray[np.float64]
    effective: float
    regulators: Standardised
    targets: Standardised


def weighted_problem(
    regulators: NDArray[np.float64], targets: NDArray[np.float64], root: NDArray[np.float64]
) -> WeightedProblem:
    """Build the problem from data (n, q) and (n, p) and the weights' square roots κ (n,)."""
    R = standardise(regulators, root)
    T = standardise(targets, root)
    return WeightedProblem(
        gram=R.values.T @ R.values,
        cross=np.ascontiguousarray(T.values.T @ R.values),
        square=np.einsum("ij,ij->j", T.values, T.values),
        effective=float(root.sum()),
        regulators=R,
        targets=T,
    )
