"""Long tables of expression: a row for every gene and sample (``gene, sample, expression``), turned into a matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.dialect import Dialect, find_dialect
from compute.read.formats.base import Format
from compute.read.formats.delimited import read_text_frame
from compute.read.frame import as_names
from compute.read.labels import plain, says_gene, says_sample
from compute.read.limits import limits
from compute.read.numbers import is_missing, is_number
from compute.read.source import Source
from compute.read.table import RawTable

_VALUES = frozenset([
    "expression", "value", "values", "tpm", "fpkm", "rpkm", "count", "counts", "log2tpm", "logcpm", "cpm", "intensity",
    "zscore", "log2expression", "normalizedcount", "normalizedcounts", "expr", "npx",
])  # fmt: skip
_MOST_COLUMNS = 8
_OLINK_COLUMNS = 40
"""Of a file of Olink, which says more of every row."""


def read_long(source: Source) -> RawTable:
    """:class:`UserError` where a gene has two values in a sample, or no single column of values can be told."""
    import pandas as pd

    dialect = find_dialect(source)
    places = _places(dialect)
    if places is None:
        raise UserError(
            "{source} has no single column each of genes, samples and values; keep one of each.", source=source.name
        )
    frame = read_text_frame(source)
    gene, sample, value = places
    genes, samples = as_names(frame.iloc[:, gene]), as_names(frame.iloc[:, sample])
    numbers = frame.iloc[:, value]
    if not pd.api.types.is_numeric_dtype(numbers.dtype):
        texts = as_names(numbers)
        row = next(row for row, cell in enumerate(texts) if not (is_missing(cell) or is_number(cell, dialect.decimal)))
        raise UserError(
            "{source} has {value!r} in row {row:,}, column {label}, where a number belongs; "
            "correct it, or leave the cell empty.",
            source=source.name,
            value=texts[row],
            row=row + 2 + dialect.source.offset,
            label=str(frame.columns[value]),
        )
    rows, row_of = _numbered(genes)
    columns, column_of = _numbered(samples)
    limits().require(source.name, len(rows), len(columns))
    cells = row_of * len(columns) + column_of
    unique, counts = np.unique(cells, return_counts=True)
    if (counts > 1).any():
        first = int(unique[np.argmax(counts > 1)])
        raise UserError(
            "{source} is a long table with more than one value of {gene} in {sample}; average the repeats or keep one.",
            source=source.name,
            gene=rows[first // len(columns)],
            sample=columns[first % len(columns)],
        )
    values = np.full(len(rows) * len(columns), np.nan)
    values[cells] = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    label = str(frame.columns[value])
    return RawTable(
        values=values.reshape(len(rows), len(columns)),
        rows=rows,
        columns=columns,
        row_label=str(frame.columns[gene]),
        format=source.packed(Message("long table")),
        usual="genes-in-rows",
        notes=(
            *dialect.notes,
            Message(
                "A long table: its {n_rows:,} rows of {label} became a matrix of {n_genes:,} genes × {n_samples:,} "
                "samples ({samples}, …).",
                n_rows=len(frame),
                label=label,
                n_genes=len(rows),
                n_samples=len(columns),
                samples=columns[:3],
                severity="note",
            ),
        ),
        first_column=1,
    )


def _numbered(names: list[str]) -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.intp]]]:
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return list(places), np.array([places[name] for name in names], dtype=np.intp)


def _places(dialect: Dialect) -> tuple[int, int, int] | None:
    """The columns of genes, samples and values; None where the table is not long."""
    labels = dialect.header
    if not 3 <= len(labels) <= _most_columns(labels) or dialect.unlabelled:
        return None
    genes = [place for place, label in enumerate(labels) if _says_gene(label, labels)]
    samples = [place for place, label in enumerate(labels) if says_sample(label)]
    numeric = [place for place in range(len(labels)) if place not in genes + samples and _is_numeric(dialect, place)]
    wanted = {"npx"} if _is_olink(labels) else _VALUES
    values = [place for place in numeric if plain(labels[place]) in wanted] or numeric
    return (genes[0], samples[0], values[0]) if genes and samples and len(values) == 1 else None


def _is_numeric(dialect: Dialect, place: int) -> bool:
    cells = [record[place] for record in dialect.records if place < len(record)]
    present = [cell for cell in cells if not is_missing(cell)]
    return (
        bool(present)
        and all(is_number(cell, dialect.decimal) for cell in present)
        and not all(cell.strip().isalpha() for cell in present)
    )


def _is_olink(labels: Sequence[str]) -> bool:
    return {"npx", "assay"} <= set(map(plain, labels))


def _most_columns(labels: Sequence[str]) -> int:
    return _OLINK_COLUMNS if _is_olink(labels) else _MOST_COLUMNS


def _says_gene(label: str, labels: Sequence[str]) -> bool:
    return says_gene(label) or (plain(label) == "assay" and _is_olink(labels))


def _is_long(source: Source) -> bool:
    if not source.is_text:
        return False
    header = next((line for line in source.first_lines()[:50] if line.strip() and not line.startswith("#")), "")
    labels = [label.strip().strip('"') for label in header.replace(";", "\t").replace(",", "\t").split("\t")]
    if not 3 <= len(labels) <= _most_columns(labels) or not any(map(says_sample, labels)):
        return False
    if not any(_says_gene(label, labels) for label in labels):
        return False
    try:
        return _places(find_dialect(source)) is not None
    except UserError:
        return False


FORMAT = Format(
    name="long",
    label="",
    title="long table (gene, sample, value)",
    extensions=(".csv", ".tsv", ".csv.gz", ".tsv.gz"),
    carries="expression only",
    recognise=_is_long,
    read=read_long,
    turn=150,
)
