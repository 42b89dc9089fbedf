"""Whether the files somebody brings can be read and fit together: counts, what was dropped and why, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message, word
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import (
    Expression,
    best_match,
    builtin_regulators,
    declared_meaning,
    parts_of,
    read_annotation,
    read_gene_list,
    read_labelled_genes,
    transform,
)
from compute.read.check import EXAMPLES, has_classes, table_messages
from compute.read.frame import by_sample, numbers_in, read_frame, said_of_part
from compute.read.gene_names import with_near
from compute.read.gene_names.near import MOST_LOOKED_UP
from compute.read.labels import says_description, says_names, says_sample
from compute.read.long_table import is_long, long_ends, long_names
from compute.read.names import NEAR
from compute.read.recognise import Role
from compute.read.report import ExpressionReport
from compute.read.source import find_source
from compute.read.transform import AUTO, usual_steps
from compute.runs.examination import Examination, FileReport, GeneFile, LongTable, ScoreColumn
from compute.runs.pairs import pairs_found
from compute.runs.parsed import read_parsed
from compute.runs.samples import Covariate, covariates, matched_messages
from compute.suitability import blood_lines, stroma

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MOST_SCORES = 5
"""Columns of scores that are held against the stroma of tumours."""
FEWEST_SAMPLES = METHODS[DEFAULT_METHOD].fewest_samples


@dataclass
class _Table:
    """The expression table that a run reads. parts: its sheets or matrices, known even where it cannot be read."""

    expression: Expression | None = None
    report: ExpressionReport | None = None
    parts: tuple[str, ...] = ()


@dataclass
class _Found:
    """What was found in the other files, for the expression table. scores: of its samples, NaN where one has none."""

    matching: str = NEAR
    columns: list[ScoreColumn] = field(default_factory=list)
    tables: list[LongTable] = field(default_factory=list)
    lists: list[GeneFile] = field(default_factory=list)
    covariates: list[Covariate] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    annotation: pd.DataFrame | None = None
    scores: dict[str, NDArray[np.float64]] = field(default_factory=dict)


def examine(
    folder: Path,
    roles: Sequence[tuple[str, Role]],
    orientation: str = "",
    parsed: Path | None = None,
    part: str = "",
    transformation: str = AUTO,
    matching: str = NEAR,
    named: Sequence[str] = (),
) -> Examination:
    """Read every file in its role.

    roles: names of files in ``folder``, each with what it is taken for. parsed: folder in which the expression table is
    kept as it was parsed (:mod:`compute.runs.parsed`). part, transformation: as :func:`compute.read.check.check` takes
    them, which says the same of the same table. matching: of sample names (:func:`compute.read.match_names`).
    named: genes that were typed.
    """
    tables = [file for file, role in roles if role == "expression"]
    table, reports = _expression_table(folder, tables, orientation or None, parsed, part, transformation)
    expression, report = table.expression, table.report
    found = _Found(matching=matching)
    if expression is not None and expression.annotation is not None:
        found.described += map(str, expression.annotation.columns)
    for file, role in roles:
        if role == "expression":
            continue
        try:
            findings = _READERS[role](folder / file, role, expression, found)
        except UserError as error:
            reports.append(_problem(file, role, error))
            continue
        reports.append(FileReport(file, role, True, tuple(findings)))
    cautions, blood = ((), 0) if expression is None else _cautions(expression, found)
    return Examination(
        reports=tuple(reports),
        samples=0 if expression is None else len(expression.samples),
        genes=0 if expression is None else len(expression.genes),
        orientation="" if report is None else report.orientation,
        parts=table.parts,
        scale="" if report is None else report.scale.kind,
        usual=() if report is None else usual_steps(report.scale),
        named=() if expression is None else _named(named, expression),
        cautions=cautions,
        blood=blood,
        regulators=0 if expression is None else len(expression.gene_table.match(builtin_regulators()).found),
        columns=tuple(found.columns),
        tables=tuple(found.tables),
        lists=tuple(found.lists),
        covariates=tuple(found.covariates),
        described=tuple(dict.fromkeys(found.described)),
    )


def _expression_table(
    folder: Path, files: Sequence[str], orientation: str | None, parsed: Path | None, part: str, transformation: str
) -> tuple[_Table, list[FileReport]]:
    """The first of these tables, and a report on each."""
    table = _Table()
    reports: list[FileReport] = []
    for file in files:
        try:
            table.parts = table.parts or parts_of(find_source(folder / file, file))
            read, report = read_parsed(folder / file, orientation, parsed, file, part)
            read, transformed = transform(read, report.scale, transformation)
        except UserError as error:
            reports.append(_problem(file, "expression", error))
            continue
        findings = list(table_messages(read, report, transformed))
        if len(read.samples) < FEWEST_SAMPLES:
            findings.append(
                Message(
                    "At least {fewest} samples are needed to estimate networks.",
                    fewest=FEWEST_SAMPLES,
                    severity="problem",
                )
            )
        if file != files[0]:  # a run reads the first
            findings.insert(0, Message("Only one expression table can be used; remove the others.", severity="problem"))
        else:
            table.expression, table.report = read, report
        reports.append(FileReport(file, "expression", True, tuple(findings)))
    return table, reports


def _cautions(expression: Expression, found: _Found) -> tuple[tuple[Message, ...], int]:
    """Blood lines, and scores that go with the stroma of tumours; how many lines of blood there are."""
    blood = blood_lines(expression, found.annotation, found.matching)
    said = [blood.message()] if blood.count else []
    for name, values in list(found.scores.items())[:MOST_SCORES]:
        one = stroma(expression, found.annotation, values)
        if one is None:
            break
        if one.strong:
            said.append(one.message(name))
    return tuple(said), blood.count


def _problem(file: str, role: str, error: UserError) -> FileReport:
    return FileReport(file, role, False, (error.message,))


def _table_of_samples(path: Path, role: str, expression: Expression | None, found: _Found) -> list[Message]:
    source = find_source(path, path.name)
    frame = read_frame(source)
    if is_long(frame, None):
        names = long_names(frame, source)
        found.tables.append(LongTable(path.name, tuple(sorted(names, key=str.casefold)), *long_ends(frame, source)))
        return [
            Message(
                "{rows:,} rows: one for every sample and each of {count:,} names ({names}).",
                rows=len(frame),
                count=len(names),
                names=names,
            ),
            *said_of_part(source),
        ]
    table = by_sample(frame, source) if role == "scores" else read_annotation(path, path.name)
    findings = [Message("{count:,} samples; columns {columns}.", count=len(table), columns=map(str, table.columns))]
    findings += said_of_part(source)
    if expression is None:
        return findings
    match, by = best_match(expression.samples, table, found.matching)
    if by:
        findings.append(Message("Samples are matched by its column {column!r}.", column=by, severity="note"))
    findings += matched_messages(match, len(expression.samples), len(table), role)
    if role == "annotation" and (match.positions >= 0).any():
        found.covariates += covariates(path.name, expression, table, found.matching)
        found.described += map(str, table.columns)
        found.annotation = table
    for place, label in enumerate(table.columns):
        column = table.iloc[:, place]
        identifier = says_sample(str(label)) or says_description(str(label)) or says_names(str(label))
        if by or identifier:  # scores are looked up by the first column
            continue
        numbers, others = numbers_in(column)
        present = numbers[~np.isnan(numbers)]
        if len(present) <= others.sum() or not np.ptp(present):
            continue
        there = int((~np.isnan(numbers[match.positions[match.positions >= 0]])).sum())
        if there >= FEWEST_SAMPLES:
            _, low, high = declared_meaning(table, str(label)) or ("", "", "")
            found.scores[str(label)] = np.where(match.positions >= 0, numbers[match.positions], np.nan)
            found.columns.append(ScoreColumn(path.name, str(label), there, low, high))
    return findings


def _genes(path: Path, role: str, expression: Expression | None, found: _Found) -> list[Message]:
    """A list of regulators, of targets, or of a score's genes (plain, or in two classes)."""
    genes: tuple[str, ...]
    findings: list[Message] = []
    classes = role == "signature" and has_classes(path, path.name)
    if classes:
        labelled = read_labelled_genes(path, path.name)
        genes = labelled.epithelial + labelled.mesenchymal
        findings.append(
            Message(
                "{epithelial:,} epithelial and {mesenchymal:,} mesenchymal genes.",
                epithelial=len(labelled.epithelial),
                mesenchymal=len(labelled.mesenchymal),
            )
        )
    else:
        genes = read_gene_list(path, path.name)
    findings += said_of_part(find_source(path, path.name))
    present = 0
    if expression is None:
        findings.append(Message("{count:,} genes ({examples}).", count=len(genes), examples=genes[:EXAMPLES]))
    else:
        match = expression.gene_table.match(genes)
        present = len(match.found)
        findings += [_present(present, len(genes)), *match.messages(word("genes"))]
        if match.missing:
            findings.append(_not_there(match.missing, expression))
    found.lists.append(GeneFile(path.name, role, len(genes), present, classes))
    return findings


def _not_there(missing: Sequence[str], expression: Expression) -> Message:
    """Genes that are not in the table, with near names: a warning where they are so few that they may be mistyped."""
    return Message(
        "Not there: {genes}.",
        genes=with_near(missing, expression.genes),
        severity="note" if len(missing) > MOST_LOOKED_UP else "warning",
    )


def _named(names: Sequence[str], expression: Expression) -> tuple[Message, ...]:
    """What is to be known of genes that were typed."""
    match = expression.gene_table.match(names)
    said = list(match.messages(word("genes")))
    if match.missing:
        said.append(_not_there(match.missing, expression))
    return tuple(said)


def _present(present: int, genes: int) -> Message:
    if 2 * present >= genes and present:
        return Message("{present:,} of its {genes:,} genes are in the expression table.", present=present, genes=genes)
    return Message(
        "{present:,} of its {genes:,} genes are in the expression table; symbols must match those of the "
        "expression table.",
        present=present,
        genes=genes,
        severity="warning" if present else "problem",
    )


_READERS = {
    "scores": _table_of_samples,
    "annotation": _table_of_samples,
    "regulators": _genes,
    "targets": _genes,
    "signature": _genes,
    "evidence": pairs_found,
}
