"""The layout of the GDSC release: GENE_SYMBOLS, GENE_title, then one DATA.<COSMIC id> column per cell line."""

from __future__ import annotations

import re
from dataclasses import replace

from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.delimited import read_delimited, read_text_frame
from compute.read.source import Source
from compute.read.table import RawTable

_COLUMN = re.compile(r"DATA\.(\d+(\.\d+)?)")
_NAMES = "GENE_SYMBOLS"


def in_gdsc_layout(table: RawTable) -> bool:
    """Also of tables that came in another container (Parquet)."""
    return table.row_label.strip().upper() == _NAMES and all(map(_COLUMN.fullmatch, table.columns))


def named_by_cosmic(table: RawTable) -> RawTable:
    """Name the cell lines by their COSMIC ids. A line measured twice keeps its ".1" and is said."""
    names = [_COLUMN.sub(r"\1", column) for column in table.columns]
    repeats = [name for name in names if "." in name]
    notes = [Message("Samples are named by COSMIC id (the DATA. before it is left out).", severity="note")]
    if repeats:
        notes.append(
            Message(
                "{n_repeats} cell lines are repeat measurements, kept apart: {repeats}.",
                n_repeats=len(repeats),
                repeats=repeats[:10],
                severity="note",
            )
        )
    return replace(
        table,
        columns=names,
        format=Message("GDSC release layout, {format}", format=table.format),
        usual="genes-in-rows",
        notes=(*table.notes, *notes),
    )


def read_gdsc(source: Source) -> RawTable:
    """A text table; that its columns are named by COSMIC id is seen to for every container."""
    return read_delimited(source)


FORMAT = Format(
    name="gdsc",
    label="GDSC release",
    title="GDSC release file",
    extensions=(".txt",),
    carries="expression only",
    recognise=lambda source: (
        source.is_text and source.head.lstrip(b"\xef\xbb\xbf").startswith(_NAMES.encode()) and b"DATA." in source.head
    ),
    read=read_gdsc,
    frame=read_text_frame,
    turn=120,
)
