"""The score of every sample without one of its genes, for each target that is one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.read import Expression
from compute.score import score
from compute.score.record import GeneLists
from compute.suitability.own_genes import targets_in_score

SAME = 1e-3
"""A score that is computed again is the one that was brought where no sample is off by more of its standard
deviation."""


def scores_without(
    expression: Expression,
    method: str,
    genes: GeneLists | None,
    samples: Sequence[str],
    values: NDArray[np.float64],
    targets: Sequence[str],
    name: str,
) -> tuple[dict[str, NDArray[np.float64]], tuple[str, ...]]:
    """By target, (n,) what the method gives from a table without that gene; and the genes that the score is made of.

    samples, values (n,): the score, of samples of ``expression``. name: what messages call it. A target without which
    the score cannot be computed, such as CDH1 of 76GS, has none. Raises :class:`UserError` where the method does not
    give the score itself again.
    """
    row_of = {sample: row for row, sample in enumerate(expression.samples)}
    rows = [row_of[sample] for sample in samples]
    whole = score(expression, method, genes)
    off = np.abs(whole.values[rows] - values).max()
    if off > SAME * values.std():
        raise UserError(
            "The score {column} is not what {method} gives for this table and these genes, so it cannot be computed "
            "without a target; give the genes that it was computed from, or profile without --leave-own-gene.",
            column=name,
            method=whole.score.label,
        )
    found = {}
    for gene in targets_in_score(targets, whole.used):
        try:
            rest = score(_without(expression, gene), method, genes)
        except UserError:
            continue
        found[gene] = rest.values[rows]
    return found, whole.used


def correlations(own: Mapping[str, NDArray[np.float64]], values: NDArray[np.float64]) -> dict[str, float]:
    """By target, the rank correlation of its score with the score itself, values (n,)."""
    from scipy.stats import spearmanr  # slow to load, and an application starts without it

    return {gene: float(spearmanr(values, rest).statistic) for gene, rest in own.items()}


def _without(expression: Expression, gene: str) -> Expression:
    column = expression.gene_index[gene]
    genes = (*expression.genes[:column], *expression.genes[column + 1 :])
    return replace(expression, values=np.delete(expression.values, column, axis=1), genes=genes)
