"""The M score: how high the mesenchymal genes of a sample rank among all its genes, whatever the others do."""

from __future__ import annotations

from compute.messages import Message
from compute.read import Expression, builtin_mesenchymal_seeds
from compute.score.genes import FoundGenes
from compute.score.methods.singscore import REFERENCE
from compute.score.ranks import check_other_genes, normalised_rank
from compute.score.record import Score, Scored


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    check_other_genes(expression, lists, "the M score")
    return Scored(normalised_rank(expression.values, lists[0].columns))


SCORE = Score(
    name="mesenchymal",
    label="M",
    title=Message("rank of the mesenchymal genes alone among all genes of a sample"),
    written="the rank of mesenchymal genes among all genes of a sample (the one-sided singscore; {reference})",
    reference=REFERENCE,
    genes="list",
    compute=_compute,
    builtin=builtin_mesenchymal_seeds,
    low="not mesenchymal",
    high="mesenchymal",
    axis="mesenchymal score",
)
