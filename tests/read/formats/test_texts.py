"""Texts of any length in HDF5: their bytes are known before one is read, and many that name one place are refused."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.errors import UserError
from compute.read import read_expression
from compute.read.formats.texts import bytes_of_texts
from compute.read.source import find_source
from tests.read.formats.hdf5_files import FORMATS, write

ROW = 16
"""Bytes of a text's length and place, in a file whose addresses have eight."""
LAYOUTS: dict[str, dict[str, Any]] = {
    "in one piece": {},
    "chunks": {"chunks": (3,), "maxshape": (None,)},
    "packed": {"chunks": (4,), "maxshape": (None,), "compression": "gzip", "shuffle": True},
    "with room": {"chunks": (64,), "maxshape": (None,), "compression": "lzf"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20), max_size=12))
def test_the_bytes_are_those_of_the_texts(folder: Path, layout: str, texts: list[str]) -> None:
    with h5py.File(folder / "a.h5", "w") as file:
        file.create_dataset("names", (len(texts),), h5py.string_dtype(), **LAYOUTS[layout])[...] = texts
    with h5py.File(folder / "a.h5", "r") as file:
        found = bytes_of_texts(file["names"], find_source(folder / "a.h5"))
    assert found == sum(len(text.encode()) for text in texts)


def test_values_in_the_header_and_other_kinds_count_too(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        header = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        header.set_layout(h5py.h5d.COMPACT)
        kind, space = h5py.h5t.py_create(h5py.string_dtype(), logical=True), h5py.h5s.create_simple((2,))
        h5py.Dataset(h5py.h5d.create(file.id, b"few", kind, space, header))[...] = ["ZEB1", "VIM"]
        file["fixed"], file["one"] = np.array([b"ZEB1"]), "CDH1"
    source = find_source(tmp_path / "a.h5")
    with h5py.File(source.path, "r") as file:
        assert [bytes_of_texts(file[name], source) for name in ("few", "fixed", "one")] == [7, 0, 4]


def _all_at_one_place(path: Path, name: str, many: int, *, packed: bool) -> None:
    """``many`` texts, each of them the same 100,000 letters of the file."""
    with h5py.File(path, "a") as file:
        attributes = dict(file[name].attrs)
        del file[name]
        file["once"] = np.array(["x" * 100_000], dtype=h5py.string_dtype())
        start = file["once"].id.get_offset()
        layout = {"chunks": (many,), "compression": "gzip"} if packed else {}
        made = file.create_dataset(name, (many,), h5py.string_dtype(), **layout)
        made.attrs.update(attributes)
        made[...] = ""
        there = made.id.get_offset()
    rows = path.read_bytes()[start : start + ROW] * many
    if packed:
        with h5py.File(path, "a") as file:
            file[name].id.write_direct_chunk((0,), zlib.compress(rows))
    else:
        with path.open("r+b") as file:
            file.seek(there)
            file.write(rows)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("kind", "name"), [("X, dense", "obs/_index"), ("X, dense", "var/age"), ("loom", "col_attrs/CellID"), ("10x", None)]
)
def test_many_texts_at_one_place_are_refused(tmp_path: Path, kind: str, name: str | None, packed: bool) -> None:
    """A megabyte of such a file took 6 GB."""
    path, name = write(tmp_path / "a", kind), name or f"{FORMATS[kind][1]}/barcodes"
    _all_at_one_place(path, name, 4, packed=packed)
    with pytest.raises(UserError, match=f"has texts at /{name} that unpack to more than the whole file"):
        read_expression(path)


def test_a_dataset_named_many_times_is_read_many_times(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "loom")
    with h5py.File(path, "a") as file:
        file["col_attrs/note"] = np.array(["x" * 30_000] * 4, dtype=h5py.string_dtype())
    assert read_expression(path)[0].annotation is not None
    with h5py.File(path, "a") as file:
        file["col_attrs/again"] = file["col_attrs/note"]
    with pytest.raises(UserError, match="unpack to more than the whole file"):
        read_expression(path)


def test_records_and_lists_are_left_out_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What their texts take is not known before."""
    unpacked: list[str] = []
    monkeypatch.setattr("anndata.io.read_elem", lambda part: unpacked.append(part.name) or part[...])
    path = write(tmp_path / "a", "X, dense")
    with h5py.File(path, "a") as file:
        for name, kind in (("obs/age", np.dtype([("text", h5py.string_dtype())])), ("var/age", h5py.vlen_dtype("f8"))):
            attributes, rows = dict(file[name].attrs), len(file[name])
            del file[name]
            file.create_dataset(name, (rows,), kind).attrs.update(attributes)
    _, report = read_expression(path)
    assert any("left out: obs age, var age" in str(note) for note in report.notes)
    assert unpacked == []
