"""The 76GS score: expression of 76 genes, each weighted by its correlation with CDH1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.publication import journal_article
from compute.read import Expression
from compute.score.correlation import standardised
from compute.score.genes import FoundGenes, find_genes
from compute.score.record import Score, Scored


def gs76_score(genes: NDArray[np.float64], cdh1: NDArray[np.float64]) -> NDArray[np.float64]:
    """The 76GS, ``Σ_g ρ_g x_g`` minus its mean over the samples: high = epithelial, as published.

    genes: samples × genes of the list, on a log scale; cdh1: expression of CDH1, one value per sample.
    ρ_g is the Pearson correlation of gene g with CDH1 over the samples; a gene that never varies weighs 0.
    Source: Byers et al. 2013, Clin Cancer Res 19:279.
    """
    weights = standardised(genes).T @ standardised(cdh1[:, None])[:, 0]
    score = genes @ weights
    centred: NDArray[np.float64] = score - score.mean()
    return centred


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    (found,) = lists
    cdh1 = find_genes(expression, ["CDH1"], Message("reference genes of 76GS (CDH1)"))
    chosen = expression.values[:, found.columns]
    still = int((chosen.min(axis=0) == chosen.max(axis=0)).sum())
    notes = (Message("{count:,} of them never vary and have weight zero.", count=still),) if still else ()
    return Scored(gs76_score(chosen, expression.values[:, cdh1.columns[0]]), notes)


SCORE = Score(
    name="76gs",
    label="76GS",
    title=Message("76 genes weighted by their correlation with CDH1"),
    written="the 76GS score ({reference})",
    reference=journal_article(
        "Byers2013",
        "Byers et al. 2013",
        "Byers, Lauren Averett and others",
        "An Epithelial-Mesenchymal Transition Gene Signature Predicts Resistance to EGFR and PI3K Inhibitors and "
        "Identifies Axl as a Therapeutic Target for Overcoming EGFR Inhibitor Resistance",
        2013,
        "Clinical Cancer Research", "19", "1", "279--290", "10.1158/1078-0432.CCR-12-1558",
    ),
    genes="list",
    compute=_compute,
    reversed=True,
    fewest_samples=5,  # [ours] below, the correlations it rests on mean nothing
)  # fmt: skip
