"""The .h5 file of 10x Genomics' Cell Ranger: cells × genes, sparse, with the names of both."""

from __future__ import annotations

from typing import Any

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.hdf5 import from_sparse, has, is_hdf5, opened, texts_of
from compute.read.source import Source
from compute.read.table import RawTable

_LEGACY = ("data", "indices", "indptr", "shape", "barcodes", "genes")


def read_tenx(source: Source) -> RawTable:
    """Gene expression only: features of other kinds (antibodies, guides) are left out and said."""
    with opened(source) as file:
        group = file["matrix"] if "matrix" in file else file[_genome(source)]
        cells = texts_of(group["barcodes"], source)
        features = group.get("features", group)
        symbols = texts_of(features["name" if "name" in features else "gene_names"], source)
        kinds = texts_of(features["feature_type"], source) if "feature_type" in features else []
        shape = tuple(int(number) for number in group["shape"][:])
        if shape != (len(symbols), len(cells)):
            raise UserError(
                "{source} has a matrix of another shape than its names; the file is damaged.", source=source.name
            )
        values = from_sparse(group["data"], group["indices"], group["indptr"], (len(cells), len(symbols)), source)
    return named_cells(values, cells, symbols, kinds, "10x Genomics (.h5)")


def named_cells(values: Any, cells: list[str], symbols: list[str], kinds: list[str], title: str) -> RawTable:
    """Cells × genes of Cell Ranger, the features that are genes."""
    notes: tuple[Message, ...] = ()
    if kinds and len(kinds) == len(symbols):
        genes = np.array([kind == "Gene Expression" for kind in kinds], dtype=np.bool_)
        if genes.any() and not genes.all():
            others = sorted({kind for kind, gene in zip(kinds, genes, strict=True) if not gene})
            notes = (
                Message(
                    "{count:,} rows or columns that are not genes were left out: {kinds}.",
                    count=(~genes).sum(),
                    kinds=others,
                    severity="note",
                ),
            )
            values = values[:, genes]
            symbols = [symbol for symbol, gene in zip(symbols, genes, strict=True) if gene]
    return RawTable(
        values=values,
        rows=cells,
        columns=symbols,
        row_label="barcode",
        format=title,
        usual="samples-in-rows",
        notes=notes,
        first_row=1,
        first_column=1,
    )


def _genome(source: Source) -> str:
    """The one group of a Cell Ranger 2 file, named after the genome."""
    import h5py

    with h5py.File(source.path, "r") as file:
        for name in file:
            link = file.get(name, getlink=True)
            group = file[name] if isinstance(link, h5py.HardLink) else None
            if isinstance(group, h5py.Group) and all(part in group for part in _LEGACY):
                return str(name)
    return ""


FORMAT = Format(
    name="10x-h5",
    label="10x .h5",
    title="10x Genomics (.h5)",
    extensions=(".h5",),
    carries="expression only",
    recognise=lambda source: (
        has(source, "matrix/barcodes", "matrix/indptr") or (is_hdf5(source) and bool(_legacy(source)))
    ),
    read=read_tenx,
    turn=40,
)


def _legacy(source: Source) -> str:
    try:
        return _genome(source)
    except (OSError, RuntimeError, KeyError, ValueError):
        return ""
