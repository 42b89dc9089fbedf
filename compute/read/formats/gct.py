"""GCT, the Broad Institute's text format: 1.2 with a description of each gene, 1.3 with annotation of both axes."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.read.formats.base import Format
from compute.read.formats.delimited import read_delimited
from compute.read.frame import typed
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_HEADER = 2
"""Lines before the header: the version, and how many rows and columns there are."""
MOST_ANNOTATION = 10_000


def read_gct(source: Source) -> RawTable:
    """Genes by the column that holds symbols (id, Name, Description or one of 1.3's); the others are set aside.

    The rows of 1.3 that describe the samples become their annotation. :class:`UserError` where the table has another
    size than it says.
    """
    version, rows, columns, of_genes, of_samples = _size(source)
    # Spreadsheets pad the first two lines with tabs; the table itself begins at the third.
    table = read_delimited(source.between(_HEADER, dropped=of_samples), leading=1 + of_genes)
    if (len(table.values), len(table.columns)) != (rows, columns):
        raise UserError(
            "{source} declares {rows:,} rows × {columns:,} columns but has {n_rows:,} × {n_columns:,}; it is "
            "incomplete, so get it again.",
            source=source.name,
            rows=rows,
            columns=columns,
            n_rows=len(table.values),
            n_columns=len(table.columns),
        )
    return replace(
        table,
        format=source.packed(f"GCT {version}"),
        usual="genes-in-rows",
        annotation=_annotation(source, of_genes, of_samples),
    )


def gct_frame(source: Source) -> pd.DataFrame:
    """What a GCT 1.3 says of its samples, their names first."""
    _, _, _, of_genes, of_samples = _size(source)
    annotation = _annotation(source, of_genes, of_samples)
    if annotation is None:
        raise UserError("{source} has no sample annotation (GCT without metadata).", source=source.name)
    return annotation.reset_index(names="sample")


def _size(source: Source) -> tuple[str, int, int, int, int]:
    """Version, rows, columns, columns that describe genes beside their id, rows that describe samples."""
    first, second = [*islice(source.lines(), _HEADER), "", ""][:_HEADER]
    version = first.strip().lstrip("#").split()[0].split(",")[0]
    numbers = [part for part in second.replace(",", "\t").split() if part.isascii() and part.isdigit()]
    if version not in ("1.2", "1.3") or len(numbers) < (4 if version == "1.3" else 2):
        raise UserError(
            "{source} is a GCT file of version {version!r} without its size in line 2; 1.2 and 1.3 are read.",
            source=source.name,
            version=version,
        )
    counts = [int(number) for number in numbers]
    of_genes, of_samples = (counts[2], counts[3]) if version == "1.3" else (1, 0)
    if max(of_genes, of_samples) > MOST_ANNOTATION:
        raise UserError(
            "{source} says it has {count:,} rows or columns of annotation; check its line 2.",
            source=source.name,
            count=max(of_genes, of_samples),
        )
    return version, counts[0], counts[1], of_genes, of_samples


def _annotation(source: Source, of_genes: int, of_samples: int) -> pd.DataFrame | None:
    import pandas as pd

    if not of_samples:
        return None
    lines = islice(source.lines(), _HEADER, _HEADER + 1 + of_samples)
    header, *rows = csv.reader(lines, delimiter="\t")
    samples = [label.strip() for label in header[1 + of_genes :]]
    columns = {}
    for row in rows:
        cells = [*row[1 + of_genes :], *[""] * len(samples)][: len(samples)]
        columns[row[0].strip() if row else ""] = typed(cells)
    return pd.DataFrame(columns).set_axis(samples, axis=0)


FORMAT = Format(
    name="gct",
    label="GCT",
    title="GCT (1.2, 1.3)",
    extensions=(".gct", ".gct.gz"),
    carries="annotation of samples (1.3)",
    recognise=lambda source: source.is_text and source.head.lstrip(b"\xef\xbb\xbf").startswith(b"#1."),
    read=read_gct,
    frame=gct_frame,
    turn=90,
)
