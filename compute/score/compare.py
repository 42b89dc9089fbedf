"""Make a comparison of scores: every score there is of the same samples, with the genes that a person gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression, LabelledGenes
from compute.score.comparison import BUILTIN_KS, EPITHELIAL, MESENCHYMAL, Column, Comparison
from compute.score.correlation import rank_correlations
from compute.score.genes import builtin_emt_genes
from compute.score.record import EMT_AXIS, GeneLists, Score
from compute.score.registry import SCORES
from compute.score.result import ScoreResult
from compute.score.run import score

OF_SETS = "ssgsea"
"""The method by which gene sets are scored."""
MOST_SETS = 10
EMT_SETS = ("EPITHELIAL_MESENCHYMAL", "EMT")
"""In the name of a gene set: of a large collection, those sets are scored where nobody chooses."""
SAME = 1 - 1e-9
"""Rank correlation beyond which two scores are one."""
_NO_SETS = Message("It needs gene sets: a GMT file, such as the hallmark collection.")


@dataclass(frozen=True)
class ScoreGenes:
    """The genes a person gave for scores that bring none.

    classes: for KS, in place of the built-in genes. gs76: the list of 76GS. sets: name → genes, each scored by ssGSEA.
    """

    classes: LabelledGenes | None = None
    gs76: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compare_scores(
    expression: Expression, genes: ScoreGenes | None = None, tell: Callable[[int, int], None] | None = None
) -> Comparison:
    """Every score there is of the same samples.

    genes: those a person gave. tell: told how many scores have been computed, of how many. A score whose genes are not
    given is left out, as is one that cannot be computed, each with the reason. :class:`UserError` where E or M score
    cannot be computed: then the table has no EMT genes to speak of.
    """
    given = ScoreGenes() if genes is None else genes
    columns = [_column(score(expression, name)) for name in (EPITHELIAL, MESENCHYMAL)]
    left_out: list[tuple[str, Message]] = []
    asked = _asked(given)
    for place, (record, lists, label) in enumerate(asked, start=len(columns)):
        if tell is not None:
            tell(place, len(asked) + 2)
        if lists is None and record.builtin is None:
            left_out.append((label, Message("It needs its genes: {form}.", form=record.needs)))
            continue
        try:
            columns.append(_column(score(expression, record.name, lists), label))
        except UserError as error:
            left_out.append((label, error.message))
    found = Comparison(expression.samples, tuple(columns), tuple(left_out))
    if given.sets:
        return with_sets(found, expression, given.sets)
    return replace(found, left_out=(*left_out, (SCORES[OF_SETS].label, _NO_SETS)))


def with_sets(found: Comparison, expression: Expression, sets: Mapping[str, tuple[str, ...]]) -> Comparison:
    """The comparison with the enrichment of each of these gene sets, at most :data:`MOST_SETS`, behind the others.

    sets: name → genes. One that cannot be scored is left out, with the reason.
    """
    columns: list[Column] = []
    left_out = [one for one in found.left_out if one[1] != _NO_SETS]
    for name, genes in list(sets.items())[:MOST_SETS]:
        try:
            columns.append(_set_column(score(expression, OF_SETS, genes), name))
        except UserError as error:
            left_out.append((name, error.message))
    return replace(found, columns=(*found.columns, *columns), left_out=tuple(left_out))


def with_score(found: Comparison, label: str, values: NDArray[np.float64], emt: bool) -> Comparison:
    """The comparison with one more score, such as a study's own, first among those beside the plane.

    values: (n,) in the order of the comparison's samples. emt: whether it runs from epithelial to mesenchymal; where it
    is one of the EMT scores already there, it is not counted among them again.
    """
    beside = np.column_stack([values, *(column.values for column in found.emt)])
    known = bool((rank_correlations(beside)[0, 1:] > SAME).any())
    own = Column("study", label, values, emt and not known)
    return replace(found, columns=(*found.columns[:2], own, *found.columns[2:]))


def genes_of_sets(sets: Mapping[str, tuple[str, ...]]) -> ScoreGenes:
    """What of a file of gene sets is the genes of a score: a set named after 76GS, and two named KS_EPI and KS_MES."""

    def first(matches: Callable[[str], bool]) -> tuple[str, ...]:
        return next((genes for name, genes in sets.items() if matches(name.upper())), ())

    gs76 = first(lambda name: "76GS" in name)
    low, high = first(lambda name: name.startswith("KS_EPI")), first(lambda name: name.startswith("KS_MES"))
    return ScoreGenes(LabelledGenes(low, high, "gene sets") if low and high else None, gs76)


def emt_sets(names: Sequence[str]) -> tuple[str, ...]:
    """Those of a collection that are scored where nobody chooses: all of a small one, of a large one those of EMT."""
    of_emt = tuple(name for name in names if any(part in name.upper() for part in EMT_SETS))
    return tuple(names) if len(names) <= MOST_SETS else of_emt[:MOST_SETS]


def _asked(given: ScoreGenes) -> list[tuple[Score, GeneLists | None, str]]:
    """The scores beside those of the plane and of gene sets, with the genes they take and what they are called."""
    asked: list[tuple[Score, GeneLists | None, str]] = []
    for name, record in SCORES.items():
        if name in (EPITHELIAL, MESENCHYMAL, OF_SETS):
            continue
        if name == "ks" and given.classes is None:
            asked.append((record, builtin_emt_genes(), BUILTIN_KS))
        else:
            lists: dict[str, GeneLists | None] = {"ks": given.classes, "76gs": given.gs76 or None}
            asked.append((record, lists.get(name), record.label))
    return asked


def _column(found: ScoreResult, label: str | None = None) -> Column:
    record = found.score
    return _with_genes(found, Column(record.name, label or record.label, found.values, record.axis == EMT_AXIS))


def _set_column(found: ScoreResult, name: str) -> Column:
    return _with_genes(found, Column(f"{OF_SETS}:{name}", f"ssGSEA {name}", found.values, emt=False, of_set=True))


def _with_genes(found: ScoreResult, column: Column) -> Column:
    return replace(column, used=found.used, missing=found.missing, listed=found.listed, notes=found.notes)
