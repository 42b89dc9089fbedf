"""What is profiled: expression, modulator and gene lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message, word
from compute.methods.covariates import encoded
from compute.read.expression import Expression
from compute.study import StudyScore

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cohort:
    """What is profiled. modulator: (n,) finite values, one per sample of ``expression``, in its order.

    modulator_source: (name, SHA-256) of the table of scores. annotation: indexed by sample. notes: what was left
    out on the way here, one sentence each, kept with the study. extras: further files to keep in the study. adjust:
    columns of the annotation to be taken out of the expression. only: ``COLUMN=VALUE``, the class of the annotation
    whose samples these are, "" for all. numbers: (n, c) these columns as numbers, where only
    some of the samples they were made from are left. known: published pairs (regulator, target), called as the genes
    of ``expression``, for a method that takes account of them; known_source: (name, SHA-256) of their file.
    replicate: column of the annotation that tells courses of time apart; "" for the usual one, where there is one.
    score_genes, score_without, group: as a study keeps them (:class:`compute.study.StudyRecord`). own_scores: by
    target, (n,) the score without it, on the scale of ``modulator`` (:mod:`compute.methods.own_scores`); None: not
    computed.
    """

    expression: Expression
    modulator: NDArray[np.float64]
    score: StudyScore
    modulator_source: tuple[str, str]
    regulators: Sequence[str]
    targets: Sequence[str]
    title: str
    simulated: bool = False
    annotation: pd.DataFrame | None = None
    notes: Sequence[Message] = ()
    extras: Mapping[str, bytes] = field(default_factory=dict)
    adjust: Sequence[str] = ()
    only: str = ""
    numbers: NDArray[np.float64] | None = None
    known: Sequence[tuple[str, str]] = ()
    known_source: tuple[str, str] = ("", "")
    replicate: str = ""
    score_genes: Sequence[str] = ()
    score_without: Mapping[str, float] = field(default_factory=dict)
    group: Mapping[str, Any] = field(default_factory=dict)
    own_scores: Mapping[str, NDArray[np.float64]] | None = None

    def __post_init__(self) -> None:
        if not np.isfinite(self.modulator).all():
            first = self.expression.samples[int(np.argmin(np.isfinite(self.modulator)))]
            raise UserError(
                "{scores} has no finite score for {first}; correct it or drop the row.",
                scores=self.modulator_source[0],
                first=first,
            )
        if np.ptp(self.modulator) == 0:
            raise UserError(
                "The score {column!r} in {scores} is the same for every sample; choose one that varies.",
                column=self.score.column,
                scores=self.modulator_source[0],
            )
        _ = self.covariates  # whoever cannot be adjusted for is named before anything is computed
        for kind, genes in (("regulators", self.regulators), ("targets", self.targets)):
            if not genes:
                raise UserError(
                    "None of the {kind} is in {source}; check the gene symbols.",
                    kind=word(kind),
                    source=self.expression.source,
                )

    @property
    def covariates(self) -> NDArray[np.float64]:
        """(n, c) what is to be taken out, as numbers; :class:`UserError` where ``adjust`` names a column in vain."""
        if self.numbers is not None:
            return self.numbers
        return encoded(self.annotation, self.adjust) if self.adjust else np.zeros((self.modulator.size, 0))

    def check_size(self, fewest: int) -> None:
        """Raise :class:`UserError` where there are fewer samples than a method needs."""
        samples = len(self.expression.samples)
        if samples < fewest:
            raise UserError(
                "{source} has too few usable samples ({samples}); at least {fewest} are needed to profile networks.",
                source=self.expression.source,
                samples=samples,
                fewest=fewest,
            )

    def ordered(self) -> Cohort:
        """The same with samples in ascending order of the modulator, ties by name."""
        order = np.lexsort((np.array(self.expression.samples), self.modulator))
        samples = tuple(self.expression.samples[i] for i in order)
        return replace(
            self,
            expression=replace(self.expression, values=self.expression.values[order], samples=samples),
            modulator=self.modulator[order],
            numbers=None if self.numbers is None else self.numbers[order],
            annotation=None if self.annotation is None else self.annotation.reindex(list(samples)),
            own_scores=self._own_scores_at(order),
        )

    def rows(self, keep: NDArray[np.bool_]) -> Cohort:
        """The same with these samples (n,) alone."""
        samples = tuple(name for name, kept in zip(self.expression.samples, keep.tolist(), strict=True) if kept)
        return replace(
            self,
            expression=replace(self.expression, values=self.expression.values[keep], samples=samples),
            modulator=self.modulator[keep],
            annotation=None if self.annotation is None else self.annotation.reindex(list(samples)),
            numbers=self.covariates[keep] if self.adjust else None,
            own_scores=self._own_scores_at(keep),
        )

    def _own_scores_at(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Mapping[str, NDArray[np.float64]] | None:
        return None if self.own_scores is None else {gene: own[rows] for gene, own in self.own_scores.items()}
