"""ssGSEA: single-sample enrichment of a list of genes, such as the hallmark EMT set or one of your own."""

from __future__ import annotations

from compute.messages import Message
from compute.publication import journal_article
from compute.read import Expression
from compute.score.genes import FoundGenes
from compute.score.ranks import check_other_genes, enrichment
from compute.score.record import Score, Scored


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    check_other_genes(expression, lists, "ssGSEA")
    return Scored(enrichment(expression.values, lists[0].columns))


SCORE = Score(
    name="ssgsea",
    label="ssGSEA",
    title=Message("single-sample enrichment of a list of genes, such as hallmark EMT or one of your own"),
    written="the single-sample enrichment score of a gene set (ssGSEA, {reference}, divided by the number of genes)",
    reference=journal_article(
        "Barbie2009",
        "Barbie et al. 2009",
        "Barbie, David A. and others",
        "Systematic RNA Interference Reveals That Oncogenic KRAS-driven Cancers Require TBK1",
        2009,
        "Nature", "462", "", "108--112", "10.1038/nature08460",
    ),
    genes="list",
    compute=_compute,
    low="little expressed",
    high="highly expressed",
    axis="gene set score",
)  # fmt: skip
