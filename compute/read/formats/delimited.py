"""Text tables of numbers (CSV, TSV and relatives) into a :class:`RawTable`."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.columns import TableColumns, sort_columns
from compute.read.dialect import Dialect, find_dialect
from compute.read.formats.base import Format, Glance
from compute.read.frame import as_names, typed
from compute.read.labels import is_symbol, says_gene, says_sample
from compute.read.limits import TooMuchError
from compute.read.numbers import is_missing, is_number
from compute.read.parse import parse
from compute.read.source import UNREADABLE, Source
from compute.read.table import RawTable, cell_place
from compute.read.thousands import ungrouped

if TYPE_CHECKING:
    import pandas as pd

_FORMATS: dict[str, Message | str] = {
    "\t": "TSV",
    ",": "CSV",
    ";": Message("CSV with semicolons"),
    " ": Message("space-separated text"),
}

PATIENCE = 10.0
"""Seconds in which a cell that is wrong is looked for."""


def read_delimited(source: Source, leading: int = 0) -> RawTable:
    """Raises :class:`UserError` at the first cell that is neither a number nor missing, with row and column.

    leading: so many first columns hold no values, whatever they look like (0: found from their labels and cells).
    """
    dialect = find_dialect(source)
    columns = sort_columns(dialect, leading)
    if not columns.values:
        raise UserError("{source} has no column of numbers; expression values are needed.", source=source.name)
    named = "" if columns.names is None else dialect.header[columns.names]
    if _is_data([dialect.header[position] for position in columns.values], columns.names is None or is_symbol(named)):
        raise UserError(
            "{source} has numbers in its first line; put the gene or sample names there, as one header row.",
            source=source.name,
        )
    frame = _read_frame(dialect, columns)
    _require_whole_rows(frame, dialect, columns)
    values = frame[list(columns.values)].to_numpy(dtype=np.float64)
    rows, blank = None, np.zeros(len(values), dtype=np.bool_)
    if columns.names is not None:
        rows = as_names(frame[columns.names])
        blank = np.array([not name.strip() for name in rows]) & np.isnan(values).all(axis=1)
        rows = [name for name, left_out in zip(rows, blank, strict=True) if not left_out]
    return RawTable(
        values=values[~blank] if blank.any() else values,
        rows=rows,
        columns=[dialect.header[position] for position in columns.values],
        row_label="" if columns.names is None else dialect.header[columns.names],
        format=source.packed(_FORMATS[dialect.separator]),
        set_aside=tuple(dialect.header[position] for position in columns.described),
        notes=(*dialect.notes, *_notes(dialect, columns, int(blank.sum()))),
        first_row=2 + dialect.source.offset,
        first_column=columns.values[0] + 1,
    )


def _notes(dialect: Dialect, columns: TableColumns, blank: int) -> list[Message]:
    notes: list[Message] = []
    if dialect.decimal == "," != dialect.thousands:
        notes.append(Message("Numbers are written with a decimal comma.", severity="note"))
    if dialect.thousands:
        notes.append(
            Message(
                "Numbers have {sign!r} between thousands (1{sign}289 is 1289): all cells with it have three digits "
                "after it.",
                sign=dialect.thousands,
                severity="note",
            )
        )
    if columns.names is not None and columns.numbered:
        notes.append(
            Message(
                "The numbers in the first column ({column!r}) were read as names.",
                column=dialect.header[columns.names],
                severity="note",
            )
        )
    if blank:
        notes.append(
            Message("{blank:,} rows without a name and without a value were left out.", blank=blank, severity="note")
        )
    return notes


def read_text_frame(source: Source) -> pd.DataFrame:
    """Text as a table of samples or genes: identifiers stay as they are written, other columns get their type."""
    import pandas as pd

    dialect = find_dialect(source)
    identifiers = {place for place, label in enumerate(dialect.header) if says_gene(label) or says_sample(label)}
    frame = parse(dialect)
    columns: dict[int, pd.Series[str] | list[str]] = {0: frame[0]}
    for place in range(dialect.width):
        if place in identifiers:
            columns[place] = as_names(frame[place])
        elif place:
            columns[place] = typed(list(frame[place]), dialect.decimal)
    whole = pd.DataFrame({place: columns[place] for place in range(dialect.width)})
    whole.columns = pd.Index([label.strip() for label in dialect.header])
    return whole


def glance_at_text(source: Source) -> Glance:
    """The first records of a text table; :class:`UserError` where the text is no table."""
    dialect = find_dialect(source)
    columns = [[record[place] if place < len(record) else "" for record in dialect.records]
               for place in range(dialect.width)]  # fmt: skip
    numeric = [_numbers(cells, dialect) for cells in columns]
    return Glance(dialect.header, numeric, columns[0], columns)


def _numbers(cells: Sequence[str], dialect: Dialect) -> bool:
    present = [cell for cell in cells if not is_missing(cell)]
    return bool(present) and 2 * sum(map(dialect.is_number, present)) > len(present)


def _is_data(labels: list[str], unnamed: bool) -> bool:
    """Whether a header is no header: all numbers, and fractions among them (whole numbers may be COSMIC ids). unnamed:
    whether nothing else in it is a label: no column of names has one, or a gene stands there."""
    if not all(map(is_number, labels)):
        return False
    return unnamed or any(not float(label).is_integer() for label in labels)


def _read_frame(dialect: Dialect, columns: TableColumns) -> pd.DataFrame:
    if dialect.thousands:
        return ungrouped(parse(dialect), dialect, columns.values)
    try:
        return parse(dialect, columns.values)
    except TooMuchError:
        raise
    except UserError as error:
        raise (_bad_cell(dialect, columns) or error) from error


def _require_whole_rows(frame: pd.DataFrame, dialect: Dialect, columns: TableColumns) -> None:
    """A row that stops early reads as missing values at its end; it is a damaged file, not missing data."""
    if len(frame) and frame[columns.values[-1]].isna().any():
        error = _bad_cell(dialect, columns)
        if error is not None:
            raise error


def _bad_cell(dialect: Dialect, columns: TableColumns) -> UserError | None:
    """Walk the file once more, slowly, to say where it goes wrong; None where the text itself cannot be read."""
    try:
        return _first_bad_cell(dialect, columns)
    except (*UNREADABLE, csv.Error):
        return None  # the error that brought us here says it


def _first_bad_cell(dialect: Dialect, columns: TableColumns) -> UserError | None:
    first: tuple[str, Message] | None = None
    others, source, end = 0, dialect.source, time.monotonic() + PATIENCE
    with source.open_text() as handle:
        reader = csv.reader(handle, delimiter=dialect.separator, skipinitialspace=True)
        records = enumerate(reader, start=1 + source.offset)
        next(row for row, record in records if record)  # the header
        for row, record in records:
            if not any(record):
                continue
            if len(record) < columns.values[-1] + 1 or any(cell.strip() for cell in record[dialect.width :]):
                return UserError(
                    "{source} has {n_columns} columns in row {row:,} where {width} are expected; complete that row, or "
                    "put names that hold the separator in quotes.",
                    source=source.name,
                    n_columns=len(record),
                    row=row,
                    width=dialect.width,
                )
            for position in columns.values:
                cell = record[position]
                if is_missing(cell) or is_number(cell, dialect.decimal):
                    continue
                others += 1
                first = first or (cell, _place(dialect, columns, record, row, position))
            if time.monotonic() > end:
                others = 1  # how many more there are is not known
                break
    if first is None:
        return None
    value, place = first
    if others == 1:
        return UserError(
            "{source} has {value!r} in {place} where a number belongs; correct it, or leave the cell empty if the "
            "value is missing.",
            source=source.name,
            value=value,
            place=place,
        )
    return UserError(
        "{source} has {value!r} in {place} where a number belongs, and {others:,} more cells are not numbers either; "
        "correct them, or leave a cell empty if its value is missing.",
        source=source.name,
        value=value,
        place=place,
        others=others - 1,
    )


def _place(dialect: Dialect, columns: TableColumns, record: list[str], row: int, position: int) -> Message:
    name = None if columns.names is None else record[columns.names]
    return cell_place(row, name, position + 1, dialect.header[position])


FORMAT = Format(
    name="delimited",
    label="CSV, TSV (.gz)",
    title="text separated by commas, tabs, semicolons or spaces (CSV, TSV)",
    extensions=(".csv", ".tsv", ".txt", ".tab", ".csv.gz", ".tsv.gz", ".txt.gz"),
    carries="scores, annotation, gene lists",
    recognise=lambda source: source.is_text,
    read=read_delimited,
    frame=read_text_frame,
    glance=glance_at_text,
    turn=160,
)
