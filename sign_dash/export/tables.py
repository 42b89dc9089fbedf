"""Tables as files: what the browser reports of a table on screen, and a model's own tables; CSV and XLSX.

Numbers stay numbers. A text that a spreadsheet would take for a formula (it begins with = + - @) is written as text: in
XLSX as a text cell, in CSV behind an apostrophe, which spreadsheets hide.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compute.components import Side
from compute.errors import UserError
from compute.write import study_origin
from sign_dash.export import words
from sign_dash.pages.components.explained import Explained

if TYPE_CHECKING:
    from compute.study import Study

Cell = str | float | int | bool | None
_FORMULA: Final = re.compile(r"^[\s]*[=+\-@]|^[\t\r]")
WIDEST: Final = 48
"""Letters of the widest column of a sheet."""


@dataclass(frozen=True)
class ExportTable:
    """name: what the table is, in one line. notes: more to be said of it, e.g. how it was filtered."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def read_table(reported: Mapping[str, Any]) -> ExportTable:
    """What ``assets/js/exporting`` reports of a table on screen: all columns, the rows as filtered and sorted there."""
    columns = [str(column) or f"column {place + 1}" for place, column in enumerate(reported["columns"])]
    rows = [tuple(_cell(value) for value in row) for row in reported["rows"]]
    if any(len(row) != len(columns) for row in rows):
        raise UserError(
            "The table {table} was sent incompletely; reload the page and export again.", table=reported["name"]
        )
    whole = [_shortest([row[place] for row in rows]) for place in range(len(columns))]
    notes = tuple(str(note) for note in reported.get("notes", ()) if note)
    return ExportTable(str(reported["name"]), tuple(_distinct(columns)), tuple(zip(*whole, strict=True)), notes)


def table_csv(table: ExportTable) -> str:
    """The table with a header, rows ending in a line feed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_harmless(column) for column in table.columns)
    writer.writerows(
        [_harmless(cell) if isinstance(cell, str) else _written(cell) for cell in row] for row in table.rows
    )
    return text.getvalue()


def harmless_csv(text: str) -> str:
    """A CSV text with every cell that is no number and begins like a formula written as text."""
    rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([cell if _is_number(cell) else _harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def table_xlsx(table: ExportTable, study: Study, permalink: str = "") -> bytes:
    """A workbook: the table, and a second sheet that says where it comes from. The same bytes every time."""
    import xlsxwriter  # needed for this alone

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": table.name, "created": _created(study), "author": "SiGN-Dash"})
        bold = book.add_format({"bold": True, "bottom": 1})
        _fill(book.add_worksheet("Table"), table.columns, table.rows, bold)
        sheet = book.add_worksheet("Provenance")
        _fill(sheet, ("about", "value"), tuple(provenance(table, study, permalink)), bold)
    return stream.getvalue()


def provenance(table: ExportTable, study: Study, permalink: str = "") -> list[tuple[str, Cell]]:
    """Where a table comes from, line by line."""
    told: list[tuple[str, Cell]] = [("table", table.name), *(("note", note) for note in table.notes)]
    told += [(name, value) for name, value in study_origin(study).items()]
    if study.simulated:
        told.append(("data", "Simulated data: no real samples"))
    told += [("program", words.program().replace("\u00a0", " "))]
    told += [(f"sha256 of {entry['role']}", entry["sha256"]) for entry in study.info.inputs]
    return [*told, *([("view", permalink)] if permalink else [])]


def _created(study: Study) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(study.info.created)


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Cell]], bold: Any) -> None:
    widths = [len(column) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(line, place, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(line, place, cell)
            elif cell:
                sheet.write_string(line, place, _in_a_cell(cell))
            widths[place] = max(widths[place], len(str(cell if cell is not None else "")))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    if rows and columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _in_a_cell(text: str) -> str:
    """A sheet's cell holds 32,767 letters, and none of those XML has no way to write."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)[:32767]


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    return str(value)


def _shortest(column: list[Cell]) -> list[Cell]:
    """Numbers that were float32 before the browser widened them, in the digits that give them back."""
    numbers = [cell for cell in column if isinstance(cell, float)]
    if not numbers or any(float(np.float32(number)) != number for number in numbers):
        return column
    return [float(str(np.float32(cell))) if isinstance(cell, float) else cell for cell in column]


def _distinct(columns: Sequence[str]) -> Iterable[str]:
    seen: dict[str, int] = {}
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        yield column if seen[column] == 1 else f"{column} {seen[column]}"


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _written(cell: Cell) -> Cell:
    return "" if cell is None else cell


def loadings_table(explained: Explained) -> ExportTable:
    """``side,gene,component,loading``: every gene on every component of its side."""
    sides: tuple[Side, Side] = ("regulator", "target")
    rows = [
        (side, gene, component + 1, float(loading))
        for side in sides
        for gene, loadings in zip(explained.genes[side], explained.loadings[side], strict=True)
        for component, loading in enumerate(loadings)
    ]
    return ExportTable(f"Loadings of the model {explained.name}", ("side", "gene", "component", "loading"), tuple(rows))


def cores_table(explained: Explained, study: Study) -> ExportTable:
    """One row per sample: ``sample,given,predicted,held_out``, then the core, ``core_R_T`` for each pair, and what each
    pair adds to the prediction, ``contribution_R_T``; R and T count regulator and target components from 1."""
    columns: dict[str, Sequence[Cell]] = {
        "sample": study.samples,
        "given": explained.given.tolist(),
        "predicted": explained.predicted.tolist(),
        "held_out": explained.held_out.tolist(),
    }
    for kind, values in (("core", explained.cores), ("contribution", explained.contributions)):
        for u in range(values.shape[1]):
            for v in range(values.shape[2]):
                columns[f"{kind}_{u + 1}_{v + 1}"] = values[:, u, v].tolist()
    rows = tuple(zip(*columns.values(), strict=True))
    return ExportTable(f"Cores and predictions of the model {explained.name}", tuple(columns), rows)
