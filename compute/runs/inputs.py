"""From a request and its files to what is profiled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.methods import METHODS
from compute.read import (
    Expression,
    Scores,
    builtin_regulators,
    read_annotation,
    read_evidence,
    read_gene_list,
    read_scores,
    transform,
)
from compute.read.transform import most_variable
from compute.runs.parsed import read_parsed
from compute.runs.request import GeneChoice, RunRequest, ScoreChoice
from compute.runs.samples import only_samples, split_only
from compute.score import find_score, score

if TYPE_CHECKING:
    import pandas as pd

    from compute.methods.cohort import Cohort


Inputs = Mapping[str, Path]
"""The files of a request by the names it has for them; by these they are called, wherever they lie."""


def files_in(folder: Path) -> Inputs:
    """The files of a folder by their names."""
    return {path.name: path for path in folder.iterdir()}


def read_cohort(
    request: RunRequest, inputs: Inputs, parsed: Path | None = None, found: list[Message] | None = None
) -> Cohort:
    """What a run profiles.

    parsed: folder of tables parsed before (:mod:`compute.runs.parsed`). found: what is found on the way is added to it,
    also where the reading fails later on.
    Raises :class:`UserError` as the readers, the scores and :func:`compute.estimate.prepare.cohort` do.
    """
    from compute.estimate.prepare import cohort

    said: list[Message] = [] if found is None else found
    method = METHODS.find(request.method)
    table = _place(inputs, request.expression)
    expression, report = read_parsed(table, request.orientation or None, parsed, request.expression, request.part)
    said.extend(report.messages())
    expression, transformed = transform(expression, report.scale, request.transform)
    said.extend(transformed)
    annotation = read_annotation(_place(inputs, request.annotation), request.annotation) if request.annotation else None
    chosen: tuple[Message, ...] = ()
    only = "=".join(split_only(request.only)) if request.only else ""
    if only:
        expression, one_class = only_samples(expression, annotation, only)
        chosen = (one_class,)
        said.append(one_class)
    annotation = _with_own(annotation, expression)
    if method.scope == "time" and not (request.score.file or request.score.method):
        scores, notes = times_of(expression, annotation, request.time)
    else:
        scores, notes = scores_of(request.score, expression, inputs)
    said.extend(notes)
    whole = cohort(
        expression,
        scores,
        genes_of(request.regulators, expression, inputs) or expression.genes,
        genes_of(request.targets, expression, inputs),
        annotation,
        request.title,
        request.simulated,
        request.adjust,
        request.matching,
    )
    whole = replace(whole, replicate=request.replicate)
    whole.check_size(method.fewest_samples)
    if request.evidence:
        whole = _knowing(whole, _place(inputs, request.evidence), request.evidence)
    said.extend(whole.notes[len(expression.notes) :])  # those of the table came with its report
    said.append(
        Message(
            "{samples:,} samples × {targets:,} targets × {regulators:,} regulators, along {score}.",
            samples=len(whole.expression.samples),
            targets=len(whole.targets),
            regulators=len(whole.regulators),
            score=whole.score.column,
        )
    )
    return replace(whole, notes=(*chosen, *notes, *whole.notes), only=only)


def _knowing(whole: Cohort, path: Path, name: str) -> Cohort:
    """The cohort with the published pairs of a file, its genes called as those of the table."""
    evidence = read_evidence(path, name).among(whole.expression.genes)
    return replace(whole, known=tuple(evidence.pairs), known_source=(evidence.source, evidence.checksum))


def _with_own(annotation: pd.DataFrame | None, expression: Expression) -> pd.DataFrame | None:
    """The annotation with what the table itself says of its samples under other names; None where it is not given."""
    own = expression.annotation
    if annotation is None or own is None:
        return annotation
    return annotation.join(own[[name for name in own.columns if name not in annotation.columns]], how="left")


def times_of(
    expression: Expression, annotation: pd.DataFrame | None, column: str
) -> tuple[Scores, tuple[Message, ...]]:
    """When each sample was taken: a column of numbers of the annotation, the one named, or of a usual name."""
    from compute.methods.covariates import times
    from compute.methods.replicates import TIME, column_named

    known = expression.annotation if annotation is None else annotation
    name = None if known is None else column_named(known.columns, column, TIME)
    if known is None or name is None:
        raise UserError(
            "{source} does not say when its samples were taken; give it a column “time”, name one of the annotation "
            "with --time, or a table of times with --modulator.",
            source=expression.source,
        )
    found = times(known.reindex(list(expression.samples)), name)
    return Scores(name, expression.samples, found, expression.source, expression.checksum, low="first", high="last"), ()


def _place(inputs: Inputs, name: str) -> Path:
    try:
        return inputs[name]
    except KeyError:
        raise UserError("The file {name} of this run is missing; upload it again.", name=name) from None


def scores_of(choice: ScoreChoice, expression: Expression, inputs: Inputs) -> tuple[Scores, tuple[Message, ...]]:
    """The score of each sample, read or computed, and what to know of it; where none is chosen, the table's order."""
    from compute.estimate.prepare import table_order

    if choice.method:
        record = find_score(choice.method)
        genes = record.read_genes(str(_place(inputs, choice.genes)), choice.genes) if choice.genes else None
        result = score(expression, choice.method, genes)
        source = f"{choice.method} of {expression.source}" + (f" with {choice.genes}" if choice.genes else "")
        checksum = hashlib.sha256(np.ascontiguousarray(result.values).tobytes()).hexdigest()
        return result.as_table(source, checksum), result.notes
    if not choice.file:
        return table_order(expression), ()
    found = read_scores(_place(inputs, choice.file), choice.file, choice.column or None)
    return replace(found, low=choice.low or found.low, high=choice.high or found.high), ()


def genes_of(choice: GeneChoice, expression: Expression, inputs: Inputs) -> Sequence[str] | None:
    """The genes chosen; None for every gene of the table."""
    if choice.kind == "builtin":
        return builtin_regulators()
    if choice.kind == "file":
        return read_gene_list(_place(inputs, choice.file), choice.file)
    if choice.kind == "named":
        return choice.names
    if choice.kind == "variable":
        return tuple(dict.fromkeys((*most_variable_genes(expression, choice.count), *choice.names)))
    return None


def most_variable_genes(expression: Expression, count: int) -> tuple[str, ...]:
    """The ``count`` genes of largest variance over the samples, in the order of the table (ties: the first)."""
    return tuple(expression.genes[column] for column in most_variable(expression.values, count))
