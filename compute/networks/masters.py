"""Master regulators: those whose functions change most along the modulator, over all gene sets together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, xlogy

from compute.networks.enrichment import FunctionChanges
from compute.networks.fisher import log_q

MASTER_LOG10_Q = -10.0
"""Master regulators have an integral q-value below 1e-10 (Shimamura et al. 2011)."""


@dataclass(frozen=True)
class IntegralTest:
    """One value per regulator, (q,) each.

    statistic: 2 Σ_u ES_ju. sets: U, half its degrees of freedom. log10_p, log10_q: decimal logarithms of the
    integral p-value and of the q-value over all regulators. master: log10_q < −10.
    """

    statistic: NDArray[np.float64]
    sets: int
    log10_p: NDArray[np.float64]
    log10_q: NDArray[np.float64]

    @property
    def master(self) -> NDArray[np.bool_]:
        return self.log10_q < MASTER_LOG10_Q


def integral_test(changes: FunctionChanges) -> IntegralTest:
    """2 Σ_u ES_ju against χ²(2U), then Benjamini-Hochberg over the regulators.

    Source: Shimamura et al. 2011; that the q-value is Benjamini-Hochberg's is [ours]. The χ² law is the paper's
    claim. It takes the U scores for independent and each min_α Q for one uniform draw, while a minimum over samples
    of overlapping sets is neither: see ``docs/cli.md`` for what it does where nothing is enriched.
    """
    score = changes.enrichment_score
    sets = score.shape[1]
    log_p = _log_chi2_tail(score.sum(axis=1), sets)
    return IntegralTest(2 * score.sum(axis=1), sets, log_p / np.log(10), log_q(log_p) / np.log(10))


def _log_chi2_tail(half: NDArray[np.float64], sets: int) -> NDArray[np.float64]:
    """log P(χ²(2U) ≥ 2x) = log P(Poisson(x) < U): exact for an even number of degrees of freedom, never 0."""
    count = np.arange(sets)
    terms = xlogy(count, half[:, None]) - gammaln(count + 1)
    return np.minimum(logsumexp(terms, axis=1) - half, 0.0)
