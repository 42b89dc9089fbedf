"""Text tables of numbers (CSV, TSV and relatives) into a :class:`RawTable`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.dialect import Dialect, find_dialect, is_missing, is_number
from compute.read.labels import says_description, says_gene, says_names, says_sample, says_symbol
from compute.read.parse import parse
from compute.read.source import UNREADABLE, Source
from compute.read.table import RawTable, cell_place

if TYPE_CHECKING:
    import pandas as pd

_FORMATS = {"\t": "TSV", ",": "CSV", ";": "CSV with semicolons", " ": "space-separated text"}


@dataclass(frozen=True)
class Columns:
    """What each column of a text table is for: positions in the file, from 0."""

    names: int | None
    values: tuple[int, ...]
    described: tuple[int, ...]


def read_delimited(source: Source) -> RawTable:
    """Raises :class:`UserError` at the first cell that is neither a number nor missing, with row and column."""
    dialect = find_dialect(source)
    columns = sort_columns(dialect)
    if not columns.values:
        raise UserError("{source} has no column of numbers; expression values are needed.", source=source.name)
    if _is_data([dialect.header[position] for position in columns.values], columns.names is None):
        raise UserError(
            "{source} has numbers in its first line; put the gene or sample names there, as one header row.",
            source=source.name,
        )
    frame = _read_frame(source, dialect, columns)
    _require_whole_rows(frame, source, dialect, columns)
    values = frame[list(columns.values)].to_numpy(dtype=np.float64)
    rows, blank = None, np.zeros(len(values), dtype=np.bool_)
    if columns.names is not None:
        rows = [str(name) for name in frame[columns.names]]
        blank = np.array([not name.strip() for name in rows]) & np.isnan(values).all(axis=1)
        rows = [name for name, left_out in zip(rows, blank, strict=True) if not left_out]
    notes = ["Numbers are written with a decimal comma."] if dialect.decimal == "," else []
    if blank.any():
        notes.append(f"{int(blank.sum()):,} rows without a name and without a value were left out.")
    return RawTable(
        values=values[~blank] if blank.any() else values,
        rows=rows,
        columns=[dialect.header[position] for position in columns.values],
        row_label="" if columns.names is None else dialect.header[columns.names],
        format=_FORMATS[dialect.separator] + (" (gzip)" if source.compressed else ""),
        set_aside=tuple(dialect.header[position] for position in columns.described),
        notes=tuple(notes),
        first_column=columns.values[0] + 1,
    )


def _is_data(labels: list[str], unnamed: bool) -> bool:
    """Whether a header is no header: all numbers, and fractions among them (whole numbers may be COSMIC ids)."""
    if not all(map(is_number, labels)):
        return False
    return unnamed or any(not float(label).is_integer() for label in labels)


def sort_columns(dialect: Dialect) -> Columns:
    """Tell names, values and descriptions apart by the header and the first records."""
    kinds = [_kind_of_column(dialect, position) for position in range(dialect.width)]
    names = _name_column(dialect, kinds)
    values, described = [], []
    for position, (label, kind) in enumerate(zip(dialect.header, kinds, strict=True)):
        if position == names:
            continue
        identifier = says_gene(label) or says_sample(label) or (position == 0 and says_names(label))
        if says_description(label) or identifier or kind == "text":
            described.append(position)
        else:
            values.append(position)
    return Columns(names, tuple(values), tuple(described))


def _kind_of_column(dialect: Dialect, position: int) -> str:
    cells = [record[position] for record in dialect.records if position < len(record)]
    numbers = [is_number(cell, dialect.decimal) for cell in cells if not is_missing(cell)]
    if not numbers:
        return "empty"
    return "numbers" if all(numbers) else "mixed" if any(numbers) else "text"


def _name_column(dialect: Dialect, kinds: list[str]) -> int | None:
    if dialect.unlabelled:
        return 0
    textual = [position for position, kind in enumerate(kinds) if kind in ("text", "mixed")]
    for announces in (says_symbol, says_gene, says_sample):
        for position in textual:
            if announces(dialect.header[position]):
                return position
    if says_names(dialect.header[0]) or kinds[0] == "text":
        return 0
    # A first column of both numbers and text is names (cell lines 22RV1, 697), unless nothing else is a number.
    return 0 if kinds[0] == "mixed" and "numbers" in kinds[1:] and not _looks_like_gene(dialect.header[0]) else None


def _looks_like_gene(label: str) -> bool:
    from compute.read.builtin import known_symbols

    return label.upper() in known_symbols()


def _read_frame(source: Source, dialect: Dialect, columns: Columns) -> pd.DataFrame:
    as_text = sorted(set(range(dialect.width)).difference(columns.values))
    try:
        return parse(source, dialect, as_text, columns.values)
    except UserError as error:
        raise (_bad_cell(source, dialect, columns) or error) from error


def _require_whole_rows(frame: pd.DataFrame, source: Source, dialect: Dialect, columns: Columns) -> None:
    """A row that stops early reads as missing values at its end; it is a damaged file, not missing data."""
    if len(frame) and frame[columns.values[-1]].isna().any():
        error = _bad_cell(source, dialect, columns)
        if error is not None:
            raise error


def _bad_cell(source: Source, dialect: Dialect, columns: Columns) -> UserError | None:
    """Walk the file once more, slowly, to say where it goes wrong; None where the text itself cannot be read."""
    try:
        return _first_bad_cell(source, dialect, columns)
    except (*UNREADABLE, csv.Error):
        return None  # the error that brought us here says it


def _first_bad_cell(source: Source, dialect: Dialect, columns: Columns) -> UserError | None:
    first: tuple[str, Message] | None = None
    others = 0
    with source.open_text() as handle:
        records = enumerate(csv.reader(handle, delimiter=dialect.separator, skipinitialspace=True), start=1)
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


def _place(dialect: Dialect, columns: Columns, record: list[str], row: int, position: int) -> Message:
    name = None if columns.names is None else record[columns.names]
    return cell_place(row, name, position + 1, dialect.header[position])
