"""Texts of any length in HDF5: how long they are, known before one is read.

A dataset of them holds their lengths and where each lies in the file. A thousand that all name one place unpack to a
thousand times what the file holds, which no program writes: each text written has its own place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.read.limits import limits
from compute.read.source import Source

if TYPE_CHECKING:
    import h5py

_AT_ONCE = 1 << 20
"""Lengths that are looked up at a time."""


def bytes_of_texts(dataset: h5py.Dataset, source: Source) -> int:
    """Bytes that the texts of a dataset take, its own rows aside; 0 where they are no texts of any length.

    As soon as they are more than the file itself has, some number above that.
    """
    import h5py

    kind = h5py.check_string_dtype(dataset.dtype)
    if kind is None or kind.length is not None or not dataset.size:
        return 0
    layout = dataset.id.get_create_plist().get_layout()
    lengths = {h5py.h5d.CHUNKED: _of_chunks, h5py.h5d.CONTIGUOUS: _in_one_piece}.get(layout, _one_by_one)
    most, total = Path(source.path).stat().st_size, 0
    for part in lengths(dataset, source):
        total += int(part.sum(dtype=np.int64))
        if total > most:
            break
    return total


def _row(dataset: h5py.Dataset) -> np.dtype[np.void]:
    """A row as it lies in the file: the length of its text, then the address of that."""
    address, _ = dataset.file.id.get_create_plist().get_sizes()
    return np.dtype([("length", "<u4"), ("place", f"V{address + 4}")])


def _in_one_piece(dataset: h5py.Dataset, source: Source) -> Iterator[NDArray[np.uint32]]:
    start, row, left = dataset.id.get_offset(), _row(dataset), int(dataset.size)
    if start is None:
        return
    with Path(source.path).open("rb") as file:
        file.seek(start)
        while left > 0 and len(rows := np.fromfile(file, row, min(left, _AT_ONCE))):
            left -= len(rows)
            yield rows["length"]


def _of_chunks(dataset: h5py.Dataset, source: Source) -> Iterator[NDArray[np.uint32]]:
    """Chunk by chunk, unpacked by the library's own filters as plain bytes: in a file in memory, of one chunk."""
    import h5py

    row, rows = _row(dataset), int(np.prod(dataset.chunks, dtype=np.int64))
    limits().require(source.name, rows, 1)
    places: list[tuple[int, ...]] = []
    dataset.id.chunk_iter(lambda chunk: places.append(chunk.chunk_offset))
    with h5py.File.in_memory() as memory:
        twins: dict[int, h5py.Dataset] = {}
        for place in places:
            skipped, packed = dataset.id.read_direct_chunk(place)
            if skipped not in twins:
                twins[skipped] = _twin(memory, dataset, skipped, rows * row.itemsize)
            twins[skipped].id.write_direct_chunk((0,), packed)
            yield twins[skipped][...].view(row)["length"]


def _twin(memory: h5py.File, dataset: h5py.Dataset, skipped: int, size: int) -> h5py.Dataset:
    """A dataset of ``size`` bytes in one chunk, packed as those chunks of another are that skip these of its filters
    (a bit each): texts are often written without the shuffling that was asked for.
    """
    import h5py

    theirs = dataset.id.get_create_plist()
    filters = [theirs.get_filter(place) for place in range(theirs.get_nfilters()) if not skipped >> place & 1]
    width = next((int(values[0]) for code, _, values, _ in filters if code == h5py.h5z.FILTER_SHUFFLE), 1)
    ours = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    ours.set_chunk((size // width,))
    for code, flags, values, _ in filters:
        ours.set_filter(code, flags, values)
    plain, space = h5py.h5t.py_create(np.dtype(f"V{width}")), h5py.h5s.create_simple((size // width,))
    return h5py.Dataset(h5py.h5d.create(memory.id, str(skipped).encode(), plain, space, ours))


def _one_by_one(dataset: h5py.Dataset, _: Source) -> Iterator[NDArray[np.uint32]]:
    """Of the few that lie in the header of a dataset."""
    for place in np.ndindex(dataset.shape):
        yield np.array([len(dataset[place])])
