"""Loom: genes in rows, cells in columns, attributes of both beside the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Format
from compute.read.formats.hdf5 import has, left_out, opened, read_values, texts_of
from compute.read.frame import typed
from compute.read.labels import plain, says_sample, symbol_share
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import h5py
    import pandas as pd

_GENES = ("gene", "genes", "genename", "genesymbol", "symbol", "varnames", "accession")
_CELLS = ("cellid", "obsnames", "cell", "cells", "sample", "sampleid", "barcode", "barcodes")


def loom_matrices(source: Source) -> list[str]:
    """The matrices of a file, the main one first."""
    with opened(source) as file:
        return ["matrix", *map(str, file.get("layers", ()))]


def read_loom(source: Source) -> RawTable:
    """``matrix``, or the layer that ``source.part`` names."""
    with opened(source) as file:
        layers = [str(name) for name in file.get("layers", ())]
        chosen = source.part or "matrix"
        if chosen != "matrix" and chosen not in layers:
            raise UserError(
                "{source} has no layer {chosen!r}; it has {names}.",
                source=source.name,
                chosen=chosen,
                names=["matrix", *layers],
            )
        genes, _ = _names(file["row_attrs"], _GENES, "genes", source)
        cells, label = _names(file["col_attrs"], _CELLS, "cells", source)
        path = chosen if chosen == "matrix" else f"layers/{chosen}"
        values = read_values(file[path], source, len(genes), len(cells))
        about, skipped = _attributes(file["col_attrs"], label, len(cells), source)
    others = [name for name in ("matrix", *layers) if name != chosen]
    notes = (
        (
            Message(
                "{chosen} was used; the file also has {others} (choose with --layer NAME).",
                chosen=chosen,
                others=others,
                severity="note",
            ),
        )
        if others
        else ()
    )
    return RawTable(
        values=np.ascontiguousarray(values),
        rows=genes,
        columns=cells,
        row_label="gene",
        format=f"Loom, {chosen}",
        usual="genes-in-rows",
        notes=(*notes, *left_out([f"col_attrs {label}" for label in skipped])),
        first_row=1,
        first_column=1,
        annotation=about.set_axis(cells, axis=0) if about.shape[1] else None,
    )


def loom_frame(source: Source) -> pd.DataFrame:
    """The attributes of the cells, their names first."""
    with opened(source) as file:
        cells, label = _names(file["col_attrs"], _CELLS, "cells", source)
        about, _ = _attributes(file["col_attrs"], label, len(cells), source)
    about.insert(0, "sample", cells)
    return about


def _names(group: h5py.Group, usual: tuple[str, ...], what: str, source: Source) -> tuple[list[str], str]:
    """The attribute that names genes or cells: the usual ones in their order; of genes rather symbols."""
    by_label = {plain(str(label)): str(label) for label in group}
    found = [by_label[label] for label in usual if label in by_label]
    found = found or [label for label in by_label.values() if says_sample(label)]
    if not found:
        raise UserError(
            "{source} does not name its {what} (attributes: {names}); write an attribute {usual!r}.",
            source=source.name,
            what=what,
            names=sorted(by_label.values()) or "none",
            usual=usual[0],
        )
    columns = {label: texts_of(group[label], source) for label in found}
    if what == "genes":
        best = max(found, key=lambda label: symbol_share(columns[label][:200]))
        return columns[best], best
    return columns[found[0]], found[0]


def _attributes(group: h5py.Group, names: str, cells: int, source: Source) -> tuple[pd.DataFrame, list[str]]:
    """What is known of each cell; and the attributes that could not be read, or do not hold one value each."""
    import pandas as pd

    columns: dict[str, Any] = {}
    skipped: list[str] = []
    for label in group:
        if str(label) == names:
            continue
        dataset = group[label]
        try:
            if getattr(dataset, "shape", None) != (cells,):
                raise ValueError("of another shape")
            columns[str(label)] = typed(texts_of(dataset, source))
        except Exception:  # noqa: BLE001  # an attribute of another kind makes h5py raise anything; it is named
            skipped.append(str(label))
    return pd.DataFrame(columns, index=range(cells)), skipped


FORMAT = Format(
    name="loom",
    label="loom",
    title="Loom",
    extensions=(".loom",),
    carries="several matrices, annotation of samples (col_attrs)",
    recognise=lambda source: has(source, "matrix", "row_attrs", "col_attrs"),
    read=read_loom,
    parts=loom_matrices,
    frame=loom_frame,
    turn=30,
)
