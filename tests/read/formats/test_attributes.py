"""Attributes of HDF5 files: a small file whose names all lie in one place does not unpack to a large one."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

import anndata as ad
import h5py
import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_expression
from compute.read.formats import attributes
from compute.read.formats.attributes import names_of, require_short, shape_of, text_of
from compute.read.source import find_source

LONG = 1_000_000


def one_place(path: Path, group: str, name: str, count: int) -> None:
    """Give a group an attribute of ``count`` texts, each of which is the first: a million letters."""
    with h5py.File(path, "a") as file:
        file[group].attrs.create(name, ["x" * LONG, *("y" * count)], dtype=h5py.string_dtype())
    content = bytearray(path.read_bytes())
    first = content.index(struct.pack("<I", LONG), 0)
    while content[first + 16 : first + 20] != struct.pack("<I", 1):  # the length of the next one
        first = content.index(struct.pack("<I", LONG), first + 1)
    content[first : first + 16 * (count + 1)] = bytes(content[first : first + 16]) * (count + 1)
    path.write_bytes(content)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    genes = ["CDH1", "VIM", "ZEB1", "ESRP1"]
    values = np.arange(24, dtype=np.float64).reshape(6, 4) / 2
    obs = pd.DataFrame({"tissue": list("aabbcc"), "age": range(6)}, index=[f"S{number}" for number in range(6)])
    ad.AnnData(values, obs=obs, var=pd.DataFrame(index=genes)).write_h5ad(tmp_path / "study.h5ad")
    return tmp_path / "study.h5ad"


def test_a_file_of_names_that_lie_in_one_place_is_one_sentence(study: Path) -> None:
    one_place(study, "obs", "column-order", 1000)  # a gigabyte
    assert study.stat().st_size < 2 * LONG
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=r"texts at /obs: column-order that may unpack to more than 134,217,728"):
            read_expression(study)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_a_column_with_such_an_attribute_is_left_out_and_named(study: Path) -> None:
    one_place(study, "obs/age", "encoding-type", 1000)
    expression, report = read_expression(study)
    assert expression.genes == ("CDH1", "VIM", "ZEB1", "ESRP1")
    assert "obs age" in " ".join(map(str, report.messages()))


@pytest.mark.parametrize("name", ["encoding-type", "shape"])
def test_a_matrix_with_such_an_attribute_reads_none(study: Path, name: str) -> None:
    with h5py.File(study, "a") as file:
        del file["X"]
        file.create_group("X")
        for part in ("data", "indices", "indptr"):
            file["X"][part] = [0]
        file["X"].attrs["encoding-type"] = "csr_matrix"
        file["X"].attrs.pop(name, None)
    one_place(study, "X", name, 1000)
    with pytest.raises(UserError, match=r"unknown kind|matrix /X of no shape"):
        read_expression(study)


def test_many_names_and_a_long_text_elsewhere_are_read_as_long_as_they_are_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "names.h5"
    labels = [f"column {number}" for number in range(3000)]
    with h5py.File(path, "w") as file:
        file.attrs["names"] = labels
        file["filling"] = np.random.default_rng(1).random(100_000)  # the file is larger than a text may be
        file.attrs["one"], file.attrs["shape"], file.attrs["none"] = "a", [3, 4], h5py.Empty("f8")
        source = find_source(path)
        monkeypatch.setattr(attributes, "MOST", 3000 * 100_000)
        assert names_of(file, "names", source) == labels
        assert names_of(file, "absent", source) == names_of(file, "none", source) == []
        assert (text_of(file, "one"), text_of(file, "names"), text_of(file, "absent", "b")) == ("a", "", "b")
        assert (shape_of(file, "size", "shape"), shape_of(file, "names"), shape_of(file)) == ((3, 4), (), ())
        with pytest.raises(ValueError, match="no column has"):
            require_short(file)
