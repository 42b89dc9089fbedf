"""What a graph costs before the data: −2 log π_j of a gene's parents, added to its score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln


class GraphPrior(NamedTuple):
    """−2 log π_j = ``size[q] + Σ edge[k, j]`` over the q parents k of gene j.

    size: (p + 1,). edge: (p, t), or (0, 0) where all edges cost the same.
    """

    size: NDArray[np.float64]
    edge: NDArray[np.float64]


def description_length(genes: int) -> GraphPrior:
    """π_j ∝ e^{−L}: L = log p + log C(p, q_j) names the number of parents and the parents. [Friedman, Goldszmidt]"""
    q = np.arange(genes + 1.0)
    choose = gammaln(genes + 1) - gammaln(q + 1) - gammaln(genes - q + 1)
    return GraphPrior(2 * (np.log(genes) + choose), np.empty((0, 0)))


def number_of_parameters(genes: int) -> GraphPrior:
    """−log π_j = q_j + 1: one for each curve and the variance. [paper, unsure]"""
    return GraphPrior(2 * (np.arange(genes + 1.0) + 1), np.empty((0, 0)))


def knowledge(known: NDArray[np.bool_], zeta: float) -> GraphPrior:
    """π(G) ∝ exp(−ζ Σ U_kj), U = 1 for a known edge k → j and 2 for any other. [paper I04]

    known: (p, t). The graphs' sum, which only ζ depends on, is taken gene by gene, as if no cycle were forbidden, so
    that scores under different ζ ≥ 0 can be compared. [derived]
    """
    energy = zeta * np.where(known, 1.0, 2.0)
    norm = 2 * np.log1p(np.exp(-energy)).sum(axis=0).mean()  # of one gene; a constant of ζ
    return GraphPrior(np.full(known.shape[0] + 1, norm), 2 * energy)
