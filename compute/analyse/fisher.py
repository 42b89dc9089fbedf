"""Fisher's exact test for over-representation and the Benjamini-Hochberg step, both in logarithms.

Logarithms because the smallest p-values of a large regulator underflow, and the ratio of q-values is what is read.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

TABLE_BYTES = 1 << 28
"""Room for tails that are kept; a tail not kept is computed again."""


class OverRepresentation:
    """One-sided Fisher tests of how many of a regulator's targets lie in gene sets.

    For a universe of N genes, a set of K and a regulator with n targets, k of them in the set, the p-value is
    P(X ≥ k) for X hypergeometric (N, K, n). All p-values of one n are made at once, from a table of log factorials,
    and kept: neighbouring samples ask for the same ones.
    """

    def __init__(self, universe: int, sizes: NDArray[np.int64]) -> None:
        """universe: N. sizes: (U,) K of each set, 0 ≤ K ≤ N."""
        from scipy.special import gammaln  # slow to import, and the dashboard's start needs none of it

        self._log_factorial = gammaln(np.arange(universe + 1) + 1.0)
        self._universe = universe
        self._distinct, of_set = np.unique(sizes, return_inverse=True)
        starts = np.concatenate([[0], np.cumsum(self._distinct + 1)])
        self._start = starts[of_set]
        self._tails = lru_cache(maxsize=max(1, TABLE_BYTES // (8 * int(starts[-1]))))(self._compute_tails)

    def log_p(self, overlap: NDArray[np.int64], out_degree: int) -> NDArray[np.float64]:
        """Natural logarithms of the p-values; overlap: (..., U) k of each set."""
        found: NDArray[np.float64] = self._tails(out_degree)[self._start + overlap]
        return found

    def _compute_tails(self, n: int) -> NDArray[np.float64]:
        """log P(X ≥ k), k = 0..K, one distinct set size after the other."""
        N, K = self._universe, self._distinct[:, None]
        widest = int(self._distinct[-1])
        reach = min(widest, n)
        k = np.arange(reach + 1)
        possible = (k <= K) & (n - k <= N - K)
        k_, rest = np.where(possible, k, 0), np.where(possible, n - k, 0)
        tail = self._choose(K, k_) + self._choose(N - K, rest) - self._choose(np.int64(N), np.int64(n))
        tail = np.where(possible, tail, -np.inf)
        tail = np.logaddexp.accumulate(tail[:, ::-1], axis=1)[:, ::-1]
        whole = np.full((self._distinct.size, widest + 1), -np.inf)
        whole[:, : reach + 1] = np.minimum(tail, 0.0)  # a sum of rounded terms may pass 1
        whole[:, 0] = 0.0
        return whole[np.arange(widest + 1) <= K]

    def _choose(self, whole: NDArray[np.int64] | np.int64, part: NDArray[np.int64] | np.int64) -> NDArray[np.float64]:
        log = self._log_factorial
        chosen: NDArray[np.float64] = log[whole] - log[part] - log[whole - part]
        return chosen


def log_q(log_p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Benjamini-Hochberg adjusted p-values along the last axis, logarithms in and out, at most 0.

    Source: Benjamini & Hochberg 1995; q_(i) = min over l ≥ i of p_(l) m / l.
    """
    tests = log_p.shape[-1]
    order = np.argsort(log_p, axis=-1)
    scaled = np.take_along_axis(log_p, order, axis=-1) + np.log(tests / np.arange(1, tests + 1))
    stepped = np.minimum.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.empty_like(log_p)
    np.put_along_axis(adjusted, order, np.minimum(stepped, 0.0), axis=-1)
    return adjusted
