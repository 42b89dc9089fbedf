"""Arrays of a study as they lie on disk: read into memory, never mapped.

A mapped file that somebody shortens ends the process that looks at it, and one that is overwritten changes what was
checked of it. What has been read stays as it was; what cannot be read is an error like any other.
"""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.study.intact import check_shape, damaged

PIECE = 1 << 20
"""Bytes that are read at once where single rows are wanted: they fit in a processor's cache."""
GAP = 1 << 14
"""Bytes that are read along rather than left out: they cost as much as another call of the system."""

_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


class StoredArray:
    """An array in a file of which rows (entries along the first axis) are read when they are asked for.

    ``array[rows]`` takes a position, a slice or an array of positions, and further axes behind a comma, as NumPy's do;
    ``numpy.asarray(array)`` is all of it. :class:`~compute.errors.UserError` where the file is missing or damaged, or
    has another length than it had.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _opened(path) as file:
            self.shape, self.dtype, self._start = _header(path, file)
            self._length = os.fstat(file.fileno()).st_size
        self._check_length(self._length)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape, dtype=np.int64))

    def __len__(self) -> int:
        return self.shape[0]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self[:] if dtype is None else self[:].astype(dtype)

    def __getitem__(self, key: Any) -> NDArray[Any]:
        if isinstance(key, tuple):
            return self._columns(*key)
        if isinstance(key, slice):
            first, stop, step = key.indices(len(self))
            if step == 1:
                return self._rows(first, max(stop, first))
            key = np.arange(first, stop, step)
        positions = np.asarray(key)
        if positions.dtype == bool:
            positions = np.flatnonzero(positions)
        if positions.ndim == 0:
            at = int(positions)
            if not -len(self) <= at < len(self):
                raise IndexError(f"position {at} of {len(self)}")
            row: NDArray[Any] = self._rows(at % len(self), at % len(self) + 1)[0]
            return row
        return self._chosen(positions)

    def _columns(self, rows: Any, *rest: Any) -> NDArray[Any]:
        """The rows in turn, of each only what is wanted."""
        if not isinstance(rows, slice):
            chosen = self[rows]
            return chosen[rest] if chosen.ndim < self.ndim else chosen[(slice(None), *rest)]
        wanted = range(len(self))[rows]
        many = max(1, PIECE // max(self._row_bytes, 1))
        pieces = [wanted[start : start + many] for start in range(0, len(wanted), many)] or [wanted]
        return np.concatenate([self[np.array(piece, np.int64)][(slice(None), *rest)] for piece in pieces])

    @property
    def _row_bytes(self) -> int:
        return int(np.prod(self.shape[1:], dtype=np.int64)) * self.dtype.itemsize

    def _rows(self, first: int, stop: int) -> NDArray[Any]:
        with _opened(self.path) as file:
            found: NDArray[Any] = np.empty((stop - first, *self.shape[1:]), self.dtype)
            self._fill(file, found, first)
            return found

    def _chosen(self, positions: NDArray[Any]) -> NDArray[Any]:
        """Rows at these positions, in this order: read piece by piece, with what lies between close ones."""
        positions = positions.astype(np.int64)
        if positions.size and not 0 <= int(positions.min()) <= int(positions.max()) < len(self):
            raise IndexError(f"a position beyond the {len(self)} rows")
        if positions.size > 1 and bool((positions[1:] < positions[:-1]).any()):
            order = np.argsort(positions, kind="stable")
            turned = np.empty((positions.size, *self.shape[1:]), self.dtype)
            turned[order] = self._chosen(positions[order])
            return turned
        found = np.empty((positions.size, *self.shape[1:]), self.dtype)
        if not positions.size or not self._row_bytes:
            return found
        if int(positions[-1] - positions[0]) == positions.size - 1 and bool((np.diff(positions) == 1).all()):
            return self._rows(int(positions[0]), int(positions[-1]) + 1)
        most = max(1, PIECE // self._row_bytes)
        # Runs of close positions, none beyond the piece it begins in; as many runs as fill the room are read in turn.
        apart = (np.diff(positions) * self._row_bytes > GAP) | (np.diff(positions // most) > 0)
        begins = np.append(0, np.flatnonzero(apart) + 1)
        first, last = positions[begins], positions[np.append(begins[1:], positions.size) - 1]
        rows = last - first + 1
        group = (np.cumsum(rows) - 1) // most
        turns = np.append(np.flatnonzero(np.diff(group, prepend=-1)), first.size)
        before = np.cumsum(rows) - rows  # rows of all runs before a run
        where = positions + np.repeat(before - first, np.diff(np.append(begins, positions.size)))
        room = np.empty((min(2 * most, int(rows.sum())), *self.shape[1:]), self.dtype)
        begins = np.append(begins, positions.size)
        with _opened(self.path) as file:
            for start, stop in zip(turns[:-1].tolist(), turns[1:].tolist(), strict=True):
                self._fill_runs(file, room, first[start:stop], rows[start:stop])
                mine = slice(begins[start], begins[stop])
                # All positions are inside; other modes than "clip" would take a copy of what they find.
                np.take(room, where[mine] - before[start], axis=0, out=found[mine], mode="clip")
        return found

    def _fill_runs(self, file: FileIO, room: NDArray[Any], first: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        """Runs of rows, one behind the other."""
        at, width = 0, self._row_bytes
        space = room.reshape(-1).view(np.uint8).data
        for offset, length in zip((self._start + first * width).tolist(), (rows * width).tolist(), strict=True):
            file.seek(offset)
            if file.readinto(space[at : at + length]) != length:
                self._fill(file, room[at // width : (at + length) // width], (offset - self._start) // width)
            at += length

    def _fill(self, file: FileIO, rows: NDArray[Any], first: int) -> None:
        """Read rows from this position on into an array that is contiguous."""
        if not rows.nbytes:
            return
        file.seek(self._start + first * self._row_bytes)
        room = rows.reshape(-1).view(np.uint8).data
        while room:
            read = file.readinto(room)
            if not read:
                self._check_length(os.fstat(file.fileno()).st_size)
                raise damaged(self.path, Message("it ends too early"))
            room = room[read:]

    def _check_length(self, length: int) -> None:
        wanted = self._start + self.size * self.dtype.itemsize
        if length != wanted:
            raise damaged(self.path, Message("it has {n:,} bytes where {m:,} belong", n=length, m=wanted))


def read_array(path: Path) -> NDArray[Any]:
    """A whole array; :class:`~compute.errors.UserError` where the file is missing or damaged."""
    array = StoredArray(path)[:]
    array.flags.writeable = False  # many readers share it
    return array


def read_rows(path: Path, shape: tuple[int, ...]) -> StoredArray:
    """An array of numbers of this shape, to be read by rows; errors as :func:`read_array`."""
    found = StoredArray(path)
    check_shape(path, found, shape)
    return found


def _opened(path: Path) -> FileIO:
    try:
        return FileIO(path)
    except FileNotFoundError:
        raise UserError("{path} is missing; restore the study from a copy or profile it again.", path=path) from None
    except OSError as error:
        raise damaged(path, error) from error


def _header(path: Path, file: FileIO) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Shape, type, and where the numbers begin."""
    try:
        read = _HEADERS[np.lib.format.read_magic(file)]
        shape, turned, dtype = read(file)
    except Exception as error:  # of a header with a wrong bit NumPy raises nearly anything, TokenError among it
        raise damaged(path, error) from error
    if dtype.hasobject or (turned and len(shape) > 1) or not shape:
        raise damaged(path, Message("it is no array of this program"))
    return shape, dtype, file.tell()
