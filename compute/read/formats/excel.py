"""Workbooks (.xlsx, .xls, .ods): one sheet, read as the text table it would be if it were saved as CSV."""

from __future__ import annotations

import csv
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format, Glance
from compute.read.formats.delimited import glance_at_text, read_delimited, read_text_frame
from compute.read.limits import limits
from compute.read.source import Source, find_source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_excel(source: Source) -> RawTable:
    """The sheet that ``source.part`` names, else the largest table of those that are not hidden (the first of equals);
    which it was is noted."""
    with _as_text(source) as (text, notes):
        table = read_delimited(text)
    return replace(table, format="Excel", notes=(*notes, *table.notes))


def sheets(source: Source) -> list[str]:
    """Names of the sheets."""
    from python_calamine import CalamineWorkbook

    _require_room(source)
    with source.guarded(), CalamineWorkbook.from_path(str(source.path)) as workbook:
        return list(workbook.sheet_names)


def excel_frame(source: Source) -> pd.DataFrame:
    """The sheet as a table of samples or genes, or as the one column of a list."""
    import pandas as pd

    with _as_text(source) as (text, _):
        lines = list(text.lines())
        if not any("\t" in line for line in lines):
            label, *cells = [line.strip() for line in lines if line.strip()]
            return pd.DataFrame({label: cells})
        return read_text_frame(text)


def sheet_chosen(source: Source) -> tuple[Message, ...]:
    """Which sheet is read, where there are several."""
    with _as_text(source) as (_, notes):
        return notes


def glance_at_excel(source: Source) -> Glance:
    with _as_text(source) as (text, _):
        return glance_at_text(text)


@contextmanager
def _as_text(source: Source) -> Iterator[tuple[Source, tuple[Message, ...]]]:
    """The chosen sheet as a file of text; rows and columns are those of the sheet."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    _require_room(source)
    with source.guarded(), CalamineWorkbook.from_path(str(source.path)) as workbook:
        names = list(workbook.sheet_names)
        shown = [one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        wanted = chosen = _choose(names, source)
        rows: list[list[Any]] = []
        for name in [wanted] if wanted else shown or names:
            sheet = workbook.get_sheet_by_name(name)
            limits().require(source.name, sheet.total_height, sheet.total_width)
            found = sheet.to_python(skip_empty_area=False)
            if wanted or _cells(found) > _cells(rows):
                chosen, rows = name, found
    rows = _without_margin(rows)
    if not chosen or len(rows) < 2:
        raise UserError(
            "{source} has no sheet with a table; a header row and rows below it are needed.", source=source.name
        )
    others = [name for name in names if name != chosen]
    notes = (
        (
            Message(
                "The sheet {chosen!r} was read; the others are {others} (--sheet NAME, or FILE#NAME).",
                chosen=chosen,
                others=others,
                severity="note",
            ),
        )
        if others
        else ()
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, delimiter="\t")
            writer.writerows([_cell(cell) for cell in row] for row in rows)
        inner = find_source(path, source.name)
        yield replace(inner, checksum=source.checksum), notes


def _cells(rows: list[list[Any]]) -> tuple[int, int]:
    """How large a table is; a list of one column comes after every table."""
    if len(rows) < 2:
        return 0, 0
    return (len(rows) * len(rows[0]) if len(rows[0]) > 1 else 0), len(rows)


def _without_margin(rows: list[list[Any]]) -> list[list[Any]]:
    """Without empty columns before the first."""
    filled = [next((place for place, cell in enumerate(row) if str(cell).strip()), len(row)) for row in rows]
    margin = min(filled, default=0)
    return [row[margin:] for row in rows] if margin else rows


def _choose(names: list[str], source: Source) -> str:
    if not source.part:
        return ""
    by_fold = {name.casefold(): name for name in names}
    if source.part.casefold() not in by_fold:
        raise UserError(
            "{source} has no sheet {part!r}; it has {names}.", source=source.name, part=source.part, names=names
        )
    return by_fold[source.part.casefold()]


def _cell(value: object) -> str:
    """As a spreadsheet's CSV has it; dates in the form that tells them from symbols."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return " ".join(str(value).split("\t")) if isinstance(value, str) else str(value)


def _require_room(source: Source) -> None:
    """A workbook is a zip file: what it unpacks to stands in its directory."""
    if not source.head.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(source.path) as archive:
            limits().require_bytes(source.name, sum(entry.file_size for entry in archive.infolist()))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(
            "{source} is a damaged workbook ({error}); save it again.", source=source.name, error=str(error)
        ) from error


def is_workbook(source: Source) -> bool:
    """Whether a file is a workbook: told by its parts, since .xlsx and .ods are zip files."""
    if source.compressed:
        return False
    if source.head.startswith(_OLE):
        return True
    if not source.head.startswith(_ZIP):
        return False
    if _ODS in source.head[:200]:
        return True
    try:
        with zipfile.ZipFile(source.path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


FORMAT = Format(
    name="excel",
    label="Excel",
    title="Excel or OpenDocument workbook (.xlsx, .xls, .ods), one sheet",
    extensions=(".xlsx", ".xls", ".ods", ".xlsm", ".xlsb"),
    carries="scores, annotation, gene lists",
    recognise=is_workbook,
    read=read_excel,
    frame=excel_frame,
    glance=glance_at_excel,
    parts=sheets,
    chosen=sheet_chosen,
    turn=60,
)
