"""AnnData files (.h5ad) into a :class:`RawTable`: ``X``, the names of observations and variables, no more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.read.labels import is_ensembl, says_symbol
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd


def read_h5ad(source: Source) -> RawTable:
    """Layers, embeddings and the rest of the file are not loaded. Sparse ``X`` is made dense.

    Where the variables are named by Ensembl ids and ``var`` has a column of symbols, the symbols are taken.
    """
    import h5py
    from anndata.io import read_elem

    try:
        with h5py.File(source.path, "r") as file:
            _require_anndata(file, source)
            obs: pd.DataFrame = read_elem(file["obs"])
            var: pd.DataFrame = read_elem(file["var"])
            _require_room(len(obs) * len(var), source)
            values = _dense(read_elem(file["X"]))
    except (OSError, KeyError, ValueError, TypeError, RuntimeError) as error:
        raise source.unreadable(error) from error
    genes, notes = _gene_names(var)
    return RawTable(
        values=values,
        rows=[str(name) for name in obs.index],
        columns=genes,
        row_label=str(obs.index.name or ""),
        format="AnnData (.h5ad), matrix X",
        usual="samples-in-rows",
        notes=notes,
        first_row=1,
        first_column=1,
    )


def _require_anndata(file: Any, source: Source) -> None:
    missing = [part for part in ("X", "obs", "var") if part not in file]
    if missing:
        raise UserError(
            "{source} is an HDF5 file without {missing}, so not an AnnData file with a matrix X; write it with "
            "anndata's write_h5ad.",
            source=source.name,
            missing=missing,
        )
    if "encoding-type" not in file["obs"].attrs or "encoding-type" not in file["var"].attrs:
        raise UserError(
            "{source} was written by an anndata older than 0.7; open it with a current anndata and write it again.",
            source=source.name,
        )


def _require_room(cells: int, source: Source) -> None:
    need = 8 * cells
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if need > memory:
        raise UserError(
            "{source} needs {need:,.0f} GiB as a full table and this machine has {memory:,.0f}; select fewer "
            "cells or genes and write it again.",
            source=source.name,
            need=need / 2**30,
            memory=memory / 2**30,
        )


def _dense(matrix: Any) -> NDArray[np.float64]:
    if hasattr(matrix, "toarray"):
        matrix = matrix.toarray()
    return np.asarray(matrix, dtype=np.float64)


def _gene_names(var: pd.DataFrame) -> tuple[list[str], tuple[str, ...]]:
    names = [str(name) for name in var.index]
    if sum(map(is_ensembl, names)) * 2 <= len(names):
        return names, ()
    for column in var.columns:
        if says_symbol(str(column)) or str(column) == "feature_name":
            taken = f"Variables are named by Ensembl ids; their symbols were taken from var column {column!r}."
            return ["" if symbol != symbol else str(symbol) for symbol in var[column]], (taken,)
    return names, ()
