"""The layout of the GDSC release: GENE_SYMBOLS, GENE_title, then one DATA.<COSMIC id> column per cell line."""

from __future__ import annotations

import re
from dataclasses import replace

from compute.read.table import RawTable

_COLUMN = re.compile(r"DATA\.(\d+(\.\d+)?)")


def in_gdsc_layout(table: RawTable) -> bool:
    return table.row_label.strip().upper() == "GENE_SYMBOLS" and all(map(_COLUMN.fullmatch, table.columns))


def read_gdsc_layout(table: RawTable) -> RawTable:
    """Name the cell lines by their COSMIC ids. A line measured twice keeps its ".1" and is said."""
    names = [_COLUMN.sub(r"\1", column) for column in table.columns]
    repeats = [name for name in names if "." in name]
    notes = ["Samples are named by COSMIC id (the DATA. before it is left out)."]
    if repeats:
        notes.append(f"{len(repeats)} cell lines are repeat measurements, kept apart: {', '.join(repeats[:10])}.")
    return replace(
        table,
        columns=names,
        format=f"GDSC release layout, {table.format}",
        usual="genes-in-rows",
        notes=(*table.notes, *notes),
    )
