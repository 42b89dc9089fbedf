"""From a request and its files to what is profiled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.read import (
    Expression,
    Scores,
    builtin_regulators,
    read_annotation,
    read_gene_list,
    read_scores,
    transform,
)
from compute.runs.parsed import read_parsed
from compute.runs.request import GeneChoice, RunRequest, ScoreChoice
from compute.score import find_score, score

if TYPE_CHECKING:
    from compute.methods.cohort import Cohort


def read_cohort(request: RunRequest, folder: Path, parsed: Path | None = None) -> tuple[Cohort, tuple[Message, ...]]:
    """What a run profiles, and what was found on the way.

    folder: holds the files by their names, and by these they are called: where the folder lies is of no use to anybody.
    parsed: folder of tables parsed before (:mod:`compute.runs.parsed`).

    Raises :class:`UserError` as the readers, the scores and :func:`compute.estimate.prepare.cohort` do.
    """
    from compute.estimate.prepare import cohort

    expression, report = read_parsed(
        folder / request.expression, request.orientation or None, parsed, request.expression, request.part
    )
    expression, transformed = transform(expression, report.scale, request.transform)
    scores, told = scores_of(request.score, expression, folder)
    whole = cohort(
        expression,
        scores,
        genes_of(request.regulators, expression, folder) or expression.genes,
        genes_of(request.targets, expression, folder),
        None if not request.annotation else read_annotation(folder / request.annotation, request.annotation),
        request.title,
        request.simulated,
    )
    return replace(whole, notes=(*told, *whole.notes)), (*report.messages(), *transformed, *told, *whole.notes)


def scores_of(choice: ScoreChoice, expression: Expression, folder: Path) -> tuple[Scores, tuple[Message, ...]]:
    """The score of each sample, read or computed, and what to know of it."""
    if not choice.method:
        path = folder / choice.file
        # A path that holds a colon of its own is no obstacle to read_scores, a file of that very name is.
        found = read_scores(f"{path}:{choice.column}" if choice.column else str(path), path.name)
        return replace(found, low=choice.low or found.low, high=choice.high or found.high), ()
    record = find_score(choice.method)
    genes = record.read_genes(str(folder / choice.genes), choice.genes) if choice.genes else None
    result = score(expression, choice.method, genes)
    source = f"{choice.method} of {expression.source}" + (f" with {choice.genes}" if choice.genes else "")
    checksum = hashlib.sha256(np.ascontiguousarray(result.values).tobytes()).hexdigest()
    return result.as_table(source, checksum), result.notes


def genes_of(choice: GeneChoice, expression: Expression, folder: Path) -> Sequence[str] | None:
    """The genes chosen; None for every gene of the table."""
    if choice.kind == "builtin":
        return builtin_regulators()
    if choice.kind == "file":
        return read_gene_list(folder / choice.file, choice.file)
    if choice.kind == "named":
        return choice.names
    if choice.kind == "variable":
        return most_variable_genes(expression, choice.count)
    return None


def most_variable_genes(expression: Expression, count: int) -> tuple[str, ...]:
    """The ``count`` genes of largest variance over the samples, in the order of the table (ties: the first)."""
    order = np.argsort(-expression.values.var(axis=0), kind="stable")[:count]
    return tuple(expression.genes[column] for column in np.sort(order))
