"""Bring expression, scores, gene lists and annotation together into one cohort, and say what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message, word
from compute.methods.cohort import Cohort
from compute.read import Expression, Scores, align_annotation, match_names
from compute.score import SCORES
from compute.study import StudyScore

if TYPE_CHECKING:
    import pandas as pd


def cohort(
    expression: Expression,
    scores: Scores,
    regulators: Sequence[str],
    targets: Sequence[str] | None = None,
    annotation: pd.DataFrame | None = None,
    title: str = "",
    simulated: bool = False,
    adjust: Sequence[str] = (),
) -> Cohort:
    """The samples that have a score and the genes that are in the table; the notes name what is not.

    targets: ``None`` for every gene of the table. adjust: columns of the annotation to take out. A sample that the
    table of scores lacks is left out; one that it lists without a number is an error, since nobody can tell what
    happened to it. Raises :class:`UserError` where nothing is left.
    """
    match = match_names(expression.samples, scores.samples)
    scored = match.positions >= 0
    if not scored.any():
        raise UserError(
            "No sample of {source} ({sample}, …) is in {scores} ({other_sample}, …); the sample names of both "
            "tables must agree.",
            source=expression.source,
            sample=expression.samples[0],
            scores=scores.source,
            other_sample=scores.samples[0],
        )
    values = scores.values[match.positions]
    empty = [
        name for name, has, value in zip(expression.samples, scored, values, strict=True) if has and np.isnan(value)
    ]
    if empty:
        raise UserError(
            "{scores} has no number in column {column!r} for {samples}; fill it in, or take the row out to leave "
            "the sample out.",
            scores=scores.source,
            column=scores.name,
            samples=empty,
        )
    notes = [*scores.notes, *replace(match, missing=()).messages()]
    if match.missing:
        notes.append(
            Message(
                "{n_missing:,} samples without a value of {column} were left out: {missing}.",
                n_missing=len(match.missing),
                column=scores.name,
                missing=match.missing,
                severity="note",
            )
        )
    kept = replace(
        expression,
        values=expression.values[scored],
        samples=tuple(name for name, is_kept in zip(expression.samples, scored, strict=True) if is_kept),
    )
    chosen_regulators = _present("regulators", regulators, expression, notes)
    chosen_targets = expression.genes if targets is None else _present("targets", targets, expression, notes)
    if annotation is not None:
        annotation, told = align_annotation(kept.samples, annotation)
        notes.extend(told)
    return Cohort(
        expression=kept,
        modulator=values[scored],
        score=study_score(scores),
        modulator_source=(scores.source, scores.checksum),
        regulators=chosen_regulators,
        targets=chosen_targets,
        title=title or expression.source,
        simulated=simulated,
        annotation=annotation,
        notes=tuple(notes),
        adjust=tuple(dict.fromkeys(adjust)),
    )


def study_score(scores: Scores) -> StudyScore:
    """What a study records of its score: a computed one by the name its record shows, any other by its column's."""
    known = SCORES.get(scores.method)
    return StudyScore(scores.name if known is None else known.shown, scores.method, scores.low, scores.high)


def _present(kind: str, genes: Sequence[str], expression: Expression, notes: list[Message]) -> tuple[str, ...]:
    present = tuple(dict.fromkeys(gene for gene in genes if gene in expression.gene_index))
    absent = [gene for gene in dict.fromkeys(genes) if gene not in expression.gene_index]
    if not present:
        raise UserError(
            "None of the {n_absent:,} {kind} ({absent}) is in {source}; check the gene symbols.",
            n_absent=len(absent),
            kind=word(kind),
            absent=absent,
            source=expression.source,
        )
    if absent:
        notes.append(
            Message(
                "{n_absent:,} of the {kind} are not in {source}: {absent}.",
                n_absent=len(absent),
                kind=word(kind),
                source=expression.source,
                absent=absent,
                severity="note",
            )
        )
    return present
