"""Ranks of a set of genes within each sample: nothing but the order of the genes of one sample counts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.read import Expression
from compute.score.genes import FoundGenes


def ranks_of(values: NDArray[np.float64], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """Ranks of these genes among all genes of a sample, samples × set: 1 for the lowest, equal values share their mean.

    values: samples × genes, all that the table has; columns: places of the set.
    """
    ranks = np.empty((len(values), len(columns)))
    for row, sample in enumerate(values):  # one sample at a time: the ranks of a whole table are as large as the table
        ordered, own = np.sort(sample), sample[columns]
        # Half of those equal to it count as lower: with itself, (lower + not higher + 1) / 2.
        ranks[row] = ordered.searchsorted(own, "left") + ordered.searchsorted(own, "right") + 1
    ranks /= 2
    return ranks


def normalised_rank(values: NDArray[np.float64], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """How high a set of genes ranks in every sample: 0 where it holds the lowest genes, 1 where the highest.

    values: samples × genes, all that the table has; columns: the set, fewer than all. The mean rank of the set, less
    the least it can be, (k + 1)/2, as a share of the way to the most it can be, N − k further on. A set of random genes
    lies at 0.5.
    """
    genes, chosen = values.shape[1], len(columns)
    share: NDArray[np.float64] = (ranks_of(values, columns).mean(axis=1) - (chosen + 1) / 2) / (genes - chosen)
    return share


def enrichment(values: NDArray[np.float64], columns: NDArray[np.intp], weight: float = 0.25) -> NDArray[np.float64]:
    """Single-sample enrichment (ssGSEA) of a set of genes in every sample; high where its genes are the highest.

    values: samples × genes, all that the table has; columns: the set, fewer than all; weight: the power of the ranks.
    Walking down a sample's genes, the enrichment is the sum over all steps of the share of the set that was passed
    (weighted by rank to the power of ``weight``) less the share of the other genes. That sum is the weighted mean rank
    of the set less the mean rank of the others, which is how it is computed here; divided by the number of genes, it
    lies in −1..1. Source: Barbie et al. 2009, Nature 462:108; dividing by the number of genes, in place of the range
    over the samples, is [ours]: a sample's score then does not depend on the others.
    """
    genes, chosen = values.shape[1], len(columns)
    ranks = ranks_of(values, columns)
    weighted = ranks**weight
    inside = (ranks * weighted).sum(axis=1) / weighted.sum(axis=1)
    outside = (genes * (genes + 1) / 2 - ranks.sum(axis=1)) / (genes - chosen)
    score: NDArray[np.float64] = (inside - outside) / genes
    return score


def check_other_genes(expression: Expression, lists: Iterable[FoundGenes], label: str) -> None:
    """:class:`UserError` where a list holds every gene of the table: there is nothing to rank it among."""
    if max(len(found.columns) for found in lists) == len(expression.genes):
        raise UserError(
            "All {genes:,} genes of {source} belong to one list, and {score} ranks them among other genes; give the "
            "whole expression table.",
            genes=len(expression.genes),
            source=expression.source,
            score=label,
        )
