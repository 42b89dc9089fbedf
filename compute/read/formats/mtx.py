"""Matrix Market (.mtx) of Cell Ranger or STARsolo, with the names of genes and cells in files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.read.formats.base import Format
from compute.read.formats.tenx import named_cells
from compute.read.limits import limits
from compute.read.source import Source, find_source
from compute.read.table import RawTable

_GENES = ("features.tsv", "genes.tsv")
_CELLS = ("barcodes.tsv",)
_MARK = "%%MatrixMarket"
_AT_ONCE = 1_000_000
"""Entries."""


def read_mtx(source: Source) -> RawTable:
    """The matrix, genes × cells, with ``features.tsv`` (or ``genes.tsv``) and ``barcodes.tsv`` of the same folder.

    :class:`UserError` where one of them is missing, an entry lies outside the matrix or is no number.
    """
    genes = _beside(source, _GENES)
    cells = [fields[0] for fields in _beside(source, _CELLS)]
    lines = source.lines(limits().bytes)
    head = next(lines).split()
    kinds_of_values = ("real", "integer", "pattern")
    if len(head) < 5 or head[1:3] != ["matrix", "coordinate"] or head[3] not in kinds_of_values or head[4] != "general":
        raise UserError(
            "{source} is not a sparse matrix of real numbers (MatrixMarket coordinate); write it so.",
            source=source.name,
        )
    size = next((line for line in lines if line.strip() and not line.startswith("%")), "").split()
    if len(size) != 3 or not all(part.isascii() and part.isdigit() for part in size):
        raise UserError("{source} does not say its size after its comments; fetch it again.", source=source.name)
    rows, columns, entries = (int(part) for part in size)
    if (rows, columns) != (len(genes), len(cells)):
        raise UserError(
            "{source} is a matrix of {rows:,} × {columns:,}, and the files beside it name "
            "{n_genes:,} genes and {n_cells:,} cells; put the files of one run into one folder.",
            source=source.name,
            rows=rows,
            columns=columns,
            n_genes=len(genes),
            n_cells=len(cells),
        )
    limits().require(source.name, columns, rows)
    if entries > rows * columns:
        raise UserError(
            "{source} declares {entries:,} entries, more than it has cells; get it again.",
            source=source.name,
            entries=entries,
        )
    values = np.zeros((columns, rows))
    read, inside = 0, True
    with source.guarded():
        for some in _entries(lines, 2 if head[3] == "pattern" else 3):
            places = some[:, :2] - 1
            read += len(some)
            inside = bool(np.all((places == np.floor(places)) & (places >= 0) & (places < (rows, columns))))
            if read > entries or not inside:
                break
            gene, cell = places.astype(np.int64).T
            np.add.at(values, (cell, gene), some[:, 2] if some.shape[1] > 2 else 1.0)
    if read != entries or not inside:
        raise UserError(
            "{source} does not hold the {entries:,} entries that it declares, or one of them lies outside the matrix; "
            "get it again.",
            source=source.name,
            entries=entries,
        )
    symbols = [fields[1] if len(fields) > 1 and fields[1] else fields[0] for fields in genes]
    kinds = [fields[2] if len(fields) > 2 else "" for fields in genes]
    return named_cells(values, cells, symbols, kinds if all(kinds) else [], "10x Genomics (matrix.mtx)")


def _entries(lines: Iterator[str], columns: int) -> Iterator[NDArray[np.float64]]:
    """Row, column (from 1) and, of three columns, value: some entries at a time.

    Read here, since SciPy's reader takes ``8r`` for 8, and runs out of its memory at a blank that ends the file.
    """
    present = (line for line in lines if not line.isspace())
    while some := list(islice(present, _AT_ONCE)):
        found = np.loadtxt(some, np.float64, comments=None, ndmin=2)
        if found.shape[1] != columns:
            raise ValueError(f"{found.shape[1]} columns where {columns} are expected")
        yield found


def _beside(source: Source, usual: tuple[str, ...]) -> list[list[str]]:
    """The lines of a file of names in the folder of the matrix, which may share a prefix with it."""
    folder, name = source.path.parent, source.path.name
    stem = name.removesuffix(".gz").removesuffix(".mtx")
    prefix = stem.removesuffix("matrix")
    wanted = [f"{prefix}{other}{ending}" for other in usual for ending in ("", ".gz")]
    found = next((path for other in wanted if (path := folder / other).is_file()), None)
    if found is None:
        raise UserError(
            "{source} is a matrix without names; put {names:or} beside it, or use the .h5 or .h5ad file.",
            source=source.name,
            names=[f"{prefix}{other}" for other in usual],
        )
    lines = find_source(found, Path(found).name).lines()
    return [line.rstrip("\r\n").split("\t") for line in lines if line.strip()]


FORMAT = Format(
    name="mtx",
    label="10x .mtx",
    title="10x Genomics matrix (matrix.mtx with features.tsv and barcodes.tsv)",
    extensions=(".mtx", ".mtx.gz"),
    carries="expression only",
    recognise=lambda source: source.is_text and source.head.startswith(_MARK.encode()),
    read=read_mtx,
    turn=80,
)
