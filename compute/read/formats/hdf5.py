"""HDF5 files of strangers: nothing outside the file is read, and no matrix is used before its structure is checked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.attributes import shape_of, text_of
from compute.read.formats.texts import bytes_of_texts
from compute.read.limits import limits
from compute.read.source import Source

if TYPE_CHECKING:
    import h5py

SIGNATURE = b"\x89HDF\r\n\x1a\n"
MOST_OBJECTS = 100_000
_BLOCK = 4096
"""Rows of a sparse matrix made full at a time."""
_REAL = "fiub"


def is_hdf5(source: Source) -> bool:
    return source.head.startswith(SIGNATURE) and not source.compressed


def has(source: Source, *paths: str) -> bool:
    """Whether an HDF5 file has these groups or datasets; False where it cannot be opened. No link is followed out."""
    import h5py

    if not is_hdf5(source):
        return False
    try:
        with h5py.File(source.path, "r") as file:
            return all(_inside(file, path) for path in paths)
    except (OSError, RuntimeError, KeyError, ValueError):
        return False


def _inside(file: h5py.File, path: str) -> bool:
    import h5py

    place: Any = file
    for part in path.split("/"):
        if not isinstance(place, h5py.Group) or not isinstance(place.get(part, getlink=True), h5py.HardLink):
            return False
        place = place[part]
    return True


@contextmanager
def opened(source: Source) -> Iterator[h5py.File]:
    """The file, once it is known that all it holds lies within it.

    :class:`UserError` for external links, external storage and virtual datasets: through them a file would have other
    files of this machine read as if they were its own. Also for whatever a damaged file makes the library raise.
    """
    import h5py

    with source.guarded(), h5py.File(source.path, "r") as file:
        _require_own(file, source)
        yield file


def _require_own(file: h5py.File, source: Source) -> None:
    import h5py

    seen: dict[int, int] = {}
    texts = 0
    waiting: list[tuple[str, h5py.Group]] = [("", file)]
    while waiting:
        path, group = waiting.pop()
        for name in group:
            link = group.get(name, getlink=True)
            inner = f"{path}/{name}"
            if not isinstance(link, h5py.HardLink):
                what = (
                    Message("a link to another file")
                    if isinstance(link, h5py.ExternalLink)
                    else Message("a symbolic link")
                )
                raise _foreign(source, inner, what)
            thing = group[name]
            if (address := int(h5py.h5o.get_info(thing.id).addr)) in seen:
                texts += seen[address]  # named again, and so read again
                _require_own_texts(texts, source, inner)
                continue
            seen[address] = 0
            if len(seen) > MOST_OBJECTS:
                raise UserError(
                    "{source} holds more than {most:,} objects, too many for a file of this kind; check its contents.",
                    source=source.name,
                    most=MOST_OBJECTS,
                )
            if isinstance(thing, h5py.Dataset):
                if thing.external:
                    raise _foreign(source, inner, Message("values kept in another file (external storage)"))
                if thing.is_virtual:
                    raise _foreign(source, inner, Message("values of other files (a virtual dataset)"))
                seen[address] = bytes_of_texts(thing, source)
                texts += seen[address]
            elif isinstance(thing, h5py.Group):
                waiting.append((inner, thing))
            _require_own_texts(texts, source, inner)


def _require_own_texts(there: int, source: Source, path: str) -> None:
    if there > source.path.stat().st_size:
        raise UserError(
            "{source} has texts at {path} that unpack to more than the whole file; it is damaged, so write it again.",
            source=source.name,
            path=path,
        )


def _foreign(source: Source, path: str, what: Message) -> UserError:
    return UserError(
        "{source} has {what} at {path}; nothing outside the file is read, so write it again with "
        "all its values inside.",
        source=source.name,
        what=what,
        path=path,
    )


def read_values(dataset: Any, source: Source, rows: int, columns: int) -> NDArray[np.float64]:
    """A matrix of ``rows`` × ``columns`` numbers, dense or CSR or CSC as anndata writes them, as a full one.

    Its shape, types and, where sparse, its pointers and indices are checked first. Raises :class:`UserError`.
    """
    import h5py

    limits().require(source.name, rows, columns)
    _require_room(8 * rows * columns, source)
    if isinstance(dataset, h5py.Dataset):
        if dataset.shape != (rows, columns):
            raise UserError(
                "{source} has a matrix {name} of {shape} where {rows:,} samples × {columns:,} genes are "
                "named; write it again.",
                source=source.name,
                name=dataset.name,
                shape=_shape(dataset.shape),
                rows=rows,
                columns=columns,
            )
        _require_real(dataset, source)
        values = np.empty((rows, columns))
        if values.size:
            dataset.read_direct(values)
        return values
    kind = text_of(dataset, "encoding-type", text_of(dataset, "h5sparse_format"))
    compressed_rows = "csr" in kind
    if not (compressed_rows or "csc" in kind) or not {"data", "indices", "indptr"} <= set(dataset):
        raise UserError(
            "{source} has a matrix {name} of an unknown kind ({kind}); write it again as a dense, CSR or CSC matrix.",
            source=source.name,
            name=dataset.name,
            kind=kind or Message("no encoding"),
        )
    shape = shape_of(dataset, "shape", "h5sparse_shape")
    if shape != (rows, columns):
        raise UserError(
            "{source} has a matrix {name} of {shape} where {rows:,} samples × {columns:,} genes are "
            "named; write it again.",
            source=source.name,
            name=dataset.name,
            shape=_shape(shape),
            rows=rows,
            columns=columns,
        )
    along = (rows, columns) if compressed_rows else (columns, rows)
    full = from_sparse(dataset["data"], dataset["indices"], dataset["indptr"], along, source)
    return full if compressed_rows else np.ascontiguousarray(full.T)


def from_sparse(
    data: h5py.Dataset, indices: h5py.Dataset, indptr: h5py.Dataset, shape: tuple[int, int], source: Source
) -> NDArray[np.float64]:
    """A full matrix from its compressed rows. :class:`UserError` where a pointer or an index leaves the matrix."""
    rows, columns = shape
    limits().require(source.name, rows, columns)
    _require_room(8 * rows * columns, source)
    for part in (data, indices, indptr):
        if part.ndim != 1:
            raise _broken(source, data)
    _require_real(data, source)
    for part in (indices, indptr):
        if part.dtype.kind not in "iu":
            raise _broken(source, data)
    if len(data) > rows * columns or len(data) != len(indices) or len(indptr) != rows + 1:
        raise _broken(source, data)
    pointers = indptr[:].astype(np.int64)
    if pointers[0] != 0 or pointers[-1] != len(data) or (np.diff(pointers) < 0).any():
        raise _broken(source, data)
    full = np.zeros(shape)
    for start in range(0, rows, _BLOCK):
        _fill(full, start, data, indices, pointers, source)
    return full


def _fill(
    full: NDArray[np.float64],
    start: int,
    data: h5py.Dataset,
    indices: h5py.Dataset,
    pointers: NDArray[np.int64],
    source: Source,
) -> None:
    """Some of the rows of a full matrix, from ``start`` on: of a file of many cells only a part is held beside it."""
    from scipy.sparse import csr_matrix

    ends = pointers[start : start + _BLOCK + 1]
    part = slice(int(ends[0]), int(ends[-1]))
    places = indices[part].astype(np.int64)
    if len(places) and (places.min() < 0 or places.max() >= full.shape[1]):
        raise _broken(source, data)
    shape = (len(ends) - 1, full.shape[1])
    block = csr_matrix((data[part].astype(np.float64), places, ends - ends[0]), shape=shape)
    full[start : start + shape[0]] = block.toarray()


def _broken(source: Source, data: h5py.Dataset) -> UserError:
    return UserError(
        "{source} has a sparse matrix {name} whose indices do not fit its shape; the file is damaged, write it again.",
        source=source.name,
        name=data.parent.name,
    )


def _require_real(dataset: h5py.Dataset, source: Source) -> None:
    if dataset.dtype.kind not in _REAL:
        raise UserError(
            "{source} has a matrix {name} of type {dtype}; real numbers are needed.",
            source=source.name,
            name=dataset.name,
            dtype=str(dataset.dtype),
        )


def _require_room(need: int, source: Source) -> None:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if need > memory:
        raise UserError(
            "{source} needs {need:,.0f} GiB as a full table and this machine has {memory:,.0f}; "
            "select fewer cells or genes and write it again.",
            source=source.name,
            need=need / 2**30,
            memory=memory / 2**30,
        )


def left_out(columns: Sequence[str]) -> tuple[Message, ...]:
    """The note of columns that could not be read; none where all were."""
    if not columns:
        return ()
    return (
        Message(
            "{count} columns of a kind that cannot be read were left out: {lost}.",
            count=len(columns),
            lost=columns,
            severity="note",
        ),
    )


def require_room_of(dataset: h5py.Dataset, source: Source) -> None:
    """:class:`UserError` where a dataset has more values, or takes more bytes, than is read: known before it is read,
    since values that were never written, or are all the same, take no room in a file.
    """
    limits().require(source.name, dataset.size or 0, 1)
    limits().require_bytes(source.name, (dataset.size or 0) * dataset.dtype.itemsize)


def _shape(shape: tuple[int, ...] | None) -> Message | str:
    return " × ".join(f"{number:,}" for number in shape or ()) or Message("no shape")


def texts_of(dataset: h5py.Dataset, source: Source) -> list[str]:
    """A dataset of text (or of numbers) as strings, within the budget."""
    require_room_of(dataset, source)
    if dataset.dtype.kind not in _REAL + "OS":
        raise UserError(
            "{source} has names {name} of type {dtype}; text is needed.",
            source=source.name,
            name=dataset.name,
            dtype=str(dataset.dtype),
        )
    values = dataset.asstr(errors="replace")[:] if dataset.dtype.kind == "O" else dataset[:]
    if values.dtype.kind == "S":
        values = np.char.decode(values, "utf-8", "replace")
    return [str(value) for value in np.atleast_1d(values)]
