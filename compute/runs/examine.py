"""Whether the files somebody brings can be read and fit together: counts, what was dropped and why, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS
from compute.read import (
    Expression,
    NameMatch,
    builtin_regulators,
    declared_meaning,
    match_names,
    read_annotation,
    read_gene_list,
    read_labelled_genes,
)
from compute.read.dialect import find_dialect
from compute.read.frame import by_sample, read_frame
from compute.read.labels import says_description, says_names, says_sample
from compute.read.long_table import is_long, long_ends, long_names
from compute.read.recognise import Role
from compute.read.report import Weight, named
from compute.read.source import find_source
from compute.runs.inputs import files_by_name, read_table

EXAMPLES = 5
FEWEST_SAMPLES = METHODS[DEFAULT_METHOD].fewest_samples


@dataclass(frozen=True)
class Finding:
    """One sentence about one file. weight: a fact, something done to the data, something to look after, or "problem":
    the file cannot be used as it is.
    """

    weight: Weight | str
    sentence: str


@dataclass(frozen=True)
class FileReport:
    """What was found in one file. usable: whether it was read."""

    file: str
    role: str
    usable: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ScoreColumn:
    """A score that can be chosen. samples: of the expression table, how many have a number of it. low, high: what the
    table says its ends mean, else "".
    """

    file: str
    column: str
    samples: int
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class LongTable:
    """A table of a row for every sample and drug. names: the drugs, in the order of the alphabet. low, high: what the
    ends of their values mean, where that is known, else "".
    """

    file: str
    names: tuple[str, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class GeneFile:
    """A list of genes. present: of them in the expression table. classes: whether it says epithelial or mesenchymal."""

    file: str
    role: str
    genes: int
    present: int
    classes: bool


@dataclass(frozen=True)
class Examination:
    """What was found in all files together. samples, genes: of the expression table (0: none can be read)."""

    reports: tuple[FileReport, ...]
    samples: int = 0
    genes: int = 0
    orientation: str = ""
    regulators: int = 0
    columns: tuple[ScoreColumn, ...] = ()
    tables: tuple[LongTable, ...] = ()
    lists: tuple[GeneFile, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


@dataclass
class _Found:
    columns: list[ScoreColumn] = field(default_factory=list)
    tables: list[LongTable] = field(default_factory=list)
    lists: list[GeneFile] = field(default_factory=list)


def examine(folder: Path, roles: Sequence[tuple[str, Role]], orientation: str = "") -> Examination:
    """Read every file in its role. roles: names of files in ``folder``, each with what it is taken for."""
    expression, found_orientation, reports = None, "", []
    tables = [file for file, role in roles if role == "expression"]
    for file in tables:
        try:
            read, report = read_table(folder / file, orientation or None)
        except UserError as error:
            way_out = str(error).replace(
                "say so with --orientation genes-in-rows or samples-in-rows", "say so beside the file"
            )
            reports.append(_problem(file, "expression", way_out))
            continue
        findings = [Finding(weight, sentence) for weight, sentence in report.weighed()]
        findings.append(Finding("fact", f"Samples are named like {named(read.samples[:EXAMPLES])}; "
                                        f"genes like {named(read.genes[:EXAMPLES])}."))  # fmt: skip
        if len(read.samples) < FEWEST_SAMPLES:
            findings.append(Finding("problem", f"At least {FEWEST_SAMPLES} samples are needed to estimate networks."))
        if file != tables[0]:  # a run reads the first
            findings.insert(0, Finding("problem", "Only one expression table can be used; remove the others."))
        else:
            expression, found_orientation = read, report.orientation
        reports.append(FileReport(file, "expression", True, tuple(findings)))
    found = _Found()
    for file, role in roles:
        if role == "expression":
            continue
        try:
            with files_by_name(folder):
                findings = _READERS[role](folder / file, role, expression, found)
        except UserError as error:
            reports.append(_problem(file, role, str(error)))
            continue
        reports.append(FileReport(file, role, True, tuple(findings)))
    known = set(builtin_regulators())
    return Examination(
        reports=tuple(reports),
        samples=0 if expression is None else len(expression.samples),
        genes=0 if expression is None else len(expression.genes),
        orientation=found_orientation,
        regulators=0 if expression is None else sum(gene in known for gene in expression.genes),
        columns=tuple(found.columns),
        tables=tuple(found.tables),
        lists=tuple(found.lists),
    )


def _problem(file: str, role: str, sentence: str) -> FileReport:
    return FileReport(file, role, False, (Finding("problem", sentence),))


def _table_of_samples(path: Path, role: str, expression: Expression | None, found: _Found) -> list[Finding]:
    import pandas as pd

    source = find_source(path, path.name)
    frame = read_frame(source)
    if is_long(frame, None):
        names = long_names(frame, source)
        found.tables.append(LongTable(path.name, tuple(sorted(names, key=str.casefold)), *long_ends(frame, source)))
        return [
            Finding(
                "fact", f"{len(frame):,} rows: one for every sample and one of {len(names):,} names ({named(names)})."
            )
        ]
    table = by_sample(frame, source) if role == "scores" else read_annotation(path)
    findings = [Finding("fact", f"{len(table):,} samples; columns {named([str(name) for name in table.columns])}.")]
    if expression is None:
        return findings
    match, by = _best_match(expression, table)
    findings += [Finding("note", by)] if by else []
    findings += _matched(match, len(expression.samples), len(table), "samples of the expression table", role)
    for place, label in enumerate(table.columns):
        column = table.iloc[:, place]
        identifier = says_sample(str(label)) or says_description(str(label)) or says_names(str(label))
        if pd.api.types.is_bool_dtype(column.dtype) or by or identifier:  # scores are looked up by the first column
            continue
        numbers = pd.to_numeric(column, errors="coerce")
        if 2 * numbers.notna().sum() <= column.notna().sum() or not np.ptp(numbers.dropna().to_numpy(dtype=float)):
            continue
        there = int(numbers.iloc[match.positions[match.positions >= 0]].notna().sum())
        if there >= FEWEST_SAMPLES:
            _, low, high = declared_meaning(table, str(label)) or ("", "", "")
            found.columns.append(ScoreColumn(path.name, str(label), there, low, high))
    return findings


def _best_match(expression: Expression, table: Any) -> tuple[NameMatch, str]:
    """Samples found by the first column, or by the column that knows the most of them; and which that was."""
    from compute.read.frame import as_names

    best, by = match_names(expression.samples, [str(name) for name in table.index]), ""
    for place in range(table.shape[1]):
        names = as_names(table.iloc[:, place])
        present = [name for name in names if name]
        if present and len(set(present)) == len(present):
            match = match_names(expression.samples, names)
            if (match.positions >= 0).sum() > (best.positions >= 0).sum():
                best, by = match, f"Samples are found by its column {table.columns[place]!r}."
    return best, by


def _matched(match: NameMatch, of: int, rows: int, what: str, role: str) -> list[Finding]:
    there = int((match.positions >= 0).sum())
    if not there:
        return [Finding("problem", f"None of the {of:,} {what} is in it ({named(match.missing[:EXAMPLES])}); "
                                   "the names of both files must agree.")]  # fmt: skip
    told: list[Finding] = [Finding("fact" if there == of else "warning", f"{there:,} of the {of:,} {what} are in it.")]
    told += [Finding("note", sentence) for sentence in match.lines()]
    if match.missing and role == "scores":
        told.append(Finding("note", "Samples without a score are left out of the study."))
    if rows > there:
        told.append(Finding("note", f"{rows - there:,} of its {rows:,} rows are of other samples and not used."))
    return told


def _genes(path: Path, role: str, expression: Expression | None, found: _Found) -> list[Finding]:
    """A list of regulators, of targets, or of a score's genes (plain, or in two classes)."""
    genes: tuple[str, ...]
    findings: list[Finding] = []
    classes = role == "signature" and _has_classes(path)
    if classes:
        labelled = read_labelled_genes(path)
        genes = labelled.epithelial + labelled.mesenchymal
        findings.append(Finding("fact", f"{len(labelled.epithelial):,} epithelial and {len(labelled.mesenchymal):,} "
                                        "mesenchymal genes."))  # fmt: skip
    else:
        genes = read_gene_list(path, path.name)
    present = 0
    if expression is None:
        findings.append(Finding("fact", f"{len(genes):,} genes ({named(genes[:EXAMPLES])})."))
    else:
        missing = [gene for gene in genes if gene not in expression.gene_index]
        present = len(genes) - len(missing)
        weight = "problem" if not present else "warning" if 2 * present < len(genes) else "fact"
        way_out = "; symbols must be written as in the expression table" if weight != "fact" else ""
        findings.append(
            Finding(weight, f"{present:,} of its {len(genes):,} genes are in the expression table{way_out}.")
        )
        if missing:
            findings.append(Finding("note", f"Not there: {named(missing)}."))
    found.lists.append(GeneFile(path.name, role, len(genes), present, classes))
    return findings


def _has_classes(path: Path) -> bool:
    from compute.read.labels import plain

    source = find_source(path, path.name)
    if not source.is_text:
        return False
    try:
        header = find_dialect(source).header
    except UserError:
        return False
    return any(plain(label) in ("class", "type", "label", "group") for label in header)


_READERS = {
    "scores": _table_of_samples,
    "annotation": _table_of_samples,
    "regulators": _genes,
    "targets": _genes,
    "signature": _genes,
}
