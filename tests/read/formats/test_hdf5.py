"""HDF5 files of strangers: nothing outside the file is read, in any format; no matrix is used before its structure is
checked; what unpacks to more than is read is refused before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from anndata.io import read_elem

from compute.errors import UserError
from compute.read import parts_of, read_annotation, read_expression, read_scores
from compute.read.formats import format_of
from compute.read.formats.hdf5 import has
from compute.read.source import find_source
from tests.read.formats.hdf5_files import DENSE, FORMATS, GENES, SAMPLES, SPARSE, VALUES, datasets, write
from tests.read.limited import limited

SECRET = np.full((50, 50), 12.34567)
"""What the other file holds, whatever it is taken for."""


@pytest.mark.parametrize("name", FORMATS)
def test_the_sound_twin_reads(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "sound", name)
    assert format_of(find_source(path)).name == FORMATS[name][0]
    expression, _ = read_expression(path)
    np.testing.assert_array_equal(expression.values, VALUES)
    assert (expression.samples, expression.genes) == (tuple(SAMPLES), tuple(GENES))
    if name[0] in "Xl":
        assert read_scores(path).values.tolist() == [0, 1, 2, 3]


def _external_storage(file: h5py.File, name: str, other: Path) -> None:
    shape, kind = file[name].shape, file[name].dtype
    attributes = dict(file[name].attrs)
    del file[name]
    kind = kind if kind.kind != "O" else np.dtype("S8")
    bytes_of = other.with_suffix(".bin")
    bytes_of.write_bytes(SECRET.tobytes())
    file.create_dataset(name, shape, kind, external=[(str(bytes_of), 0, h5py.h5f.UNLIMITED)])
    file[name].attrs.update(attributes)


def _external_link(file: h5py.File, name: str, other: Path) -> None:
    shape, kind = file[name].shape, file[name].dtype
    del file[name]
    with h5py.File(other, "w") as secret:
        whole = np.resize(SECRET.astype("f8"), shape) if kind.kind != "O" else np.full(shape, "secret", dtype=object)
        secret["secret"] = whole.astype(kind if kind.kind in "fiuS" else h5py.string_dtype())
    file[name] = h5py.ExternalLink(str(other), "secret")


def _virtual(file: h5py.File, name: str, other: Path) -> None:
    shape, kind = file[name].shape, file[name].dtype
    attributes = dict(file[name].attrs)
    del file[name]
    with h5py.File(other, "w") as secret:
        secret.create_dataset("secret", shape, kind if kind.kind != "O" else np.dtype("S8"))
    layout = h5py.VirtualLayout(shape, kind if kind.kind != "O" else np.dtype("S8"))
    layout[...] = h5py.VirtualSource(str(other), "secret", shape)
    file.create_virtual_dataset(name, layout)
    file[name].attrs.update(attributes)


def _soft_link(file: h5py.File, name: str, other: Path) -> None:
    file["elsewhere"] = file[name][...] if file[name].dtype.kind != "O" else np.zeros(3)
    del file[name]
    file[name] = h5py.SoftLink("/elsewhere")


READERS: tuple[Callable[[Path], object], ...] = (
    read_annotation, read_scores, lambda path: parts_of(find_source(path)),
)  # fmt: skip
CALLED = {
    _external_storage: "external storage",
    _external_link: "a link to another file",
    _virtual: "a virtual dataset",
    _soft_link: "a symbolic link",
}


@pytest.mark.parametrize("attack", CALLED)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_outside_the_file_is_read(tmp_path: Path, name: str, attack: Callable[..., None]) -> None:
    """Whichever of its datasets names another file, whoever reads it."""
    for number, dataset in enumerate(datasets(write(tmp_path / "sound", name))):
        path = write(tmp_path / f"{number}", name)
        with h5py.File(path, "a") as file:
            attack(file, dataset, tmp_path / f"other{number}.h5")
        with pytest.raises(UserError, match=r"nothing outside the file is read") as raised:
            read_expression(path)
        assert CALLED[attack] in str(raised.value)  # type: ignore[index]
        for read in READERS if number == 0 and FORMATS[name][0] != "10x-h5" else ():  # it holds expression alone
            with pytest.raises(UserError, match=r"nothing outside the file is read"):
                read(path)


def test_whole_groups_elsewhere_are_not_followed_either(tmp_path: Path) -> None:
    """Told from its groups, a file could be taken for what another file is."""
    whole = write(tmp_path / "whole", "X, dense")
    for name in ("obs", "var", "uns"):
        path = write(tmp_path / name, "X, dense")
        with h5py.File(path, "a") as file:
            if name in file:
                del file[name]
            file[name] = h5py.ExternalLink(str(whole), "/obs")
        assert not has(find_source(path), f"{name}/_index")
        with pytest.raises(UserError, match=rf"a link to another file at /{name}"):
            read_expression(path)


@pytest.mark.parametrize("version", ["7.3", "5.0"])
def test_a_file_of_matlab_is_no_table(tmp_path: Path, version: str) -> None:
    """From 7.3 on it is HDF5 behind 512 bytes."""
    path = tmp_path / "a.mat"
    if version == "7.3":
        with h5py.File(path, "w", userblock_size=512) as file:
            FORMATS["X, dense"][2](file)
            _external_storage(file, "X", tmp_path / "other")
    head = f"MATLAB {version} MAT-file, Platform: GLNXA64".encode().ljust(124) + b"\0\2IM"
    rest = path.read_bytes()[128:] if path.exists() else bytes(400)
    path.write_bytes(head + rest)
    with pytest.raises(UserError, match="is a MATLAB file"):
        read_expression(path)


def _three_times(matrix: h5py.Group) -> None:
    for one in ("data", "indices"):
        _replaced(matrix, one, np.tile(matrix[one][:], 3))


BROKEN: dict[str, Callable[[h5py.Group], None]] = {
    "an index beyond": lambda matrix: matrix["indices"].write_direct(_with(matrix["indices"], 3, 99)),
    "an index below": lambda matrix: matrix["indices"].write_direct(_with(matrix["indices"], 3, -1)),
    "a pointer beyond": lambda matrix: matrix["indptr"].write_direct(_with(matrix["indptr"], 2, 10**6)),
    "a pointer back": lambda matrix: matrix["indptr"].write_direct(_with(matrix["indptr"], 2, -3)),
    "pointers that begin late": lambda matrix: matrix["indptr"].write_direct(_with(matrix["indptr"], 0, 2)),
    "pointers that end early": lambda matrix: matrix["indptr"].write_direct(_with(matrix["indptr"], -1, 2)),
    "too few pointers": lambda matrix: _replaced(matrix, "indptr", matrix["indptr"][:-1]),
    "too few indices": lambda matrix: _replaced(matrix, "indices", matrix["indices"][:-1]),
    "too many values": _three_times,
    "indices of another type": lambda matrix: _replaced(matrix, "indices", matrix["indices"][:] + 0.5),
    "indices as large as there are": lambda matrix: _replaced(matrix, "indices", np.full(20, 2**63, "u8")),
    "values in a square": lambda matrix: _replaced(matrix, "data", matrix["data"][:].reshape(2, -1)),
}  # fmt: skip


def _with(dataset: h5py.Dataset, place: int, value: int) -> np.ndarray:
    whole = dataset[:]
    whole[place] = value
    return whole


def _replaced(matrix: h5py.Group, name: str, values: np.ndarray) -> None:
    del matrix[name]
    matrix[name] = values


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("name", SPARSE)
def test_a_sparse_matrix_is_checked_before_it_is_used(tmp_path: Path, name: str, broken: str) -> None:
    path = write(tmp_path / "a", name)
    with h5py.File(path, "a") as file:
        BROKEN[broken](file[FORMATS[name][1]])
    with pytest.raises(UserError, match="whose indices do not fit its shape"):
        read_expression(path)


@pytest.mark.parametrize("shape", [(5, 5), (4, 4), (20,), (4, 5, 1), (0, 5)])
@pytest.mark.parametrize("name", FORMATS)
def test_a_matrix_of_another_shape_than_its_names(tmp_path: Path, name: str, shape: tuple[int, ...]) -> None:
    path, place = write(tmp_path / "a", name), FORMATS[name][1]
    with h5py.File(path, "a") as file:
        if name in DENSE:
            attributes = dict(file[place].attrs)
            _replaced(file, place, np.ones(shape))
            file[place].attrs.update(attributes)
        elif FORMATS[name][0] == "10x-h5":
            _replaced(file[place], "shape", np.array(shape[::-1]))
        else:
            file[place].attrs["shape"] = shape
    with pytest.raises(UserError, match=r"matrix .*of .* where 4|where 5|of another shape than its names"):
        read_expression(path)


@pytest.mark.parametrize("kind", ["c8", "c16", "S4", "V8", [("r", "f4"), ("x", "f4")], [("r", "f8"), ("i", "f8")]])
@pytest.mark.parametrize("name", FORMATS)
def test_values_that_are_no_real_numbers(tmp_path: Path, name: str, kind: Any) -> None:
    path, place = write(tmp_path / "a", name), FORMATS[name][1]
    with h5py.File(path, "a") as file:
        part = place if name in DENSE else f"{place}/data"
        attributes = dict(file[part].attrs)
        _replaced(file, part, np.zeros(file[part].shape, kind))
        file[part].attrs.update(attributes)
    with pytest.raises(UserError, match="real numbers are needed"):
        read_expression(path)


def _odd(group: h5py.Group, name: str, written: Any, encoding: str = "array") -> None:
    group[name] = written
    group[name].attrs.update({"encoding-type": encoding, "encoding-version": "0.2.0"})


def test_a_column_that_cannot_be_read_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not looked into where it holds more values than there are samples."""
    read: list[str] = []
    monkeypatch.setattr("anndata.io.read_elem", lambda element: read.append(element.name) or read_elem(element))
    path = write(tmp_path / "a", "X, dense")
    with h5py.File(path, "a") as file:
        obs = file["obs"]
        _odd(obs, "future", [1, 2, 3, 4], "of-the-future")
        _odd(obs, "complex", np.ones(4, "c16"))
        _odd(obs, "longer", np.arange(9))
        _odd(obs, "nested", np.ones((4, 4)))
        obs.attrs["column-order"] = [*obs.attrs["column-order"], "future", "complex", "longer", "nested", "missing"]
    expression, report = read_expression(path)
    assert expression.annotation is not None
    assert list(expression.annotation.columns) == ["age"]
    (said,) = [str(note) for note in report.notes if "left out" in str(note)]
    for name in ("future", "complex", "longer", "nested", "missing"):
        assert f"obs {name}" in said
    assert list(read_annotation(path).columns) == ["age"]
    assert {"/obs/age", "/obs/future"} <= set(read)
    assert "/obs/longer" not in read


