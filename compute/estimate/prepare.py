"""Bring expression, scores, gene lists and annotation together into one cohort, and say what was left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message, word
from compute.methods.cohort import Cohort
from compute.read import Expression, GeneMatch, Scores, align_annotation, builtin_regulators, match_names
from compute.read.gene_names import with_near
from compute.read.gene_names.match import EXACT
from compute.read.gene_names.near import MOST_LOOKED_UP
from compute.read.names import NEAR
from compute.score import SCORES
from compute.study import StudyScore

if TYPE_CHECKING:
    import pandas as pd

NAMES = "gene_names.tsv"
"""Kept with the study: which genes the table or a list writes otherwise, and by what rule they were matched."""


def cohort(
    expression: Expression,
    scores: Scores,
    regulators: Sequence[str],
    targets: Sequence[str] | None = None,
    annotation: pd.DataFrame | None = None,
    title: str = "",
    simulated: bool = False,
    adjust: Sequence[str] = (),
    matching: str = NEAR,
) -> Cohort:
    """The samples that have a score and the genes that are in the table; the notes name what is not.

    targets: ``None`` for every gene of the table. adjust: columns of the annotation to take out. matching: of sample
    names, as :func:`compute.read.match_names` takes it. A sample that the
    table of scores lacks is left out; one that it lists without a number is an error, since nobody can tell what
    happened to it. Raises :class:`UserError` where nothing is left.
    """
    match = match_names(expression.samples, scores.samples, matching)
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
            "{scores} has no number in column {column!r} for {samples}; fill it in, or remove the row to leave the "
            "sample out.",
            scores=scores.source,
            column=scores.name,
            samples=empty,
        )
    notes = [*expression.notes, *scores.notes, *replace(match, missing=()).messages()]
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
    matches = {"regulators": _present("regulators", regulators, expression, notes)}
    if targets is not None:
        matches["targets"] = _present("targets", targets, expression, notes)
    if annotation is None and expression.annotation is not None:
        annotation = expression.annotation
        notes.append(Message("Annotation of the samples was taken from {source}.", source=expression.source))
    if annotation is not None:
        annotation, told = align_annotation(kept.samples, annotation, matching)
        notes.extend(told)
    return Cohort(
        expression=kept,
        modulator=values[scored],
        score=study_score(scores),
        modulator_source=(scores.source, scores.checksum),
        regulators=matches["regulators"].names,
        targets=matches["targets"].names if targets is not None else expression.genes,
        title=title or expression.source,
        simulated=simulated,
        annotation=annotation,
        notes=tuple(notes),
        adjust=tuple(dict.fromkeys(adjust)),
        extras=_names_table(expression, matches),
    )


def table_order(expression: Expression) -> Scores:
    """In place of a score, for a method that needs none: samples stay in the order of the table."""
    places = np.arange(len(expression.samples), dtype=np.float64)
    return Scores(
        "order of the table",
        expression.samples,
        places,
        expression.source,
        expression.checksum,
        low="first",
        high="last",
    )


def study_score(scores: Scores) -> StudyScore:
    """What a study records of its score: a computed one by the name its record shows, any other by its column's."""
    known = SCORES.get(scores.method)
    return StudyScore(scores.name if known is None else known.shown, scores.method, scores.low, scores.high)


def _present(kind: str, genes: Sequence[str], expression: Expression, notes: list[Message]) -> GeneMatch:
    """The genes of a list that are in the table, by the rules of :meth:`compute.read.GeneTable.match`."""
    match = expression.gene_table.match(genes)
    if not match.found:
        raise UserError(
            "None of the {n_absent:,} {kind} ({absent}) is in {source}, whose genes are named like {examples}; check "
            "the gene symbols.",
            n_absent=len(match.missing) + len(match.ambiguous),
            kind=word(kind),
            absent=with_near(match.missing or match.ambiguous, expression.genes),
            source=expression.source,
            examples=expression.genes[:3],
        )
    notes += match.messages(word(kind))
    if match.missing and tuple(genes) != builtin_regulators():  # nobody has typed those, and the reader counts them
        notes.append(
            Message(
                "{n_absent:,} of the {kind} are not in {source}: {absent}.",
                n_absent=len(match.missing),
                kind=word(kind),
                source=expression.source,
                absent=with_near(match.missing, expression.genes),
                severity="note" if len(match.missing) > MOST_LOOKED_UP else "warning",
            )
        )
    return match


def _names_table(expression: Expression, matches: Mapping[str, GeneMatch]) -> dict[str, bytes]:
    """What was done to names of genes, as a table to keep with the study; nothing where all stand as written."""
    rows = [("table", one.original, one.name, one.how) for one in expression.renamed]
    for kind, match in matches.items():
        rows += [(kind, one.wanted, one.name, one.how) for one in match.found if one.how != EXACT]
        rows += [(kind, name, "", "ambiguous") for name in match.ambiguous]
        rows += [(kind, name, "", "absent") for name in match.missing]
    if not rows:
        return {}
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows([("list", "written", "gene", "rule"), *rows])
    return {NAMES: text.getvalue().encode()}
