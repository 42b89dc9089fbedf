"""Read an expression table of any supported format into an :class:`Expression`, and report on it."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from compute.data.builtin import builtin_regulators
from compute.data.cleaning import clean_names, fill_missing, require_samples, unique_genes
from compute.data.expression import Expression
from compute.data.gdsc import in_gdsc_layout, read_gdsc_layout
from compute.data.labels import is_ensembl, is_formula_like, is_spreadsheet_date
from compute.data.orientation import find_orientation
from compute.data.report import ExpressionReport
from compute.data.source import Source, find_source
from compute.data.table import RawTable
from compute.errors import UserError


def read_expression(path: str | PathLike[str], orientation: str | None = None) -> tuple[Expression, ExpressionReport]:
    """The table without missing values and with unique names, and what was done to get there.

    path: CSV, TSV (either also .gz), Parquet, AnnData .h5ad or the GDSC release layout, told by content.
    orientation: "genes-in-rows" or "samples-in-rows"; found from the names where not given.
    Values keep the scale of the file; samples and genes keep its order.
    Raises :class:`UserError` for anything that is not such a table, naming row and column where it can.
    """
    source = find_source(path)
    table = _read_raw(source)
    if in_gdsc_layout(table):
        table = read_gdsc_layout(table)
    table.require_finite(source.name)
    finding = find_orientation(table, source.name, orientation)
    by_row = table.rows is None
    rows = [f"row{number}" for number in range(1, len(table.values) + 1)] if table.rows is None else table.rows
    genes_in_rows = finding.orientation == "genes-in-rows"
    samples, respaced_samples = clean_names(table.columns if genes_in_rows else rows)
    genes, respaced_genes = clean_names(rows if genes_in_rows else table.columns)
    require_samples(samples, source.name)
    values = table.values.T if genes_in_rows else table.values
    unique = unique_genes(values, genes)
    if len(unique.keep) == 0:
        raise UserError(f"{source.name} has no gene with a name; every gene needs a symbol.")
    if len(unique.keep) < len(genes):
        values, genes = values[:, unique.keep], [genes[column] for column in unique.keep]
    filled = fill_missing(values, source.name)
    expression = Expression(
        values=np.ascontiguousarray(filled.values),
        samples=_chosen(samples, filled.samples),
        genes=_chosen(genes, filled.genes),
        source=source.name,
        checksum=source.checksum,
    )
    constant = expression.values.max(axis=0) == expression.values.min(axis=0)
    regulators = set(builtin_regulators())
    lowest, highest = float(expression.values.min()), float(expression.values.max())
    report = ExpressionReport(
        source=source.name,
        format=table.format,
        orientation=finding.orientation,
        orientation_reason=finding.reason,
        samples=len(expression.samples),
        genes=len(expression.genes),
        samples_named_by_row=by_row,
        set_aside=table.set_aside,
        empty_symbols=unique.empty,
        duplicated=unique.duplicated,
        missing=filled.missing,
        filled=filled.filled,
        filled_genes=filled.filled_genes,
        dropped_genes=_chosen(genes, ~filled.genes),
        dropped_samples=_chosen(samples, ~filled.samples),
        constant=_chosen(expression.genes, constant),
        regulators=sum(gene in regulators for gene in expression.genes),
        ensembl=sum(map(is_ensembl, expression.genes)),
        dates=tuple(filter(is_spreadsheet_date, expression.genes)),
        formulas=tuple(filter(is_formula_like, (*expression.samples, *expression.genes))),
        respaced=respaced_samples + respaced_genes,
        lowest=lowest,
        highest=highest,
        counts=lowest >= 0 and highest > 100 and bool((np.rint(expression.values) == expression.values).all()),
        notes=table.notes,
    )
    return expression, report


def _read_raw(source: Source) -> RawTable:
    reader: Callable[[Source], RawTable]
    if source.kind == "text":
        from compute.data.delimited import read_delimited as reader
    elif source.kind == "parquet":
        from compute.data.parquet import read_parquet as reader
    else:
        from compute.data.h5ad import read_h5ad as reader
    return reader(source)


def _chosen(names: tuple[str, ...] | list[str], mask: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, chosen in zip(names, mask, strict=True) if chosen)
