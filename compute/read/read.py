"""Read an expression table of any supported format into an :class:`Expression`, and report on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.read.builtin import builtin_regulators
from compute.read.cleaning import FilledTable, UniqueGenes, clean_names, fill_missing, require_samples, unique_genes
from compute.read.expression import Expression
from compute.read.formats import format_of
from compute.read.formats.gdsc import in_gdsc_layout, named_by_cosmic
from compute.read.frame import no_parts
from compute.read.gene_names import dates_among, names_of_table
from compute.read.labels import is_ensembl, is_formula_like
from compute.read.not_genes import unlike_genes
from compute.read.orientation import Finding, find_orientation, numbers_as_names
from compute.read.report import ExpressionReport
from compute.read.scale import scale_of
from compute.read.setting_aside import Sorted, set_aside
from compute.read.source import find_source
from compute.read.table import Orientation, RawTable

if TYPE_CHECKING:
    import pandas as pd


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
    found = format_of(source)
    if source.part and found.parts is None and not found.refused:
        raise no_parts(source)
    table = found.read(source)
    if in_gdsc_layout(table):
        table = named_by_cosmic(table)
    if orientation == "genes-in-rows":
        table = numbers_as_names(table)
    table.require_finite(source.name)
    finding = find_orientation(table, source.name, orientation)
    values, sample_names, gene_names = _turned(table, finding.orientation)
    samples, respaced_samples = clean_names(sample_names)
    cleaned, respaced_genes = clean_names(gene_names)
    naming = names_of_table(cleaned)
    kept = set_aside(values, samples, naming.names)
    require_samples(kept.samples, source.name)
    unique = unique_genes(kept.values, kept.genes, source.name)
    filled = fill_missing(unique.values, kept.samples, unique.genes, source.name)
    expression = Expression(
        values=np.ascontiguousarray(filled.values),
        samples=filled.samples,
        genes=filled.genes,
        source=source.name,
        checksum=source.checksum,
        annotation=_annotation(table, kept),
        renamed=naming.renamed,
        filled=filled.filled_in,
    )
    notes = (*table.notes, *naming.messages(), *kept.messages)
    respaced = respaced_samples + respaced_genes
    return expression, _report(replace(table, notes=notes), finding, unique, filled, expression, respaced)


def _annotation(table: RawTable, kept: Sorted) -> pd.DataFrame | None:
    """What the file says of its samples: beside the values, and in rows that stood among the genes."""
    about = table.annotation
    if about is not None:
        about = about.set_axis([name.strip() for name in map(str, about.index)], axis=0)
    if kept.metadata is None:
        return about
    metadata = kept.metadata
    return metadata if about is None else about.join(metadata, how="left", rsuffix=" (2)")


def _turned(table: RawTable, orientation: Orientation) -> tuple[NDArray[np.float64], Sequence[str], Sequence[str]]:
    """Values as samples × genes, the samples' names, the genes' names."""
    rows = [f"row{number}" for number in range(1, len(table.values) + 1)] if table.rows is None else table.rows
    if orientation == "genes-in-rows":
        return table.values.T, table.columns, rows
    return table.values, rows, table.columns


def _of_genes_only(values: NDArray[np.float64], genes: Sequence[str]) -> NDArray[np.float64]:
    """Without the few columns that are no known gene: a viability in percent does not make logarithms linear values."""
    unknown = set(unlike_genes(genes)) if values.size <= _MOST_COPIED else ()
    return values[:, [gene not in unknown for gene in genes]] if unknown else values


_MOST_COPIED = 50_000_000


def _report(
    table: RawTable,
    finding: Finding,
    unique: UniqueGenes,
    filled: FilledTable,
    expression: Expression,
    respaced: int,
) -> ExpressionReport:
    values, genes = expression.values, expression.genes
    constant = values.max(axis=0) == values.min(axis=0)
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
        regulators=len(expression.gene_table.match(builtin_regulators()).found),
        ensembl=sum(map(is_ensembl, genes)),
        dates=dates_among(genes),
        formulas=tuple(filter(is_formula_like, (*expression.samples, *genes))),
        respaced=respaced,
        scale=scale_of(_of_genes_only(values, genes)),
        notes=table.notes,
    )
