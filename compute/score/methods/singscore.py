"""Singscore: where the mesenchymal and the epithelial genes rank among all genes of a sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.publication import journal_article
from compute.read import Expression
from compute.score.genes import FoundGenes, builtin_emt_genes
from compute.score.ranks import check_other_genes, normalised_rank
from compute.score.record import Score, Scored


def singscore(
    values: NDArray[np.float64], epithelial: NDArray[np.intp], mesenchymal: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The centred singscore of two sets, one value per sample in [−1, 1]: high = mesenchymal.

    values: samples × genes; the other two: columns of the sets. Genes expected to be high are ranked upwards, those
    expected to be low downwards, each set is brought to −½..½, and the two are added. Only the order of the genes
    within a sample counts. Source: Foroutan et al. 2018, BMC Bioinformatics 19:404; equal values share their mean rank
    here [ours], where the authors' package gives all of them the least.
    """
    high, low = normalised_rank(values, mesenchymal), normalised_rank(values, epithelial)
    # Ranking downwards turns a share s of the way into 1 − s.
    score: NDArray[np.float64] = (high - 0.5) + ((1 - low) - 0.5)
    return score


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    check_other_genes(expression, lists, "singscore")
    low, high = (found.columns for found in lists)
    return Scored(singscore(expression.values, low, high))


REFERENCE = journal_article(
    "Foroutan2018",
    "Foroutan et al. 2018",
    "Foroutan, Momeneh and Bhuva, Dharmesh D. and Lyu, Ruqian and Horan, Kristy and Cursons, Joseph and Davis, "
    "Melissa J.",
    "Single Sample Scoring of Molecular Phenotypes",
    2018,
    "BMC Bioinformatics", "19", "1", "404", "10.1186/s12859-018-2435-4",
)  # fmt: skip

SCORE = Score(
    name="singscore",
    label="singscore",
    title=Message("rank of the mesenchymal and the epithelial genes among all genes of a sample"),
    written="the singscore of mesenchymal (expected high) and epithelial genes (expected low; {reference})",
    reference=REFERENCE,
    genes="classes",
    compute=_compute,
    builtin=builtin_emt_genes,
)
