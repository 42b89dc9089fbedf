"""Rows read from a file are those of the array in it; a file that changed its length is a sentence, not the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.errors import UserError
from compute.study import StoredArray, stored
from compute.study.format import save_array
from compute.study.stored import read_array

ROWS = 500


@pytest.fixture(scope="module")
def arrays(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[np.ndarray, Path]]:
    rng = np.random.default_rng(1)
    made: list[np.ndarray] = [
        rng.normal(size=ROWS).astype(np.float32),
        rng.normal(size=(ROWS, 3)),
        np.rec.fromarrays([rng.integers(0, 9, ROWS).astype("u1"), rng.normal(size=ROWS)], names="a,b").view(np.ndarray),
        np.zeros((ROWS, 0)),
    ]
    folder = tmp_path_factory.mktemp("arrays")
    found = [(array, folder / f"{number}.npy") for number, array in enumerate(made)]
    for array, path in found:
        save_array(path, array)
    return found


@pytest.mark.parametrize(("piece", "gap"), [(stored.PIECE, stored.GAP), (64, 16), (1, 0)])
def test_rows_are_those_of_the_array(
    arrays: list[tuple[np.ndarray, Path]], monkeypatch: pytest.MonkeyPatch, piece: int, gap: int
) -> None:
    monkeypatch.setattr(stored, "PIECE", piece)
    monkeypatch.setattr(stored, "GAP", gap)

    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(
        st.lists(st.integers(0, ROWS - 1), max_size=40), st.booleans(), st.slices(ROWS), st.integers(-ROWS, ROWS - 1)
    )
    def read(positions: list[int], ascending: bool, part: slice, one: int) -> None:
        chosen = np.array(sorted(positions) if ascending else positions, np.int64)
        for array, path in arrays:
            file = StoredArray(path)
            np.testing.assert_array_equal(file[chosen], array[chosen])
            np.testing.assert_array_equal(file[part], array[part])
            np.testing.assert_array_equal(file[one], array[one])
            if array.ndim == 2:
                np.testing.assert_array_equal(file[part, 1:2], array[part, 1:2])
                np.testing.assert_array_equal(file[chosen, 0:2], array[chosen, 0:2])

    read()


def test_all_of_it(arrays: list[tuple[np.ndarray, Path]]) -> None:
    for array, path in arrays:
        file = StoredArray(path)
        assert (file.shape, file.dtype, file.size, file.ndim) == (array.shape, array.dtype, array.size, array.ndim)
        np.testing.assert_array_equal(np.asarray(file), array)
        assert not read_array(path).flags.writeable
        with pytest.raises(IndexError):
            file[np.array([ROWS])]


@pytest.mark.parametrize("length", [0, 5, 100, -1, None])
def test_a_file_that_changed_its_length(arrays: list[tuple[np.ndarray, Path]], tmp_path: Path, length: Any) -> None:
    path = tmp_path / "array.npy"
    path.write_bytes(arrays[0][1].read_bytes())
    file = StoredArray(path)
    content = path.read_bytes()
    path.write_bytes(content + b"more" if length is None else content[:length])
    if length is not None:  # of a longer one the rows are still there
        for key in (slice(None), np.array([3, ROWS - 1]), ROWS - 1):
            with pytest.raises(UserError, match=r"array\.npy is damaged"):
                file[key]
    with pytest.raises(UserError, match=r"array\.npy is damaged"):
        StoredArray(path)


def test_a_file_that_promises_more_than_it_has_takes_no_memory(tmp_path: Path) -> None:
    save_array(tmp_path / "array.npy", np.zeros(10))
    content = (tmp_path / "array.npy").read_bytes().replace(b"(10,), }" + b" " * 9, b"(10000000000,), }")
    (tmp_path / "array.npy").write_bytes(content)
    assert b"(10000000000,)" in content
    with pytest.raises(UserError, match="has 208 bytes where 80,000,000,128 belong"):
        read_array(tmp_path / "array.npy")


def test_what_is_no_array_of_this_program(tmp_path: Path) -> None:
    path = tmp_path / "array.npy"
    with pytest.raises(UserError, match="is missing"):
        StoredArray(path)
    for array in (np.array([{}], object), np.asfortranarray(np.zeros((3, 4))), np.array(1.0)):
        np.save(path, array, allow_pickle=True)
        with pytest.raises(UserError, match=r"array\.npy is damaged"):
            StoredArray(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(UserError, match=r"array\.npy is damaged"):
        StoredArray(path)
