"""Which axis of a table holds the genes, and how that was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.builtin import known_symbols
from compute.read.gene_names import plain_name
from compute.read.labels import is_ensembl, is_sample_like, is_symbol, says_gene, says_identifier, says_sample
from compute.read.table import Orientation, RawTable

ORIENTATIONS: tuple[Orientation, ...] = get_args(Orientation)

_CLEAR_COUNT = 3  # known symbols on one axis that count as evidence, or half of a shorter axis
_CLEAR_RATIO = 5  # and how many times more than on the other axis: samples may bear names of genes
_CLEAR_SHAPE = 3  # how many times longer the gene axis must be when nothing but shape is left


@dataclass(frozen=True)
class Finding:
    """reason: the end of the sentence "Genes are in rows: …"."""

    orientation: Orientation
    reason: Message
    by_shape: bool = False


def find_orientation(table: RawTable, source: str, given: str | None = None) -> Finding:
    """Evidence in order: the user's word; missing row names; known symbols; Ensembl ids; the header over the
    row names; the format; names that look like samples; the longer axis. :class:`UserError` if none decides."""
    if given is not None:
        if given not in ORIENTATIONS:
            raise UserError(
                "There is no orientation {orientation!r}; choose {orientations:or}.",
                orientation=given,
                orientations=ORIENTATIONS,
            )
        if given == "genes-in-rows" and table.rows is None:
            raise UserError(
                "{source} names no rows, so its genes cannot be in rows; choose samples-in-rows.", source=source
            )
        return Finding(given, Message("as chosen"))
    if table.rows is None:
        return Finding("samples-in-rows", Message("the file names its columns but not its rows"))
    rows, columns = table.rows, table.columns
    rows, columns = ([plain_name(name)[0] for name in names] for names in (rows, columns))
    by_names = (
        _by_symbols(rows, columns)
        or _by_share(rows, columns, is_ensembl, Message("Ensembl gene ids"))
        or _by_share(rows, columns, is_symbol, Message("gene symbols"))
    )
    return by_names or _by_header(table) or _by_samples_or_shape(table.rows, table.columns, source)


def numbers_as_names(table: RawTable) -> RawTable:
    """A table without row names whose first column holds whole numbers, those taken for the names of its rows.

    For genes said to be in rows: then nothing else can name them. Not where the column is headed by a gene.
    """
    if table.rows is not None or len(table.columns) < 3 or is_symbol(table.columns[0]):
        return table
    first = table.values[:, 0]
    if not np.isfinite(first).all() or not (np.rint(first) == first).all() or len(np.unique(first)) < len(first):
        return table
    return replace(
        table,
        values=table.values[:, 1:],
        rows=[f"{number:.0f}" for number in first],
        columns=table.columns[1:],
        row_label=table.columns[0],
        first_column=table.first_column + 1,
    )


def _by_symbols(rows: Sequence[str], columns: Sequence[str]) -> Finding | None:
    known = known_symbols()
    in_rows = sum(name.strip().upper() in known for name in rows)
    in_columns = sum(name.strip().upper() in known for name in columns)
    reason = Message(
        "{in_rows:,} known gene symbols among the row names, {in_columns:,} among the column names",
        in_rows=in_rows,
        in_columns=in_columns,
    )
    if in_rows >= max(min(_CLEAR_COUNT, len(rows) / 2), _CLEAR_RATIO * in_columns):
        return Finding("genes-in-rows", reason)
    if in_columns >= max(min(_CLEAR_COUNT, len(columns) / 2), _CLEAR_RATIO * in_rows):
        return Finding("samples-in-rows", reason)
    return None


def _by_share(
    rows: Sequence[str], columns: Sequence[str], is_one: Callable[[str], bool], what: Message
) -> Finding | None:
    in_rows = sum(map(is_one, rows)) * 2 > len(rows)
    in_columns = sum(map(is_one, columns)) * 2 > len(columns)
    if in_rows == in_columns:
        return None
    return Finding(
        "genes-in-rows" if in_rows else "samples-in-rows",
        Message("the row names are {what}", what=what)
        if in_rows
        else Message("the column names are {what}", what=what),
    )


def _by_header(table: RawTable) -> Finding | None:
    if says_gene(table.row_label) or says_identifier(table.row_label):
        return Finding("genes-in-rows", Message("the row names are headed {row_label!r}", row_label=table.row_label))
    if says_sample(table.row_label):
        return Finding("samples-in-rows", Message("the row names are headed {row_label!r}", row_label=table.row_label))
    if table.usual is not None:
        return Finding(table.usual, Message("as defined by the format"))
    return None


def _by_samples_or_shape(rows: Sequence[str], columns: Sequence[str], source: str) -> Finding:
    like_samples = _by_share(columns, rows, is_sample_like, Message("sample identifiers"))
    if like_samples is not None:
        if like_samples.orientation == "genes-in-rows":
            return Finding("genes-in-rows", Message("the column names look like samples"))
        return Finding("samples-in-rows", Message("the row names look like samples"))
    shape = Message(
        "only the shape suggests it, {n_rows:,} rows by {n_columns:,} columns, so please check",
        n_rows=len(rows),
        n_columns=len(columns),
        severity="warning",
    )
    if len(rows) >= _CLEAR_SHAPE * len(columns):
        return Finding("genes-in-rows", shape, by_shape=True)
    if len(columns) >= _CLEAR_SHAPE * len(rows):
        return Finding("samples-in-rows", shape, by_shape=True)
    raise UserError(
        "{source} does not show whether its rows or its columns are the genes; choose {orientations:or} (on the "
        "command line with --orientation).",
        source=source,
        orientations=ORIENTATIONS,
    )
