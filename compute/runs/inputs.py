"""From a request and its files to what is profiled."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.methods import METHODS
from compute.methods.own_scores import leaves_own_gene
from compute.read import (
    Expression,
    Scores,
    builtin_regulators,
    read_annotation,
    read_evidence,
    read_gene_list,
    read_labelled_genes,
    read_scores,
    transform,
)
from compute.read.check import has_classes
from compute.read.transform import most_variable
from compute.runs.own_gene import no_own_scores, with_own_scores
from compute.runs.parsed import read_parsed
from compute.runs.request import GeneChoice, RunRequest, ScoreChoice, settings_of
from compute.runs.samples import only_samples, split_only
from compute.score import find_score, score
from compute.score.record import GeneLists
from compute.suitability import (
    blood_lines,
    correlations,
    measures_emt,
    score_genes_messages,
    stroma,
    targets_in_score,
    without_blood,
    without_targets,
)

if TYPE_CHECKING:
    import pandas as pd

    from compute.methods.cohort import Cohort


Inputs = Mapping[str, Path]
"""The files of a request by the names it has for them; by these they are called, wherever they lie."""


def files_in(folder: Path) -> Inputs:
    """The files of a folder by their names."""
    return {path.name: path for path in folder.iterdir()}


Without = Callable[..., dict[str, float]]
"""As :func:`compute.suitability.without_targets`."""


def read_cohort(
    request: RunRequest,
    inputs: Inputs,
    parsed: Path | None = None,
    found: list[Message] | None = None,
    without: Without = without_targets,
) -> Cohort:
    """What a run profiles.

    parsed: folder of tables parsed before (:mod:`compute.runs.parsed`). found: what is found on the way is added to it,
    also where the reading fails later on. without: computes what the targets that are part of the score do to it.
    Raises :class:`UserError` as the readers, the scores and :func:`compute.estimate.prepare.cohort` do.
    """
    from compute.estimate.prepare import cohort

    said: list[Message] = [] if found is None else found
    method = METHODS.find(request.method)
    table = _place(inputs, request.expression)
    expression, report = read_parsed(table, request.orientation or None, parsed, request.expression, request.part)
    said.extend(report.messages())
    expression, transformed = transform(expression, report.scale, request.transform)
    before = expression
    said.extend(transformed)
    annotation = read_annotation(_place(inputs, request.annotation), request.annotation) if request.annotation else None
    chosen: tuple[Message, ...] = ()
    only = "=".join(split_only(request.only)) if request.only else ""
    if only:
        expression, one_class = only_samples(expression, annotation, only, request.matching)
        chosen = (one_class,)
        said.append(one_class)
    if request.without_blood:
        expression, no_blood = without_blood(expression, annotation, request.matching)
        chosen = (*chosen, no_blood)
        said.append(no_blood)
    annotation = _with_own(annotation, expression)
    targets = genes_of(request.targets, expression, inputs)
    of_score: tuple[str, ...] = ()
    if method.scope == "time" and not (request.score.file or request.score.method):
        scores, notes = times_of(expression, annotation, request.time)
    else:
        scores, of_score, notes = scores_of(request.score, expression, inputs, targets)
    said.extend(notes)
    whole = cohort(
        expression,
        scores,
        genes_of(request.regulators, expression, inputs) or expression.genes,
        targets,
        annotation,
        request.title,
        request.simulated,
        request.adjust,
        request.matching,
    )
    whole = replace(whole, replicate=request.replicate)
    whole.check_size(method.fewest_samples)
    if leaves_own_gene(settings_of(request)):
        table_of_score = expression if request.score.method else before
        whole, of_score = with_own_scores(whole, request.score, inputs, table_of_score, of_score)
    whole, caveats = _with_caveats(whole, request, inputs, expression, of_score, without)
    said.extend(caveats)
    if request.evidence:
        whole = _knowing(whole, _place(inputs, request.evidence), request.evidence)
    said.extend(whole.notes[len(expression.notes) : len(whole.notes) - len(caveats)])  # of the table: in its report
    said.append(
        Message(
            "{samples:,} samples × {targets:,} targets × {regulators:,} regulators, along {score}.",
            samples=len(whole.expression.samples),
            targets=len(whole.targets),
            regulators=len(whole.regulators),
            score=whole.score.column,
        )
    )
    group = {"id": request.group, "modulators": list(request.modulators)} if request.group else {}
    return replace(whole, notes=(*chosen, *notes, *whole.notes), only=only, group=group)


def _with_caveats(
    whole: Cohort,
    request: RunRequest,
    inputs: Inputs,
    expression: Expression,
    of_score: tuple[str, ...],
    compared: Without,
) -> tuple[Cohort, tuple[Message, ...]]:
    """The cohort with what its score does not mean: for blood, for tumours with stroma, for targets that are in it."""
    choice, said = request.score, []
    inside = targets_in_score(whole.targets, of_score)
    without: dict[str, float] = {}
    if choice.method and inside and len(whole.expression.samples) == len(expression.samples):
        lists = _lists_of(choice, inputs)
        without = compared(expression, choice.method, lists, whole.modulator, inside)
    own = whole.own_scores
    without |= correlations(own or {}, whole.modulator)
    said += score_genes_messages(of_score, inside, without, whole.score.column, own or ())
    said += [no_own_scores(whole)] if own is not None and not inside else []
    if measures_emt(whole.score):
        blood = blood_lines(whole.expression, whole.annotation, request.matching)
        said += [blood.message()] if blood.count else []
    found = stroma(whole.expression, whole.annotation, whole.modulator, of_score)
    said += [] if found is None else [found.message(whole.score.column)]
    known = replace(whole, notes=(*whole.notes, *said), score_genes=of_score, score_without=without)
    return known, tuple(said)


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
            "{source} has no sampling times; add a column “time”, name a column of the annotation with --time, or "
            "give a table of times with --modulator.",
            source=expression.source,
        )
    found = times(known.reindex(list(expression.samples)), name)
    return Scores(name, expression.samples, found, expression.source, expression.checksum, low="first", high="last"), ()


def _place(inputs: Inputs, name: str) -> Path:
    try:
        return inputs[name]
    except KeyError:
        raise UserError("The file {name} of this run is missing; upload it again.", name=name) from None


def scores_of(
    choice: ScoreChoice, expression: Expression, inputs: Inputs, targets: Sequence[str] | None
) -> tuple[Scores, tuple[str, ...], tuple[Message, ...]]:
    """The score of each sample, read or computed, its genes where they are known, and what to know of it.

    Where none is chosen, the samples stay in the order of the table. targets: None for all genes of the table.
    """
    from compute.estimate.prepare import table_order

    if choice.method:
        record = find_score(choice.method)
        wanted = expression.genes if targets is None else expression.gene_table.match(targets).names
        leave_out = wanted if choice.without_targets else ()
        result = score(expression, record.name, _lists_of(choice, inputs), leave_out)
        source = f"{choice.method} of {expression.source}" + (f" with {choice.genes}" if choice.genes else "")
        checksum = hashlib.sha256(np.ascontiguousarray(result.values).tobytes()).hexdigest()
        return result.as_table(source, checksum), result.used, result.notes
    if not choice.file:
        return table_order(expression), (), ()
    found = read_scores(_place(inputs, choice.file), choice.file, choice.column or None)
    made_of: tuple[str, ...] = ()
    if choice.genes:
        made_of = expression.gene_table.match(_any_genes(_place(inputs, choice.genes), choice.genes)).names
    return replace(found, low=choice.low or found.low, high=choice.high or found.high), made_of, ()


def _lists_of(choice: ScoreChoice, inputs: Inputs) -> GeneLists | None:
    """The genes a computed score is given; None for its own."""
    if not choice.genes:
        return None
    return find_score(choice.method).read_genes(str(_place(inputs, choice.genes)), choice.genes)


def _any_genes(path: Path, name: str) -> Sequence[str]:
    """The genes of a list, in classes or not."""
    if has_classes(path, name):
        labelled = read_labelled_genes(path, name)
        return labelled.epithelial + labelled.mesenchymal
    return read_gene_list(path, name)


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
