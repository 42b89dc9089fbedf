"""Text tables of numbers (CSV, TSV and relatives) into a :class:`RawTable`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.dialect import Dialect, find_dialect
from compute.read.formats.base import Format, Glance
from compute.read.frame import as_names, typed
from compute.read.labels import (
    says_description,
    says_gene,
    says_identifier,
    says_names,
    says_sample,
    says_symbol,
    symbol_share,
)
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
FEWEST_NUMBERED = 3
MOSTLY_SYMBOLS = 0.5
"""Share of known symbols from which a column of text is taken for the genes, whatever its label."""


@dataclass(frozen=True)
class TableColumns:
    """What each column of a text table is for: positions in the file, from 0.

    numbered: whether the names are numbers (Entrez ids), taken for names because nothing else is.
    """

    names: int | None
    values: tuple[int, ...]
    described: tuple[int, ...]
    numbered: bool = False


def read_delimited(source: Source, leading: int = 0) -> RawTable:
    """Raises :class:`UserError` at the first cell that is neither a number nor missing, with row and column.

    leading: so many first columns hold no values, whatever they look like (0: found from their labels and cells).
    """
    dialect = find_dialect(source)
    columns = sort_columns(dialect, leading)
    if not columns.values:
        raise UserError("{source} has no column of numbers; expression values are needed.", source=source.name)
    if _is_data([dialect.header[position] for position in columns.values], columns.names is None):
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
    if dialect.decimal == "," and not dialect.thousands:
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
    numeric = [_numbers(cells, dialect.decimal) for cells in columns]
    return Glance(dialect.header, numeric, columns[0], columns)


def _numbers(cells: Sequence[str], decimal: str) -> bool:
    present = [cell for cell in cells if not is_missing(cell)]
    return bool(present) and 2 * sum(is_number(cell, decimal) for cell in present) > len(present)


def _is_data(labels: list[str], unnamed: bool) -> bool:
    """Whether a header is no header: all numbers, and fractions among them (whole numbers may be COSMIC ids)."""
    if not all(map(is_number, labels)):
        return False
    return unnamed or any(not float(label).is_integer() for label in labels)


def sort_columns(dialect: Dialect, leading: int = 0) -> TableColumns:
    """Tell names, values and descriptions apart by the header and the first records. leading: as in
    :func:`read_delimited`."""
    kinds = [_kind_of_column(dialect, position) for position in range(dialect.width)]
    names = _name_column(dialect, kinds)
    numbered = names is None and _is_numbered(dialect, kinds)
    names = 0 if numbered else names
    values, described = [], []
    for position, (label, kind) in enumerate(zip(dialect.header, kinds, strict=True)):
        if position == names:
            continue
        identifier = says_gene(label) or says_sample(label) or (position == 0 and says_names(label))
        if position < leading or says_description(label) or identifier or kind == "text":
            described.append(position)
        else:
            values.append(position)
    return TableColumns(names, tuple(values), tuple(described), numbered)


def _is_numbered(dialect: Dialect, kinds: list[str]) -> bool:
    """Whether a first column of numbers is the names: nothing else is, and it says so or holds whole numbers, none of
    them twice, beside other numbers.
    """
    label = dialect.header[0]
    if kinds[0] != "numbers" or _looks_like_gene(label) or is_number(label):
        return False
    if says_identifier(label) or says_names(label):
        return True
    cells = [cell.strip() for cell in _cells(dialect, 0)]
    whole = all(re.fullmatch(r"\d{2,}(\.0)?", cell, re.ASCII) for cell in cells)
    others = [cell for place in range(1, dialect.width) for cell in _cells(dialect, place)]
    fractions = any("." in cell or "," in cell for cell in others)
    return whole and fractions and len(set(cells)) == len(cells) >= FEWEST_NUMBERED


def _cells(dialect: Dialect, position: int) -> list[str]:
    return [record[position] for record in dialect.records if position < len(record)]


def _kind_of_column(dialect: Dialect, position: int) -> str:
    numbers = [is_number(cell, dialect.decimal) for cell in _cells(dialect, position) if not is_missing(cell)]
    if not numbers:
        return "empty"
    return "numbers" if all(numbers) else "mixed" if any(numbers) else "text"


def _name_column(dialect: Dialect, kinds: list[str]) -> int | None:
    if dialect.unlabelled:
        return 0
    textual = [position for position, kind in enumerate(kinds) if kind in ("text", "mixed")]
    for position in textual:
        if says_symbol(dialect.header[position]):
            return position
    if len(textual) > 1:  # a column of symbols beside one of ids, whatever its label
        shares = {position: symbol_share(_cells(dialect, position)) for position in textual}
        best = max(textual, key=lambda position: shares[position])
        if shares[best] >= MOSTLY_SYMBOLS:
            return best
    for announces in (says_gene, says_sample):
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


def _read_frame(dialect: Dialect, columns: TableColumns) -> pd.DataFrame:
    if dialect.thousands:
        return ungrouped(parse(dialect), dialect, columns.values)
    try:
        return parse(dialect, columns.values)
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
    others, source = 0, dialect.source
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
    label="CSV, TSV (also .gz)",
    title="text separated by commas, tabs, semicolons or spaces (CSV, TSV)",
    extensions=(".csv", ".tsv", ".txt", ".tab", ".csv.gz", ".tsv.gz", ".txt.gz"),
    carries="scores, annotation, gene lists",
    recognise=lambda source: source.is_text,
    read=read_delimited,
    frame=read_text_frame,
    glance=glance_at_text,
    turn=160,
)
