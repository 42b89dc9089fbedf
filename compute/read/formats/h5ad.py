"""AnnData files (.h5ad): one of their matrices, the names of observations and variables, and what ``obs`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.attributes import names_of, require_short, text_of
from compute.read.formats.base import Format
from compute.read.formats.hdf5 import has, is_hdf5, left_out, opened, read_values, require_room_of, texts_of
from compute.read.labels import is_ensembl, is_symbol, says_symbol, symbol_share
from compute.read.limits import limits
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import h5py
    import pandas as pd

RAW = "raw"
_HALF = 0.5


def read_h5ad(source: Source) -> RawTable:
    """``X``, or the layer (or ``raw``) that ``source.part`` names; sparse matrices are made full.

    Embeddings and the rest of the file are not loaded. Where the variables are not named by symbols and a column of
    ``var`` holds them, those are taken. Which matrix was taken, and which others there are, is noted. A column of
    ``obs`` that cannot be read is left out and named.
    """
    with opened(source) as file:
        _require_anndata(file, source)
        matrices = _matrices(file)
        chosen = _choose(matrices, source)
        place = RAW if chosen == RAW else ""
        obs, skipped = _read_dataframe(file["obs"], source)
        var, skipped_var = _read_dataframe(file[f"{place}/var" if place else "var"], source)
        path = {"X": "X", RAW: "raw/X"}.get(chosen, f"layers/{chosen}")
        values = read_values(file[path], source, len(obs), len(var))
    genes, notes = _gene_names(var)
    others = [name for name in matrices if name != chosen]
    if others:
        notes = (
            *notes,
            Message(
                "Matrix {chosen} was used; the file also has {others} (choose with --layer NAME).",
                chosen=chosen,
                others=others,
                severity="note",
            ),
        )
    lost = [f"obs {name}" for name in skipped] + [f"var {name}" for name in skipped_var]
    return RawTable(
        values=values,
        rows=[str(name) for name in obs.index],
        columns=genes,
        row_label=str(obs.index.name or ""),
        format=Message("AnnData (.h5ad), matrix {matrix}", matrix=chosen),
        usual="samples-in-rows",
        notes=(*notes, *left_out(lost)),
        first_row=1,
        first_column=1,
        annotation=obs if obs.shape[1] else None,
    )


def h5ad_matrices(source: Source) -> list[str]:
    """The matrices of a file, ``X`` first."""
    with opened(source) as file:
        _require_anndata(file, source)
        return _matrices(file)


def h5ad_frame(source: Source) -> pd.DataFrame:
    """``obs`` as a table of samples: its index, then its columns; those that cannot be read are left out."""
    with opened(source) as file:
        _require_anndata(file, source)
        obs, _ = _read_dataframe(file["obs"], source)
    return obs.reset_index(names=str(obs.index.name or "sample"))


def _require_anndata(file: h5py.File, source: Source) -> None:
    import h5py

    missing = [part for part in ("obs", "var") if part not in file]
    if missing:
        raise UserError(
            "{source} is an HDF5 file without {missing}, so not an AnnData file; write it with anndata's write_h5ad.",
            source=source.name,
            missing=missing,
        )
    if any(
        not isinstance(file[part], h5py.Group) or "encoding-type" not in file[part].attrs for part in ("obs", "var")
    ):
        raise UserError(
            "{source} was written by an anndata older than 0.7; open it with a current anndata and write it again.",
            source=source.name,
        )


def _matrices(file: h5py.File) -> list[str]:
    """Names of the matrices of a file, ``X`` first."""
    found = ["X"] if "X" in file and text_of(file["X"], "encoding-type") != "null" else []
    layers = file.get("layers")
    found += [str(name) for name in layers] if layers is not None else []
    raw = file.get(RAW)
    return found + ([RAW] if raw is not None and "X" in raw and "var" in raw else [])


def _choose(matrices: list[str], source: Source) -> str:
    if source.part:
        by_fold = {name.casefold(): name for name in matrices}
        if source.part in matrices or source.part.casefold() in by_fold:
            return source.part if source.part in matrices else by_fold[source.part.casefold()]
        raise UserError(
            "{source} has no matrix {part!r}; it has {matrices}.",
            source=source.name,
            part=source.part,
            matrices=matrices or "none",
        )
    if not matrices:
        raise UserError(
            "{source} has no matrix (neither X nor layers nor raw); write it with its values.", source=source.name
        )
    if matrices[0] != "X" and len(matrices) > 1:
        raise UserError(
            "{source} has no matrix X but {matrices}; choose one with --layer NAME, for example --layer {first}.",
            source=source.name,
            matrices=matrices,
            first=matrices[0],
        )
    return matrices[0]


def _read_dataframe(group: Any, source: Source) -> tuple[pd.DataFrame, list[str]]:
    """A data frame as anndata writes it, column by column; and the columns that could not be read."""
    import pandas as pd
    from anndata.io import read_elem

    index = text_of(group, "_index", "_index")
    if index not in group:
        raise UserError(
            "{source} does not name its {axis}; write it again with names.",
            source=source.name,
            axis=group.name.strip("/"),
        )
    names = texts_of(group[index], source)
    columns: dict[str, Any] = {}
    skipped: list[str] = []
    for label in names_of(group, "column-order", source):
        try:
            _require_fits(group[label], len(names), source)
            column = pd.Series(read_elem(group[label]), index=None)
            if len(column) != len(names):
                raise ValueError("of another length")
            if not (isinstance(column.dtype, pd.CategoricalDtype) or column.dtype.kind in "OfiubM"):
                raise TypeError(column.dtype)
            columns[label] = column.to_numpy() if column.dtype.kind in "fiubM" else list(column.astype(object))
        except Exception:  # noqa: BLE001  # a newer or damaged encoding raises anything; the column is named
            skipped.append(label)
    frame = pd.DataFrame(columns, index=pd.Index(names, name=None if index == "_index" else index))
    return frame, skipped


def _require_fits(column: Any, rows: int, source: Source) -> None:
    """ValueError for a column that holds more values than there are rows (or categories: than a table may have rows),
    :class:`UserError` for more bytes than are read: looked up before it is read.
    """
    import h5py

    require_short(column)
    parts = {"": column} if isinstance(column, h5py.Dataset) else dict(column)
    for name, part in parts.items():
        if not isinstance(part, h5py.Dataset) or (part.size or 0) > (limits().rows if name == "categories" else rows):
            raise ValueError("of another length")
        require_short(part)
        if part.dtype.kind == "V" or (part.dtype.kind == "O" and h5py.check_string_dtype(part.dtype) is None):
            raise TypeError(part.dtype)  # records and lists, whose values may hold any number more
        require_room_of(part, source)


def _gene_names(var: pd.DataFrame) -> tuple[list[str], tuple[Message, ...]]:
    """Names of the variables: the column of ``var`` that holds symbols, unless its index does."""
    names = [str(name) for name in var.index]
    if sum(map(is_symbol, names)) * 2 > len(names):
        return names, ()
    ensembl = sum(map(is_ensembl, names)) * 2 > len(names)
    textual = [place for place in range(var.shape[1]) if var.iloc[:, place].dtype.kind == "O"]
    shares = {place: symbol_share(str(cell) for cell in var.iloc[:, place] if cell == cell) for place in textual}
    for place in textual:
        label = str(var.columns[place])
        if ensembl and (says_symbol(label) or label == "feature_name"):
            shares[place] += 1
    best = max(shares, key=lambda place: shares[place], default=None)
    if best is None or shares[best] <= max(_HALF, symbol_share(names)):
        return names, ()
    column = str(var.columns[best])
    taken = (
        Message(
            "Variables are named by Ensembl ids; their symbols were taken from var column {column!r}.",
            column=column,
            severity="note",
        )
        if ensembl
        else Message(
            "Variables are named like {example}; their symbols were taken from var column {column!r}.",
            example=names[0],
            column=column,
            severity="note",
        )
    )
    return ["" if symbol != symbol else str(symbol) for symbol in var.iloc[:, best]], (taken,)


FORMAT = Format(
    name="h5ad",
    label="AnnData .h5ad",
    title="AnnData (.h5ad)",
    extensions=(".h5ad",),
    carries="several matrices, annotation and scores of samples (obs)",
    recognise=lambda source: (
        is_hdf5(source)
        and not has(source, "matrix", "row_attrs", "col_attrs")
        and not has(source, "matrix/barcodes", "matrix/indptr")
    ),
    read=read_h5ad,
    frame=h5ad_frame,
    parts=h5ad_matrices,
    turn=50,
)
