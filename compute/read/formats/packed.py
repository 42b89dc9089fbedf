"""What the batches of an Arrow file unpack to, told before one is unpacked.

pyarrow unpacks a batch whole, and a file of 150 kB can hold one of 5 GB. How long a packed buffer will be stands in its
first eight bytes; where the buffers are, in the footer and in the head of each batch. Both are flatbuffers, for which
pyarrow has no reader: the few fields wanted are read here, as Arrow's format says (``File.fbs``, ``Message.fbs``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.read.limits import limits
from compute.read.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

_MAGIC = b"ARROW1"
_DICTIONARY, _BATCH = 2, 3
"""Kinds of a message: what a field of categories holds, and rows."""
_MOST_BATCHES = 100_000
_BLOCK, _BUFFER = 24, 16
"""Bytes of their records."""


def require_room(source: Source, file: pa.NativeFile) -> None:
    """:class:`UserError` where one batch of a file unpacks to more bytes than are read, or has more rows, or all that
    its fields of categories hold is more."""
    size, held = file.size(), 0
    try:
        for offset, head, body in _blocks(file, size):
            if offset < 0 or head < 8 or body < 0 or offset + head + body > size:
                raise ValueError("a batch lies outside of it")
            kind, rows, unpacked = _batch(file, offset, head, body)
            held += unpacked if kind == _DICTIONARY else 0  # pyarrow holds all of them together
            limits().require(source.name, rows, 1)
            limits().require_bytes(source.name, max(unpacked, held))
    except (struct.error, IndexError, ValueError) as error:
        raise UserError(
            "{source} cannot be read: {detail}; check that the file is whole.", source=source.name, detail=error
        ) from error


def _blocks(file: pa.NativeFile, size: int) -> Iterator[tuple[int, int, int]]:
    """Offset, length of the head and of the body of each batch, as the footer has them."""
    file.seek(max(size - len(_MAGIC) - 4, 0))
    end = file.read(len(_MAGIC) + 4)
    if len(end) < len(_MAGIC) + 4 or not end.endswith(_MAGIC):
        raise ValueError("its end is missing")
    (length,) = struct.unpack_from("<i", end)
    if not 8 <= length <= size - len(end):
        raise ValueError("its end is damaged")
    file.seek(size - len(end) - length)
    footer = _Table.root(file.read(length))
    for field in (2, 3):  # of dictionaries, of rows
        at, count = footer.vector(field)
        if count > _MOST_BATCHES:
            raise ValueError(f"it has more than {_MOST_BATCHES:,} batches")
        for number in range(count):
            offset, head, body = struct.unpack_from("<qi4xq", footer.content, at + number * _BLOCK)
            yield offset, head, body


def _batch(file: pa.NativeFile, offset: int, head: int, body: int) -> tuple[int, int, int]:
    """Kind and rows of a batch, and the bytes of its buffers unpacked."""
    file.seek(offset)
    content = file.read(head)
    message = _Table.root(content[8:] if content[:4] == b"\xff\xff\xff\xff" else content[4:])
    kind = message.number(1, "<B")
    if kind not in (_DICTIONARY, _BATCH):
        raise ValueError("a batch is none")
    batch = message.table(2)
    batch = batch.table(1) if kind == _DICTIONARY else batch
    packed = batch.has(3)
    at, count = batch.vector(2)
    unpacked = 0
    for number in range(count):
        start, length = struct.unpack_from("<qq", batch.content, at + number * _BUFFER)
        if start < 0 or length < 0 or start + length > body:
            raise ValueError("a column lies outside of it")
        if packed and length >= 8:
            file.seek(offset + head + start)
            (said,) = struct.unpack("<q", file.read(8))
            length = said if said >= 0 else length  # -1: this one is not packed
        unpacked += length
    return kind, batch.number(0, "<q"), unpacked


class _Table:
    """A table of a flatbuffer: its fields by number. Whatever lies outside of the buffer raises struct.error."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content = content
        self._at = at
        self._fields = at - self._read("<i", at)

    @classmethod
    def root(cls, content: bytes) -> _Table:
        return cls(content, struct.unpack_from("<I", content)[0])

    def has(self, field: int) -> bool:
        return self._place(field) != 0

    def number(self, field: int, form: str) -> int:
        """0 where it is left out, as the format has it."""
        place = self._place(field)
        return self._read(form, place) if place else 0

    def table(self, field: int) -> _Table:
        place = self._place(field)
        if not place:
            raise ValueError("a batch is damaged")
        return _Table(self.content, place + self._read("<I", place))

    def vector(self, field: int) -> tuple[int, int]:
        """Where its records begin, and how many there are."""
        place = self._place(field)
        if not place:
            return 0, 0
        at = place + self._read("<I", place)
        return at + 4, self._read("<I", at)

    def _place(self, field: int) -> int:
        size = self._read("<H", self._fields)
        at = 4 + 2 * field
        offset = self._read("<H", self._fields + at) if at < size else 0
        return self._at + offset if offset else 0

    def _read(self, form: str, at: int) -> int:
        if at < 0:
            raise ValueError("a batch is damaged")
        return int(struct.unpack_from(form, self.content, at)[0])