def test_an_attribute_of_loom_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "loom")
    with h5py.File(path, "a") as file:
        about = file["col_attrs"]
        lists = about.create_dataset("lists", (4,), h5py.vlen_dtype(np.int32))
        lists[0] = [1, 2]
        about["flat"] = np.ones((4, 2))
        about["group/inner"] = [1]
    expression, report = read_expression(path)
    assert expression.annotation is not None
    assert list(expression.annotation.columns) == ["age"]
    (said,) = [str(note) for note in report.notes if "left out" in str(note)]
    for name in ("lists", "flat", "group"):
        assert name in said


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with limited(monkeypatch, cells=2_000, rows=1_000, columns=1_000, bytes=1_000_000):
        yield


@pytest.mark.parametrize("name", FORMATS)
def test_values_that_were_never_written_take_no_memory(tmp_path: Path, name: str) -> None:
    """X of 20 × 10⁸, with names to match, takes 23 kB on the disk."""
    path, many = write(tmp_path / "a", name), 10**8
    names = {"h5ad": "var/_index", "loom": "row_attrs/Gene"}.get(FORMATS[name][0])
    names = names or ("matrix/features/name" if name == "10x" else "GRCh38/gene_names")
    names = "raw/var/_index" if name == "raw" else names
    with h5py.File(path, "a") as file:
        del file[names]
        file.create_dataset(names, (many,), "S8", chunks=(10**6,), compression="gzip")
    with pytest.raises(UserError, match=r"has 100,000,000 rows, and at most 5,000,000 are read"):
        read_expression(path)


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("name", ["X, dense", "X, by columns", "loom", "10x"])
def test_a_matrix_larger_than_is_read_is_refused_by_its_shape(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a", name)
    samples, genes = [f"S{n}" for n in range(60)], [f"G{n}" for n in range(50)]
    places = {
        "h5ad": ("obs/_index", "var/_index"), "loom": ("col_attrs/CellID", "row_attrs/Gene"),
        "10x-h5": ("matrix/barcodes", "matrix/features/name"),
    }  # fmt: skip
    with h5py.File(path, "a") as file:
        for place, names in zip(places[FORMATS[name][0]], (samples, genes), strict=True):
            _replaced(file, place, np.array(names, dtype="S"))
        if name == "10x":
            _replaced(file["matrix"], "shape", np.array([50, 60]))
    with pytest.raises(UserError, match=r"has 3,000 cells, and at most 2,000 are read"):
        read_expression(path)


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("name", ["X, dense", "loom", "10x"])
@pytest.mark.parametrize("kind", ["S1000000", "(1000,1000)f8"])
def test_names_that_unpack_to_more_than_is_read(tmp_path: Path, name: str, kind: str) -> None:
    """Four names of a million letters each are a few kilobytes, compressed."""
    path = write(tmp_path / "a", name)
    place = {"h5ad": "obs/_index", "loom": "col_attrs/CellID", "10x-h5": "matrix/barcodes"}[FORMATS[name][0]]
    with h5py.File(path, "a") as file:
        del file[place]
        file.create_dataset(place, (4,), np.dtype(kind), chunks=(1,), compression="gzip")
    with pytest.raises(UserError, match="unpacks to more than 1,000,000 bytes"):
        read_expression(path)


@pytest.mark.usefixtures("little")
def test_more_objects_than_such_a_file_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.read.formats.hdf5.MOST_OBJECTS", 30)
    path = write(tmp_path / "a", "loom")
    with h5py.File(path, "a") as file:
        for number in range(40):
            file[f"more/{number}"] = [number]
    with pytest.raises(UserError, match="holds more than 30 objects"):
        read_expression(path)


def test_a_group_within_itself_has_an_end(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "loom")
    with h5py.File(path, "a") as file:
        file["col_attrs/again"] = file["/"]
    assert read_expression(path)[0].samples == tuple(SAMPLES)
