"""GEO series matrix: lines about the series and its samples, then the table between two marks."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.delimited import read_delimited
from compute.read.frame import typed
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd

BEGIN, END = "!series_matrix_table_begin", "!series_matrix_table_end"
_NAMES = "geo_accession"
_PAIR = re.compile(r"\s*([^:]{1,60}):\s*(.*)")
_ADMINISTRATIVE = re.compile(
    r"(contact|supplementary|data_processing|data_row_count|status|submission|last_update|channel_count|relation|"
    r"taxid|.*protocol|label_|hyb_|scan_|extract_|growth_)"
)


def read_geo_series(source: Source) -> RawTable:
    """The table between its marks; ``!Sample_…`` lines become annotation. :class:`UserError` where there is none."""
    first, last, about = _walk(source)
    table = read_delimited(source.between(first, last))
    annotation = _annotation(about)
    return replace(
        table,
        format=source.packed(Message("GEO series matrix")),
        usual="genes-in-rows",
        annotation=annotation if annotation is not None and annotation.shape[1] else None,
    )


def geo_frame(source: Source) -> pd.DataFrame:
    """What the file says of its samples, their accessions first."""
    annotation = _annotation(_walk(source)[2])
    if annotation is None:
        raise UserError("{source} has no sample annotation (no !Sample_geo_accession line).", source=source.name)
    return annotation.reset_index(names="sample")


def _walk(source: Source) -> tuple[int, int, list[list[str]]]:
    """The lines after which and before which the table stands, and the fields of those about samples."""
    first = last = 0
    about: list[str] = []
    for number, line in enumerate(source.lines(), start=1):
        if line.startswith("!Sample_") and not first:
            about.append(line)
        elif line.strip().lower() == BEGIN:
            first = number
        elif first and line.strip().lower() == END:
            last = number - 1
            break
    if not first:
        raise UserError(
            "{source} is a GEO series matrix without its table; the values of this series may lie in "
            "its supplementary files, so fetch those.",
            source=source.name,
        )
    if not last:
        raise UserError(
            "{source} is a GEO series matrix that ends within its table; fetch it again.", source=source.name
        )
    if last - first < 2:
        raise UserError(
            "{source} is a GEO series matrix with an empty table; the values of this series lie in "
            "its supplementary files, so fetch those.",
            source=source.name,
        )
    return first, last, list(csv.reader(about, delimiter="\t"))


def _annotation(about: list[list[str]]) -> pd.DataFrame | None:
    """One column for every kind of line that is about the samples; of "tissue: lung" the part before the colon names
    it. Lines about laboratories and protocols that say the same of every sample are left out.
    """
    import pandas as pd

    names: list[str] = []
    columns: dict[str, list[str]] = {}
    for key, *cells in about:
        label = key.removeprefix("!Sample_")
        if label == _NAMES:
            names = cells
            continue
        if _ADMINISTRATIVE.match(label) and len(set(cells)) < 2:
            continue
        pairs = [_PAIR.fullmatch(cell) for cell in cells]
        named = {pair[1].strip() for pair in pairs if pair}
        if (
            label.startswith("characteristics")
            and len(named) == 1
            and all(p or not c for p, c in zip(pairs, cells, strict=True))
        ):
            label, cells = named.pop(), [pair[2].strip() if pair else "" for pair in pairs]
        unique, number = label, 2
        while unique in columns:
            unique, number = f"{label} {number}", number + 1
        columns[unique] = cells
    if not names:
        return None
    whole = {label: typed(cells) for label, cells in columns.items() if len(cells) == len(names)}
    return pd.DataFrame(whole, index=range(len(names))).set_axis(names, axis=0)


FORMAT = Format(
    name="geo-series-matrix",
    label="GEO series matrix",
    title="GEO series matrix",
    extensions=("_series_matrix.txt.gz", "_series_matrix.txt"),
    carries="annotation of samples",
    recognise=lambda source: (
        source.is_text
        and (
            source.head.startswith((b"!Series_", b"!Sample_", b"\xef\xbb\xbf!Series_"))
            or b"\n" + BEGIN.encode() in source.head
        )
    ),
    read=read_geo_series,
    frame=geo_frame,
    turn=100,
)
