"""All scores of the same samples side by side: how well they agree, where they do not, and which genes each lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message, Severity, word
from compute.read import Expression, LabelledGenes
from compute.score.genes import builtin_emt_genes
from compute.score.plane import PHENOTYPES, Phenotype, phenotypes
from compute.score.record import GeneLists, Score
from compute.score.registry import SCORES
from compute.score.result import ScoreResult
from compute.score.run import score

EMT, E, M = "EMT score", "epithelial", "mesenchymal"
"""The axis of the scores that are compared in a sentence, and the names of those of the plane."""
OF_SETS = "ssgsea"
IN_PART, ALIKE = 0.4, 0.7
"""From which rank correlation of the least like pair on scores agree in part, and order the samples alike [ours]."""
_AGREEMENT = (
    Message(
        "The {count} EMT scores do not agree: Spearman’s ρ is {median:.2f} in the median of the pairs, {least:.2f} at "
        "the least ({one} and {other}); results may depend on the score that is chosen."
    ),
    Message(
        "The {count} EMT scores agree in part: Spearman’s ρ is {median:.2f} in the median of the pairs, {least:.2f} at "
        "the least ({one} and {other})."
    ),
    Message(
        "The {count} EMT scores order the samples alike: Spearman’s ρ is {median:.2f} in the median of the pairs, "
        "{least:.2f} at the least ({one} and {other})."
    ),
)
BUILTIN_KS: Final = "KS (built-in genes)"
_NO_SETS = Message("It needs gene sets: a GMT file, such as the hallmark collection.")
MOST_SETS = 10
EMT_SETS = ("EPITHELIAL_MESENCHYMAL", "EMT")
"""In the name of a gene set: of a large collection, those sets are scored where nobody chooses."""


@dataclass(frozen=True)
class ScoreGenes:
    """The genes a person gave for scores that bring none.

    classes: for KS, in place of the built-in genes. gs76: the list of 76GS. sets: name → genes, each scored by ssGSEA.
    """

    classes: LabelledGenes | None = None
    gs76: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One score of the comparison. name: unique. label: short, for a table. values: (n,), low and high as its record
    says. used, missing, listed, notes: as of :class:`ScoreResult`. emt: whether it runs from epithelial to mesenchymal,
    and is counted among the EMT scores. of_set: whether it is the enrichment of a gene set, whose genes stand for one
    end alone.
    """

    name: str
    label: str
    values: NDArray[np.float64]
    emt: bool
    of_set: bool = False
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    listed: int = 0
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Disagreement:
    """A sample that two EMT scores place far apart. low, high: labels of the scores; low_share, high_share: the share
    of the samples below it by each.
    """

    sample: str
    low: str
    low_share: float
    high: str
    high_share: float

    @property
    def gap(self) -> float:
        return self.high_share - self.low_share


