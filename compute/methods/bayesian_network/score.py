"""BNRC: how well a set of parents explains a gene, less what so flexible a model gains anyway. Smaller is better.

The score is −2 log of the probability of the data under parents with spline curves, by Laplace's method [paper I02].
In the coordinates of ``smoother`` it needs of each parent only its smoothness h (nβ = hτ), its coefficients c and its
row of a table [derived]. Two determinants:

    printed   blocks between parents are dropped, and every parent keeps its own constant [paper I02]
    exact     one intercept, M − 1 functions per parent, the determinant of all of them together [ours]

Genes are scaled to variance 1 beforehand: the prior is flat along straight lines, so its height, and with it the
score, depends on a gene's unit. [derived]
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.smoother import Smoothers
from compute.methods.compiled import compiled

SMOOTHNESS = 10.0 ** np.arange(-2.0, 6.5, 0.5)
"""Candidates for h. [ours] Below the first a curve is as rough as its functions allow; the last is a straight line."""

LEAST_VARIANCE = 1e-9
"""Residual variances are kept above this share of a gene's: of two copies of a gene one explains all of the other."""


class Rule(NamedTuple):
    """What a score needs besides data. size: how many samples n. exact: which determinant.

    smoothness: (G,) candidates for h. table: (p, G) of each parent and h, all terms that depend on nothing else, less
    log Σ(e + hf) where the rule is exact. alone: (p, G) the table with it. explained, rough: (p, G, M − 1) by which z²
    is multiplied for what a curve of that smoothness explains and what its roughness costs. constant: the terms of a
    gene without parents, but (n − a) log σ². a: ``base``, and ``each`` more per parent.
    """

    size: float
    exact: bool
    smoothness: NDArray[np.float64]
    table: NDArray[np.float64]
    alone: NDArray[np.float64]
    explained: NDArray[np.float64]
    rough: NDArray[np.float64]
    constant: float
    base: float
    each: float


@compiled
def rule(
    made: Smoothers, size: float, total: float, exact: bool, smoothness: NDArray[np.float64], log_pseudo: float
) -> Rule:
    """Tabulate what the score of any set of these parents shares.

    size: n. total: Σ w, which differs from n where samples vary unequally. log_pseudo: log|K|_+.
    """
    p, F = made.signal.shape
    M, G = F + 1, smoothness.size
    two_pi = np.log(2 * np.pi)
    table, alone = np.zeros((p, G)), np.zeros((p, G))
    explained, rough = np.zeros((p, G, F)), np.zeros((p, G, F))
    for k in range(p):
        own = made.log_volume[k] - log_pseudo
        own -= two_pi + np.log(total / M) if exact else 2 * two_pi
        for g in range(G):
            h = smoothness[g]
            determinant = 0.0
            for m in range(F):
                cost = h * made.roughness[k, m]
                below = made.signal[k, m] + cost
                determinant += np.log(below)
                explained[k, g, m] = (below + cost) / below**2
                rough[k, g, m] = cost / below**2
            table[k, g] = own - (M - 2) * np.log(h * made.scale[k])
            alone[k, g] = table[k, g] + determinant
            if not exact:
                table[k, g] = alone[k, g]
    constant = size * two_pi + size - np.log(2.0) - np.log(2 * np.pi / size)
    if exact:
        constant += np.log(total / size) - np.log(2 * np.pi / size)
        return Rule(size, exact, smoothness, table, alone, explained, rough, constant, 3.0, 1.0)
    return Rule(size, exact, smoothness, table, alone, explained, rough, constant, 2.0, 2.0)


@compiled
def score_of(rule: Rule, parents: int, variance: float, terms: float, rough: float) -> float:
    """BNRC from its parts: σ̂², the sum of table rows (and log-determinant, if exact), and Σ nβ γ'Kγ."""
    power = rule.size - rule.base - rule.each * parents
    return float(rule.constant + power * np.log(variance) + terms + rough / variance)


@compiled
def empty_score(rule: Rule, square: float) -> float:
    """BNRC of a gene without parents. square: Σ w x² of the centred gene."""
    return score_of(rule, 0, square / rule.size, 0.0, 0.0)
