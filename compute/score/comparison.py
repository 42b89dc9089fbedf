"""Scores of the same samples side by side: how well they agree, where they do not, and which genes each lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message, Severity, word
from compute.ranks import ranks
from compute.score.correlation import rank_correlations
from compute.score.plane import PHENOTYPES, Phenotype, phenotypes

EPITHELIAL, MESENCHYMAL = "epithelial", "mesenchymal"
"""Names of the E and the M score, which span the plane."""
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
        """How far the two places lie apart, as a share of the samples."""
        return self.high_share - self.low_share


@dataclass(frozen=True)
class Comparison:
    """Scores side by side; made by :func:`compute.score.compare_scores`.

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
        """The EMT scores."""
        return tuple(column for column in self.columns if column.emt)

    @cached_property
    def phenotypes(self) -> Sequence[Phenotype]:
        """Where each sample lies in the plane of E and M score."""
        return phenotypes(self.column(EPITHELIAL).values, self.column(MESENCHYMAL).values)

    @cached_property
    def counts(self) -> dict[Phenotype, int]:
        """How many samples are of each phenotype."""
        return {name: self.phenotypes.count(name) for name in PHENOTYPES}

    @cached_property
    def agreement(self) -> NDArray[np.float64]:
        """(columns, columns) Spearman's rank correlation over the samples; NaN where a score is the same in all."""
        return rank_correlations(np.column_stack([column.values for column in self.columns]))

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(n, EMT scores) the share of the samples below each sample, half of those equal to it among them."""
        return np.column_stack([(ranks(column.values) - 0.5) / len(column.values) for column in self.emt])

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
        return (*self._agreement_sentence(), *self._set_sentences(), self._hybrid_sentence())

    def _agreement_sentence(self) -> tuple[Message, ...]:
        """None where no two EMT scores can be compared."""
        places = self._emt_places
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
                one=_translatable(self.columns[a].label),
                other=_translatable(self.columns[b].label),
            ),
        )

    def _set_sentences(self) -> tuple[Message, ...]:
        """What the score of each gene set goes with: one of mesenchymal genes alone is no score of both ends."""
        sentences = []
        for place, column in enumerate(self.columns):
            with_emt = self.agreement[place, self._emt_places]
            if not column.of_set or not with_emt.size or not np.isfinite(with_emt).all():
                continue
            sentences.append(
                Message(
                    "{score}: its ρ is {m:.2f} with the M score, {e:.2f} with the E score and {least:.2f} to "
                    "{most:.2f} with the EMT scores.",
                    score=column.label,
                    m=float(self.agreement[place, self._place(MESENCHYMAL)]),
                    e=float(self.agreement[place, self._place(EPITHELIAL)]),
                    least=float(with_emt.min()),
                    most=float(with_emt.max()),
                )
            )
        return tuple(sentences)

    def _hybrid_sentence(self) -> Message:
        return Message(
            "{hybrid:,} of {all:,} samples are hybrid: E and M score both above their medians over these samples "
            "({expected:,} would be if the two had nothing to do with each other; their ρ is {rho:.2f}).",
            hybrid=self.counts["hybrid"],
            all=len(self.samples),
            expected=round(len(self.samples) / 4),
            rho=float(self.agreement[self._place(EPITHELIAL), self._place(MESENCHYMAL)]),
        )

    def _place(self, name: str) -> int:
        return [column.name for column in self.columns].index(name)

    @property
    def _emt_places(self) -> list[int]:
        return [place for place, column in enumerate(self.columns) if column.emt]


def _translatable(label: str) -> str | Message:
    """Labels are names that every language writes alike, but for this one."""
    return word(label) if label == BUILTIN_KS else label
