"""Master regulators: those whose functions change most along the modulator, over all gene sets together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compute.analyse.enrichment import FunctionChanges, function_changes
from compute.analyse.fisher import log_q
from compute.analyse.gene_sets import StudySets
from compute.analyse.sweep import OnCount
from compute.errors import UserError
from compute.study import Study

MOST_PERMUTATIONS = 1_000_000
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
    claim. It takes the U scores for independent and each of them for the logarithm of one uniform draw, while Q is
    a minimum over samples and adjusted over overlapping sets: see ``docs/cli.md`` for what it does where nothing is
    enriched, and :func:`permutation_test` for a law that needs no such assumption.
    """
    score = changes.enrichment_score
    sets = score.shape[1]
    log_p = _log_chi2_tail(score.sum(axis=1), sets)
    return IntegralTest(2 * score.sum(axis=1), sets, log_p / np.log(10), log_q(log_p) / np.log(10))


def _log_chi2_tail(half: NDArray[np.float64], sets: int) -> NDArray[np.float64]:
    """log P(χ²(2U) ≥ 2x) = log P(Poisson(x) < U): exact for an even number of degrees of freedom, never 0."""
    count = np.arange(sets)
    from scipy.special import gammaln, logsumexp, xlogy  # slow to import, and the dashboard's start needs none of it

    terms = xlogy(count, half[:, None]) - gammaln(count + 1)
    return np.minimum(logsumexp(terms, axis=1) - half, 0.0)


@dataclass(frozen=True)
class PermutationTest:
    """How often gene sets of exchanged genes reach a regulator's statistic, (q,) each.

    p: (1 + times reached) / (1 + permutations), so never below that share of one. q: Benjamini-Hochberg over the
    regulators. permutations, seed: how they were made.
    """

    p: NDArray[np.float64]
    q: NDArray[np.float64]
    permutations: int
    seed: int


def require_permutations(permutations: int, seed: int) -> None:
    """:class:`UserError` for a number of permutations below 1 or above a million, or a negative seed."""
    if permutations < 1:
        raise UserError("At least one permutation is needed, not {permutations}.", permutations=permutations)
    if permutations > MOST_PERMUTATIONS:
        raise UserError(
            "{permutations:,} permutations are more than can be computed; ask for at most {most:,}.",
            permutations=permutations,
            most=MOST_PERMUTATIONS,
        )
    if seed < 0:
        raise UserError("The seed must be 0 or more, not {seed}.", seed=seed)


def permutation_test(
    study: Study,
    sets: StudySets,
    observed: IntegralTest,
    permutations: int,
    seed: int = 0,
    progress: OnCount | None = None,
) -> PermutationTest:
    """The same statistic where the genes of all sets are exchanged at random among the study's targets.

    [ours]. The networks stay as they are, sets keep their sizes and overlaps, and only their tie to the networks is
    cut: exact for a regulator whose targets have nothing to do with the sets, however samples and sets depend on each
    other. Each permutation costs one :func:`function_changes`; progress counts their networks. Raises
    :class:`UserError` as :func:`require_permutations`.
    """
    require_permutations(permutations, seed)
    rng = np.random.default_rng(seed)
    reached = np.zeros(observed.statistic.size)
    samples = len(study.samples)

    for number in range(permutations):
        exchanged = replace(sets, member=sets.member[rng.permutation(sets.universe)])
        tell = partial(_tell, progress, number * samples, permutations * samples) if progress else None
        statistic = integral_test(function_changes(study, exchanged, tell)).statistic
        reached += statistic >= observed.statistic * (1 - 1e-12)  # rounding must not decide between equals
    p = (1 + reached) / (1 + permutations)
    return PermutationTest(p, np.exp(log_q(np.log(p))), permutations, seed)


def _tell(progress: OnCount, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)
