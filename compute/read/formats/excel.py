"""Workbooks (.xlsx, .xls, .ods): one sheet, read as the text table it would be if it were saved as CSV."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format, Glance
from compute.read.formats.delimited import glance_at_text, read_delimited, read_text_frame
from compute.read.limits import limits, most_memory
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
    return list(_asked(source, None)["names"])


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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        found = _asked(source, path)
        names, chosen = found["names"], found.get("chosen")
        if chosen is None:
            raise UserError(
                "{source} has no sheet {part!r}; it has {names}.", source=source.name, part=source.part, names=names
            )
        if not chosen or found["lines"] < 2:
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
        inner = find_source(path, source.name)
        yield replace(inner, checksum=source.checksum), notes


def _asked(source: Source, target: Path | None) -> dict[str, Any]:
    """What :func:`compute.read.formats.workbook.answer` says, in its process; :class:`UserError` where there is more
    than is read, or the process ended without a word."""
    _require_room(source)
    most = limits()
    asked = {
        "path": str(source.path),
        "part": source.part,
        "target": None if target is None else str(target),
        "memory": most_memory(),
        **{name: getattr(most, name) for name in ("rows", "columns", "cells", "bytes")},
    }
    # Its libraries are those of this process, wherever they lie; what it says of its end is nobody's.
    places = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).with_name("workbook.py"))],
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=places,
        check=False,
    )
    with source.guarded():
        if done.returncode:
            raise MemoryError
        found: dict[str, Any] = json.loads(done.stdout)
        if "memory" in found:
            raise MemoryError
        if "error" in found:
            raise ValueError(found["error"])
    if "height" in found:
        most.require(source.name, found["height"], found["width"])
    if "bytes" in found:
        most.require_bytes(source.name, found["bytes"])
    return found


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
