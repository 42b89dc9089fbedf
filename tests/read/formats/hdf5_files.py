"""Small HDF5 files of known content, in every format of it that is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

SAMPLES, GENES = [f"S{place}" for place in range(4)], ["CDH1", "VIM", "ZEB1", "FN1", "EPCAM"]
VALUES = np.random.default_rng(1).normal(7, 2, (4, 5)).round(3)


def _named(file: h5py.File, group: str, names: list[str]) -> None:
    file[f"{group}/_index"] = np.array(names, dtype=h5py.string_dtype())
    file[f"{group}/age"] = np.arange(len(names))
    file[f"{group}/age"].attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
    order = np.array(["age"], dtype=h5py.string_dtype())
    about = {"encoding-type": "dataframe", "encoding-version": "0.2.0", "_index": "_index", "column-order": order}
    file[group].attrs.update(about)


def _dense(file: h5py.File, path: str, values: Any = VALUES) -> None:
    file[path] = values
    file[path].attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})


def _sparse(file: h5py.File, path: str, kind: str, values: Any = VALUES) -> None:
    """All cells, none left out, by rows (csr) or by columns (csc)."""
    along = values if kind == "csr" else values.T
    file[f"{path}/data"] = along.ravel()
    file[f"{path}/indices"] = np.tile(np.arange(along.shape[1], dtype=np.int32), along.shape[0])
    file[f"{path}/indptr"] = np.arange(along.shape[0] + 1, dtype=np.int32) * along.shape[1]
    file[path].attrs.update({"encoding-type": f"{kind}_matrix", "encoding-version": "0.1.0", "shape": values.shape})


def _anndata(matrix: Callable[[h5py.File], None]) -> Callable[[h5py.File], None]:
    def fill(file: h5py.File) -> None:
        _named(file, "obs", SAMPLES)
        _named(file, "var", GENES)
        matrix(file)

    return fill


def _raw(file: h5py.File) -> None:
    _named(file, "raw/var", GENES)
    _sparse(file, "raw/X", "csr")


def _loom(file: h5py.File) -> None:
    file["matrix"] = VALUES.T
    file["row_attrs/Gene"] = np.array(GENES, dtype="S")
    file["col_attrs/CellID"] = np.array(SAMPLES, dtype="S")
    file["col_attrs/age"] = np.arange(4)


def _tenx(group: str) -> Callable[[h5py.File], None]:
    def fill(file: h5py.File) -> None:
        _sparse(file, group, "csr")
        file[f"{group}/shape"] = [5, 4]
        file[f"{group}/barcodes"] = np.array(SAMPLES, dtype="S")
        names = f"{group}/features/name" if group == "matrix" else f"{group}/gene_names"
        file[names] = np.array(GENES, dtype="S")
        if group != "matrix":
            file[f"{group}/genes"] = np.array(GENES, dtype="S")

    return fill


FORMATS: dict[str, tuple[str, str, Callable[[h5py.File], None]]] = {
    "X, dense": ("h5ad", "X", _anndata(lambda file: _dense(file, "X"))),
    "X, by rows": ("h5ad", "X", _anndata(lambda file: _sparse(file, "X", "csr"))),
    "X, by columns": ("h5ad", "X", _anndata(lambda file: _sparse(file, "X", "csc"))),
    "a layer": ("h5ad", "layers/one", _anndata(lambda file: _dense(file, "layers/one"))),
    "raw": ("h5ad", "raw/X", _anndata(_raw)),
    "loom": ("loom", "matrix", _loom),
    "10x": ("10x-h5", "matrix", _tenx("matrix")),
    "10x, of old": ("10x-h5", "GRCh38", _tenx("GRCh38")),
}
SPARSE = [name for name in FORMATS if name not in ("X, dense", "a layer", "loom")]
DENSE = [name for name in FORMATS if name not in SPARSE]


def write(path: Path, name: str) -> Path:
    """A sound file."""
    with h5py.File(path, "w") as file:
        FORMATS[name][2](file)
    return path


def datasets(path: Path) -> list[str]:
    found: list[str] = []
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, thing: found.append(name) if isinstance(thing, h5py.Dataset) else None)
    return found