@dataclass(frozen=True)
class Comparison:
    """Scores side by side; made by :func:`compare_scores`.

    samples: in the order of the table. columns: E score, M score, EMT scores, then those of other gene sets. left_out:
    scores that could not be computed (their labels), and why.
    """

    samples: tuple[str, ...]
    columns: tuple[Column, ...]
    left_out: tuple[tuple[str, Message], ...]

    def column(self, name: str) -> Column:
        """The score of that name; :class:`UserError` naming those there are."""
        for one in self.columns:
            if one.name == name:
                return one
        raise UserError(
            "There is no score {name!r} among those compared; choose one of {scores}.",
            name=name,
            scores=[one.name for one in self.columns],
        )

    @property
    def emt(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.emt)

    @cached_property
    def phenotypes(self) -> Sequence[Phenotype]:
        """Where each sample lies in the plane of E and M score."""
        return phenotypes(self.column(E).values, self.column(M).values)

    @cached_property
    def counts(self) -> dict[Phenotype, int]:
        return {name: self.phenotypes.count(name) for name in PHENOTYPES}

    @cached_property
    def agreement(self) -> NDArray[np.float64]:
        """(columns, columns) Spearman's rank correlation over the samples; NaN where a score is the same in all."""
        return rank_correlations(np.column_stack([column.values for column in self.columns]))

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(n, EMT scores) the share of the samples below each sample, half of those equal to it among them."""
        from scipy.stats import rankdata

        values = np.column_stack([column.values for column in self.emt])
        return np.asarray((rankdata(values, axis=0) - 0.5) / len(values))

    def disagreements(self, most: int = 10) -> tuple[Disagreement, ...]:
        """The samples whose places by two EMT scores lie furthest apart, the furthest first."""
        if len(self.emt) < 2:
            return ()
        shares, rows = self.shares, np.arange(len(self.samples))
        low, high = shares.argmin(axis=1), shares.argmax(axis=1)
        gaps = shares[rows, high] - shares[rows, low]
        order = np.argsort(-gaps, kind="stable")[:most]
        labels = [column.label for column in self.emt]
        return tuple(
            Disagreement(
                self.samples[i], labels[low[i]], float(shares[i, low[i]]), labels[high[i]], float(shares[i, high[i]])
            )
            for i in order.tolist()
        )

    def sentences(self) -> tuple[Message, ...]:
        """How well the EMT scores agree, what those of gene sets go with, and how many samples are hybrid."""
        return (*self._agree(), *self._sets(), self._hybrid())

    def _agree(self) -> tuple[Message, ...]:
        places = [place for place, column in enumerate(self.columns) if column.emt]
        pairs = [(float(self.agreement[a, b]), a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
        pairs = [pair for pair in pairs if np.isfinite(pair[0])]
        if not pairs:
            return ()
        least, a, b = min(pairs)
        severity: Severity = "warning" if least < IN_PART else "fact"
        return (
            Message(
                _AGREEMENT[sum(least >= bound for bound in (IN_PART, ALIKE))].template,
                severity=severity,
                count=len(places),
                median=float(np.median([pair[0] for pair in pairs])),
                least=least,
                one=_said(self.columns[a].label),
                other=_said(self.columns[b].label),
            ),
        )

    def _sets(self) -> tuple[Message, ...]:
        """What the score of each gene set goes with: one of mesenchymal genes alone is no score of both ends."""
        said = []
        places = [place for place, column in enumerate(self.columns) if column.emt]
        for place, column in enumerate(self.columns):
            found = self.agreement[place, places] if places else np.empty(0)
            if not column.of_set or not np.isfinite(found).all() or not places:
                continue
            m, e = (float(self.agreement[place, self._place(name)]) for name in (M, E))
            said.append(
                Message(
                    "{score}: its ρ is {m:.2f} with the M score, {e:.2f} with the E score and {least:.2f} to "
                    "{most:.2f} with the EMT scores.",
                    score=column.label,
                    m=m,
                    e=e,
                    least=float(found.min()),
                    most=float(found.max()),
                )
            )
        return tuple(said)

    def _place(self, name: str) -> int:
        return [column.name for column in self.columns].index(name)

    def _hybrid(self) -> Message:
        return Message(
            "{hybrid:,} of {all:,} samples are hybrid: E and M score both above their medians over these samples "
            "({expected:,} would be if the two had nothing to do with each other; their ρ is {rho:.2f}).",
            hybrid=self.counts["hybrid"],
            all=len(self.samples),
            expected=round(len(self.samples) / 4),
            rho=float(self.agreement[self._place(E), self._place(M)]),
        )


def _said(label: str) -> str | Message:
    return word(label) if label == BUILTIN_KS else label


def rank_correlations(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spearman's ρ between columns (samples × scores); NaN for a column that never varies."""
    from scipy.stats import rankdata

    ranks = rankdata(values, axis=0)
    centred = ranks - ranks.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    varies = length > 0
    unit = centred / np.where(varies, length, np.nan)
    found: NDArray[np.float64] = np.clip(unit.T @ unit, -1.0, 1.0)
    return found


