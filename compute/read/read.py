"""Read an expression table of any supported format into an :class:`Expression`, and report on it."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from compute.read.builtin import builtin_regulators
from compute.read.cleaning import FilledTable, UniqueGenes, clean_names, fill_missing, require_samples, unique_genes
from compute.read.expression import Expression
from compute.read.formats import format_of
from compute.read.formats.gdsc import in_gdsc_layout, named_by_cosmic
from compute.read.labels import is_ensembl, is_formula_like, is_spreadsheet_date
from compute.read.orientation import Finding, find_orientation
from compute.read.report import ExpressionReport
from compute.read.source import find_source
from compute.read.table import Orientation, RawTable


def read_expression(
    path: str | PathLike[str], orientation: str | None = None, part: str = "", name: str | None = None
) -> tuple[Expression, ExpressionReport]:
    """The table without missing values and with unique names, and what was done to get there.

    path: a file of any of :data:`compute.read.FORMATS`, told by content.
    orientation: "genes-in-rows" or "samples-in-rows"; found from the names where not given.
    part: which sheet of a workbook, layer of an AnnData or loom file; "" for the usual one.
    name: what to call the file in messages (default: ``path``).
    Values keep the scale of the file; samples and genes keep its order.
    Raises :class:`UserError` for anything that is not such a table, naming row and column where it can.
    """
    source = find_source(path, name, part)
    table = format_of(source).read(source)
    if in_gdsc_layout(table):
        table = named_by_cosmic(table)
    table.require_finite(source.name)
    finding = find_orientation(table, source.name, orientation)
    values, sample_names, gene_names = _turned(table, finding.orientation)
    samples, respaced_samples = clean_names(sample_names)
    genes, respaced_genes = clean_names(gene_names)
    require_samples(samples, source.name)
    unique = unique_genes(values, genes, source.name)
    filled = fill_missing(unique.values, samples, unique.genes, source.name)
    expression = Expression(
        values=np.ascontiguousarray(filled.values),
        samples=filled.samples,
        genes=filled.genes,
        source=source.name,
        checksum=source.checksum,
    )
    return expression, _report(table, finding, unique, filled, expression, respaced_samples + respaced_genes)


def _turned(table: RawTable, orientation: Orientation) -> tuple[NDArray[np.float64], Sequence[str], Sequence[str]]:
    """Values as samples × genes, the samples' names, the genes' names."""
    rows = [f"row{number}" for number in range(1, len(table.values) + 1)] if table.rows is None else table.rows
    if orientation == "genes-in-rows":
        return table.values.T, table.columns, rows
    return table.values, rows, table.columns


def _report(
    table: RawTable,
    finding: Finding,
    unique: UniqueGenes,
    filled: FilledTable,
    expression: Expression,
    respaced: int,
) -> ExpressionReport:
    values, genes = expression.values, expression.genes
    lowest, highest = float(values.min()), float(values.max())
    constant = values.max(axis=0) == values.min(axis=0)
    regulators = set(builtin_regulators())
    return ExpressionReport(
        source=expression.source,
        format=table.format,
        orientation=finding.orientation,
        orientation_reason=finding.reason,
        samples=len(expression.samples),
        genes=len(genes),
        samples_named_by_row=table.rows is None,
        set_aside=table.set_aside,
        empty_symbols=unique.empty,
        duplicated=unique.duplicated,
        missing=filled.missing,
        filled=filled.filled,
        filled_genes=filled.filled_genes,
        dropped_genes=filled.dropped_genes,
        dropped_samples=filled.dropped_samples,
        constant=tuple(genes[column] for column in np.flatnonzero(constant)),
        regulators=sum(gene in regulators for gene in genes),
        ensembl=sum(map(is_ensembl, genes)),
        dates=tuple(filter(is_spreadsheet_date, genes)),
        formulas=tuple(filter(is_formula_like, (*expression.samples, *genes))),
        respaced=respaced,
        lowest=lowest,
        highest=highest,
        counts=lowest >= 0 and highest > 100 and bool((np.rint(values) == values).all()),
        notes=table.notes,
    )
