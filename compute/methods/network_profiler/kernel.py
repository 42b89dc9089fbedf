"""The weights that make a regression local in the modulator and robust against outlying samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError

COMPONENTS = 10
"""Dimensions of the robust principal-component space in which outlying samples are looked for."""
TYPICAL = 0.975
"""A sample within this quantile of the χ² distribution of distances keeps its full weight."""


@dataclass(frozen=True)
class Kernel:
    """K(m_i − m_α | h), times a weight of each sample.

    neighbours: 0 for the published kernel of constant h; k for h_α = max(h, d_k(α)²), where d_k(α) is the distance
    from m_α to its k-th nearest neighbour, so that sparse stretches of the modulator borrow from k samples.
    Source of that idea: Park et al. 2018, adaptive NetworkProfiler; the formula is ours (with c = 1).
    sample_weight: (n,) ω_i in (0, 1], or None for 1 throughout.
    """

    neighbours: int = 0
    sample_weight: NDArray[np.float64] | None = None

    def rows(self, keep: NDArray[np.bool_]) -> Kernel:
        """The kernel for a subset of the samples."""
        weight = None if self.sample_weight is None else self.sample_weight[keep]
        return Kernel(self.neighbours, weight)

    def root_weights(self, modulator: NDArray[np.float64], centre: float, bandwidth: float) -> NDArray[np.float64]:
        """κ_i = √(ω_i K(m_i − m_α | h)), K(u | h) = exp(−u²/h): the factor every row of the data is multiplied by.

        modulator: (n,) values m_i. centre: m_α. bandwidth: h > 0, in squared units of the modulator.
        Returns (n,) values in (0, 1]. Source of K: Shimamura et al. 2011, NetworkProfiler.
        """
        squared = np.square(modulator - centre)
        if self.neighbours:
            nth = min(self.neighbours, modulator.size - 1)
            bandwidth = max(bandwidth, float(np.partition(squared, nth)[nth]))
        root: NDArray[np.float64] = np.exp(-squared / (2.0 * bandwidth))
        return root if self.sample_weight is None else root * np.sqrt(self.sample_weight)


def robust_weights(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """ω_i = min(1, c / RD_i²), RD the robust Mahalanobis distance in a robust principal-component space.

    values: (n, genes) expression. Genes are centred on their median and scaled by their median absolute deviation;
    the space is spanned by the principal components of the samples' directions (each sample at length 1, so that none
    can pull far); RD comes from the minimum covariance determinant there, and c is a χ² quantile. seed: for the
    determinant's random starts. Source of the idea: Park et al. 2014, robust NetworkProfiler; the formula is ours.
    """
    from scipy.linalg import svd
    from scipy.stats import chi2
    from sklearn.covariance import MinCovDet

    samples = len(values)
    dimensions = min(COMPONENTS, samples // 5)
    if dimensions < 1:
        raise UserError("{samples} samples are too few for robust weights; at least 5 are needed.", samples=samples)
    centred = values - np.median(values, axis=0)
    spread = np.median(np.abs(centred), axis=0)
    centred = centred[:, spread > 0] / spread[spread > 0]
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    directions = svd(centred / np.where(length > 0, length, 1.0), full_matrices=False)[2][:dimensions]
    place = centred @ directions.T
    squared = MinCovDet(random_state=seed).fit(place).mahalanobis(place)
    limit = float(chi2.ppf(TYPICAL, place.shape[1]))
    weight: NDArray[np.float64] = np.minimum(1.0, limit / np.maximum(squared, 1e-12))
    return weight
