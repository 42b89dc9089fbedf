"""Attributes in HDF5, which the library reads whole: how much they are is known before one is read.

An attribute lies in its file as it is, unpacked; but texts of any length lie elsewhere, and a thousand of them may all
name one place, which no program writes. One text unpacks to no more than its file.
"""

from __future__ import annotations

import mmap
from typing import Any, Final

from compute.errors import UserError
from compute.read.source import Source

MOST: Final = 1 << 27
"""Bytes of the texts of one attribute: several thousand names of columns take less than one."""
MOST_NUMBERS: Final = 8
"""Of an attribute that holds a shape."""
_COLLECTION: Final = b"GCOL\x01\0\0\0"
"""Texts of any length lie in collections that begin so; then comes the size of each."""


def text_of(thing: Any, name: str, default: str = "") -> str:
    """One text; the default where there is no attribute of that name, or it holds several values."""
    return str(thing.attrs[name]) if name in thing.attrs and not thing.attrs.get_id(name).shape else default


def shape_of(thing: Any, *names: str) -> tuple[int, ...]:
    """The whole numbers of the first of these attributes that there is; () where there is none, or it is no shape."""
    for name in names:
        if name in thing.attrs:
            found = thing.attrs.get_id(name)
            fits = found.dtype.kind in "iu" and len(found.shape) == 1 and found.shape[0] <= MOST_NUMBERS
            return tuple(int(number) for number in thing.attrs[name]) if fits else ()
    return ()


def names_of(thing: Any, name: str, source: Source) -> list[str]:
    """The texts of an attribute, [] where there is none; :class:`UserError` where they may be longer than is read."""
    if name not in thing.attrs:
        return []
    shape = thing.attrs.get_id(name).shape
    count = 0 if shape is None else int(shape[0]) if len(shape) == 1 else 1
    if _is_long(thing, name) and count * _longest(source, MOST // max(count, 1)) > MOST:
        raise UserError(
            "{source} has texts at {path} that may unpack to more than {most:,} bytes; write it again.",
            source=source.name,
            path=f"{thing.name}: {name}",
            most=MOST,
        )
    return [str(label) for label in thing.attrs[name]] if shape else []


def require_short(thing: Any) -> None:
    """ValueError where an attribute holds several texts of any length: those that tell how a column is read do not."""
    if any(_is_long(thing, name) and thing.attrs.get_id(name).shape != () for name in thing.attrs):
        raise ValueError("attributes of a kind that no column has")


def _is_long(thing: Any, name: str) -> bool:
    """Whether an attribute holds what lies elsewhere in the file: texts of any length, lists, records with these."""
    return bool(thing.attrs.get_id(name).dtype.hasobject)


def _longest(source: Source, enough: int) -> int:
    """Bytes that no text of any length in a file is above; looked for only where the file itself is above enough."""
    size = source.path.stat().st_size
    if size <= enough:
        return size
    longest = 0
    with source.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place = content.find(_COLLECTION)
        while place >= 0:
            longest = max(longest, int.from_bytes(content[place + 8 : place + 16], "little"))
            place = content.find(_COLLECTION, place + 8)
    return min(longest, size)
