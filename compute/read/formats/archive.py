"""A zip file with one table in it (or a 10x matrix with its names)."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format, Glance
from compute.read.limits import limits
from compute.read.source import Source, find_source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_MATRIX = (".mtx", ".mtx.gz")
_HIDDEN = ("__MACOSX/", ".")
_BESIDE = re.compile(
    r"(.*/)?((readme|licen[cs]e|manifest|changelog)[^/]*|[^/]+\.(md|pdf|html?|docx?|rtf|png|jpe?g))", re.IGNORECASE
)
"""What lies beside a table and is none."""
_PIECE = 1 << 20


def read_archive(source: Source) -> RawTable:
    """The table inside, whatever its format; several tables are refused by name."""
    with _unpacked(source) as inner:
        table = _format_of(inner).read(inner)
    return replace(table, format=Message("{format} (zip)", format=table.format))


def tables_in(source: Source) -> list[str]:
    """Names of the files that may be tables."""
    if not zipfile.is_zipfile(source.path):
        return []
    with source.guarded(), zipfile.ZipFile(source.path) as archive:
        files = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    tables = [name for name in files if not name.startswith(_HIDDEN) and not _BESIDE.fullmatch(name)]
    return [] if any(name.lower().endswith(_MATRIX) for name in tables) else tables


def archive_frame(source: Source) -> pd.DataFrame:
    """The table inside as one of samples or genes."""
    with _unpacked(source) as inner:
        found = _format_of(inner)
        if found.frame is None:
            raise UserError(
                "{name} is an expression table ({title}); a table of samples is needed here.",
                name=inner.name,
                title=found.title,
            )
        return found.frame(inner)


def glance_at_archive(source: Source) -> Glance:
    with _unpacked(source) as inner:
        found = _format_of(inner)
        return Glance((), (), (), ()) if found.glance is None else found.glance(inner)


def _format_of(source: Source) -> Format:
    from compute.read.formats import format_of

    found = format_of(source)
    if found is FORMAT:
        raise UserError("{source} is a zip file within a zip file; unpack it first.", source=source.name)
    return found


@contextmanager
def _unpacked(source: Source) -> Iterator[Source]:
    """The one table of an archive, unpacked beside what belongs to it, no further than the budget goes."""
    if not zipfile.is_zipfile(source.path):
        raise UserError(
            "{source} is a workbook or an archive that is damaged; save or fetch it again.", source=source.name
        )
    with source.guarded(), zipfile.ZipFile(source.path) as archive, tempfile.TemporaryDirectory() as folder:
        files = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith(_HIDDEN)]
        tables = [entry for entry in files if entry.filename.lower().endswith(_MATRIX)]
        tables = tables or [entry for entry in files if not _BESIDE.fullmatch(entry.filename)]
        if source.part:
            tables = [entry for entry in files if source.part in (entry.filename, PurePosixPath(entry.filename).name)]
        if len(tables) != 1:
            raise UserError(
                "{source} is an archive that holds {listed}, not one table; unpack the one you mean, or name it with "
                "--sheet.",
                source=source.name,
                listed=[entry.filename for entry in files] or "nothing",
            )
        chosen = tables[0]
        of_a_matrix = chosen.filename.lower().endswith(_MATRIX)
        wanted = [
            entry for entry in files if PurePosixPath(entry.filename).parent == PurePosixPath(chosen.filename).parent
        ]
        written = 0
        for number, entry in enumerate(wanted if of_a_matrix else [chosen]):
            # The names are the archive's own: a file here is called by the last part of its name, or by a number.
            name = PurePosixPath(entry.filename).name if of_a_matrix else f"table{number}"
            path = Path(folder) / (
                name if name.replace("\\", "/") == name and name not in ("", ".", "..") else str(number)
            )
            with archive.open(entry) as packed, path.open("wb") as target:
                while piece := packed.read(_PIECE):
                    written += len(piece)
                    limits().require_bytes(source.name, written)
                    target.write(piece)
            if entry is chosen:
                table = path
        inner = find_source(table, f"{source.name} ({PurePosixPath(chosen.filename).name[:80]})")
        yield replace(inner, checksum=source.checksum)


FORMAT = Format(
    name="zip",
    label="zip",
    title="zip file with one table",
    extensions=(".zip",),
    carries="what the table inside carries",
    recognise=lambda source: source.head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not source.compressed,
    read=read_archive,
    frame=archive_frame,
    glance=glance_at_archive,
    parts=tables_in,
    turn=70,
)
