"""Weighted, standardised data of one (sample, bandwidth) and the Gram matrix all targets share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONSTANT = 1e-10
"""A weighted column whose standard deviation is below this share of its root mean square counts as constant."""


@dataclass(frozen=True)
class Standardised:
    """Weighted columns on a common scale: what :func:`standardise` or :func:`standardise_locally` makes.

    values: (n, c). mean, scale: (c,) and slope: (d, c), what a unit of each of d covariates adds, so that, where κ = 1,
    ``values = (x − mean − covariates @ slope) / scale``; a constant column is all zero (scale 1).
    """

    values: NDArray[np.float64]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    slope: NDArray[np.float64]

    def place(self, data: NDArray[np.float64], covariates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values (c,) and covariates (d,) of another sample on this scale."""
        placed: NDArray[np.float64] = (data - self.mean - covariates @ self.slope) / self.scale
        return placed

    def back(self, values: NDArray[np.float64], covariates: NDArray[np.float64]) -> NDArray[np.float64]:
        """The other way."""
        found: NDArray[np.float64] = self.mean + covariates @ self.slope + self.scale * values
        return found


def standardise(data: NDArray[np.float64], root: NDArray[np.float64]) -> Standardised:
    """Multiply the rows of ``data`` (n, c) by ``root`` κ (n,), then bring every column to mean 0 and variance 1.

    Source: Shimamura et al. 2011, NetworkProfiler: standardisation follows the weighting, hence no intercept. A gene's
    offset times κ is then part of every column; our docs/evaluation.md measures what that costs.
    """
    values = data * root[:, None]
    mean = values.mean(axis=0)
    size = np.sqrt(np.square(values).mean(axis=0))
    values -= mean
    return _scaled(values, mean, size)


def standardise_locally(
    data: NDArray[np.float64], root: NDArray[np.float64], taken: Standardised | None = None
) -> Standardised:
    """Subtract the mean of each column weighted by K = κ², multiply by κ, then divide by the root mean square.

    Least squares on such columns are weighted least squares with an intercept: an offset changes nothing. taken:
    covariates (n, d) treated alike, which are then taken out by weighted least squares. [ours]
    """
    kernel = np.square(root)
    mean = kernel @ data / kernel.sum()
    size = np.sqrt(np.square(data * root[:, None]).mean(axis=0))
    values = (data - mean) * root[:, None]
    return _scaled(values, mean, size, taken)


def _scaled(
    values: NDArray[np.float64], mean: NDArray[np.float64], size: NDArray[np.float64], taken: Standardised | None = None
) -> Standardised:
    """Take the covariates out, divide by the root mean square; zero where it is next to nothing of what it was
    (``size``) before the shift."""
    slope = np.zeros((0, values.shape[1]))
    if taken is not None:
        on_scale = np.linalg.pinv(taken.values, rcond=CONSTANT) @ values
        values = values - taken.values @ on_scale
        slope = on_scale / taken.scale[:, None]
        mean = mean - taken.mean @ slope
    scale = np.sqrt(np.square(values).mean(axis=0))
    constant = scale <= CONSTANT * size
    values[:, constant] = 0.0
    scale[constant] = 1.0
    values /= scale
    return Standardised(values, mean, scale, slope)


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
    regulators: NDArray[np.float64],
    targets: NDArray[np.float64],
    root: NDArray[np.float64],
    local: bool = False,
    covariates: NDArray[np.float64] | None = None,
) -> WeightedProblem:
    """Build the problem from data (n, q) and (n, p) and the weights' square roots κ (n,).

    local: with :func:`standardise_locally` instead of :func:`standardise`, covariates (n, d) taken out of both.
    """
    if local:
        taken = standardise_locally(covariates, root) if covariates is not None and covariates.shape[1] else None
        R, T = standardise_locally(regulators, root, taken), standardise_locally(targets, root, taken)
    else:
        R, T = standardise(regulators, root), standardise(targets, root)
    return WeightedProblem(
        gram=R.values.T @ R.values,
        cross=np.ascontiguousarray(T.values.T @ R.values),
        square=np.einsum("ij,ij->j", T.values, T.values),
        effective=float(root.sum()),
        regulators=R,
        targets=T,
    )