def compare_scores(
    expression: Expression, genes: ScoreGenes | None = None, tell: Callable[[int, int], None] | None = None
) -> Comparison:
    """Every score there is of the same samples.

    genes: those a person gave. tell: told how many scores have been computed, of how many. A score whose genes are not
    given is left out, as is one that cannot be computed; why is said. :class:`UserError` where E or M score cannot be
    computed: then the table has no EMT genes to speak of.
    """
    given = ScoreGenes() if genes is None else genes
    columns: list[Column] = []
    left_out: list[tuple[str, Message]] = []
    asked = _asked(given)
    for name in (E, M):
        columns.append(_column(score(expression, name)))
    for place, (record, listed, label) in enumerate(asked, start=2):
        if tell is not None:
            tell(place, len(asked) + 2)
        if listed is None and record.builtin is None:
            left_out.append((label, Message("It needs its genes: {form}.", form=record.needs)))
            continue
        try:
            columns.append(_column(score(expression, record.name, listed), label))
        except UserError as error:
            left_out.append((label, error.message))
    found = Comparison(expression.samples, tuple(columns), tuple(left_out))
    if given.sets:
        return with_sets(found, expression, given.sets)
    return replace(found, left_out=(*left_out, (SCORES[OF_SETS].label, _NO_SETS)))


def with_sets(found: Comparison, expression: Expression, sets: Mapping[str, tuple[str, ...]]) -> Comparison:
    """The comparison with the enrichment of each of these gene sets, at most :data:`MOST_SETS`, behind the others."""
    columns: list[Column] = []
    left_out = [one for one in found.left_out if one[1] != _NO_SETS]
    for name, wanted in list(sets.items())[:MOST_SETS]:
        try:
            columns.append(_of_set(score(expression, OF_SETS, wanted), name))
        except UserError as error:
            left_out.append((name, error.message))
    return replace(found, columns=(*found.columns, *columns), left_out=tuple(left_out))


def with_score(found: Comparison, label: str, values: NDArray[np.float64], emt: bool) -> Comparison:
    """The comparison with one more score, such as a study's own, first among those beside the plane. emt: whether it
    runs from epithelial to mesenchymal; where it is one of those already there, it is counted once.
    """
    others = np.column_stack([values, *(column.values for column in found.columns if column.emt)])
    again = bool((rank_correlations(others)[0, 1:] > 1 - 1e-9).any())
    own = Column("study", label, values, emt and not again)
    return replace(found, columns=(*found.columns[:2], own, *found.columns[2:]))


def genes_of_sets(sets: Mapping[str, tuple[str, ...]]) -> ScoreGenes:
    """What of a file of gene sets is the genes of a score: a set named after 76GS, and two named KS_EPI and KS_MES."""
    gs76 = next((genes for name, genes in sets.items() if "76GS" in name.upper()), ())
    low, high = (next((genes for name, genes in sets.items() if name.upper().startswith(start)), ())
                 for start in ("KS_EPI", "KS_MES"))  # fmt: skip
    return ScoreGenes(LabelledGenes(low, high, "gene sets") if low and high else None, gs76)


def _asked(given: ScoreGenes) -> list[tuple[Score, GeneLists | None, str]]:
    """The scores beside those of the plane and of gene sets, with the genes they take and what they are called."""
    asked: list[tuple[Score, GeneLists | None, str]] = []
    for name, record in SCORES.items():
        if name in (E, M, OF_SETS):
            continue
        if name == "ks":
            own = given.classes is not None
            label = record.label if own else BUILTIN_KS
            asked.append((record, given.classes if own else builtin_emt_genes(), label))
        elif name == "76gs":
            asked.append((record, given.gs76 or None, record.label))
        else:
            asked.append((record, None, record.label))
    return asked


def _column(found: ScoreResult, label: str | None = None) -> Column:
    record = found.score
    return _of(found, record.name, record.label if label is None else label, record.axis == EMT)


def _of_set(found: ScoreResult, name: str) -> Column:
    return _of(found, f"{OF_SETS}:{name}", f"ssGSEA {name}", emt=False, of_set=True)


def _of(found: ScoreResult, name: str, label: str, emt: bool, of_set: bool = False) -> Column:
    return Column(name, label, found.values, emt, of_set, found.used, found.missing, found.listed, found.notes)


def emt_sets(names: Sequence[str]) -> tuple[str, ...]:
    """Those of a collection that are scored where nobody chooses: all of a small one, of a large one those of EMT."""
    of_emt = tuple(name for name in names if any(part in name.upper() for part in EMT_SETS))
    return tuple(names) if len(names) <= MOST_SETS else of_emt[:MOST_SETS]
