"""A file as it lies on disk: is it there, is it text, and its checksum. Told by content, not by its ending."""

from __future__ import annotations

import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TextIO, cast

from compute.errors import UserError
from compute.messages import Message, word
from compute.read.limits import limits

_GZIP = b"\x1f\x8b"
_HEAD = 65_536
LONGEST_LINE = 1 << 25
"""Characters of one line: a table of a million columns has them. A file of a few bytes can be packed to hold any
number."""
MOST_TEXT = 1 << 29
"""Characters of a list, or of gene sets."""
UNREADABLE = (OSError, EOFError, UnicodeError, zlib.error)
"""What reading a damaged text file raises; :meth:`Source.unreadable` has the sentence."""


@dataclass(frozen=True)
class Source:
    """One file to read.

    name: the path as the user gave it. head: its first 64 KiB, decompressed. is_text: whether they are text.
    checksum: SHA-256 of its bytes. part: which sheet or matrix of the file is wanted, "" for the usual one.
    first: lines passed over before the table begins. dropped: lines passed over after its header. last: the line (from
    1) that ends it, None for the whole file.
    """

    path: Path
    name: str
    head: bytes = field(repr=False)
    is_text: bool
    compressed: bool
    encoding: str
    checksum: str
    part: str = ""
    first: int = 0
    dropped: int = 0
    last: int | None = None

    @property
    def offset(self) -> int:
        """How many lines of the file stand before a row of the table beside the rows above it."""
        return self.first + self.dropped

    def between(self, first: int, last: int | None = None, dropped: int = 0) -> Source:
        """The same file, of which the table is the lines after ``first``, up to ``last``, less those ``dropped`` after
        its header."""
        return replace(self, first=first, last=last, dropped=dropped)

    def first_lines(self) -> list[str]:
        """The whole lines of :attr:`head`, without their ends; none for a binary file."""
        if not self.is_text:
            return []
        lines = self.head.decode(self.encoding, errors="ignore").splitlines()
        return lines[:-1] if len(self.head) == _HEAD else lines

    def open_text(self) -> TextIO:
        """The table as text, decompressed, line ends as they are (the csv module wants them so)."""
        if self.compressed:
            handle = cast(TextIO, gzip.open(self.path, "rt", encoding=self.encoding, newline=""))  # noqa: SIM115
        else:
            handle = self.path.open(encoding=self.encoding, newline="")
        for _ in range(self.first):
            handle.readline(LONGEST_LINE)
        if self.last is None and not self.dropped:
            return handle
        lines = sys.maxsize if self.last is None else self.last - self.first
        return cast(TextIO, _Window(handle, lines, self.dropped))

    def lines(self, most: int = MOST_TEXT) -> Iterator[str]:
        """Its lines, with their ends. :class:`UserError` where it is damaged, a line is too long, there are more lines
        than a table has rows, or all together have more than ``most`` characters: what is read here is held in memory.
        """
        read = number = 0
        try:
            with self.open_text() as handle:
                while line := handle.readline(LONGEST_LINE):
                    read += len(line)
                    number += 1
                    if number > limits().rows:
                        limits().require(self.name, number, 1)
                    if len(line) == LONGEST_LINE or read > most:
                        what = word("a line") if len(line) == LONGEST_LINE else word("text")
                        characters = LONGEST_LINE if len(line) == LONGEST_LINE else most
                        raise UserError(
                            "{source} has {what} of more than {characters:,} characters, which is too long for a "
                            "file of this kind; check its contents.",
                            source=self.name,
                            what=what,
                            characters=characters,
                        )
                    yield line
        except UNREADABLE as error:
            raise self.unreadable(error) from error

    def packed(self, form: Message | str) -> Message | str:
        """The name of its format, with how it is compressed."""
        return Message("{format} (gzip)", format=form) if self.compressed else form

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Whatever a library raises at the content of a binary file becomes one sentence; ours pass."""
        try:
            yield
        except UserError:
            raise
        except MemoryError as error:
            raise UserError(
                "{source} needs more memory than there is; choose fewer genes or samples and write it again.",
                source=self.name,
            ) from error
        except Exception as error:  # a damaged or hostile file makes libraries raise anything
            raise self.unreadable(error) from error

    def unreadable(self, error: Exception) -> UserError:
        """The sentence for an error met while the content was read."""
        if isinstance(error, UnicodeDecodeError):
            return UserError(
                "{source} is not UTF-8 text (byte {start:,} of what was read); save it as “CSV UTF-8” and try again.",
                source=self.name,
                start=error.start + 1,
            )
        if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
            return UserError(
                "{source} is a damaged gzip file ({error}); fetch or compress it again.",
                source=self.name,
                error=error,
            )
        detail = str(error).replace(str(self.path), self.name) or type(error).__name__  # libraries name the whole path
        return UserError(
            "{source} cannot be read: {detail}; check that the file is whole.", source=self.name, detail=detail
        )


class _Window:
    """So many lines of a text file, as a file, without those dropped after the first that is not blank."""

    def __init__(self, handle: TextIO, lines: int, dropped: int) -> None:
        self._handle = handle
        self._left = max(lines, 0)
        self._dropped = dropped
        self._rest = ""

    def readline(self, size: int | None = -1, /) -> str:
        if not self._left:
            return ""
        line = self._handle.readline(-1 if size is None else size)
        if line.endswith(("\n", "\r")) or not line:
            self._left -= 1
        if self._dropped and line.strip():
            for _ in range(self._dropped):
                self._handle.readline(LONGEST_LINE)
            self._left, self._dropped = self._left - self._dropped, 0
        return line

    def read(self, size: int | None = -1, /) -> str:
        if size is None or size < 0:
            return self._rest + "".join(iter(self.readline, ""))
        parts, length = [self._rest], len(self._rest)
        while length < size and (line := self.readline()):
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self._rest = text[size:]
        return text[:size]

    def close(self) -> None:
        self._handle.close()

    def __enter__(self) -> _Window:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self.readline, "")


def find_source(path: str | PathLike[str], name: str | None = None, part: str = "") -> Source:
    """Look at a file without reading it whole. name: what to call it in messages (default: ``path``).

    path: also ``FILE#SHEET``, of a workbook or of what :attr:`part` names otherwise, where ``part`` is not given.
    Raises :class:`UserError` where there is no such file, or it is a directory or empty.
    """
    name = name or str(path)
    place, named = split_part(path)
    part = part or named
    try:
        require_file(place, name)
        with place.open("rb") as handle:
            head = handle.read(_HEAD)
            handle.seek(0)
            checksum = hashlib.file_digest(handle, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(
            "{source} cannot be opened ({reason}); check its permissions.", source=name, reason=reason
        ) from error
    compressed = head.startswith(_GZIP)
    if compressed:
        head = _decompressed_head(place, name)
    if not head.strip():
        raise UserError("{source} is empty; a table with a header row and at least two samples is needed.", source=name)
    encoding = _encoding(head)
    return Source(place, name, head, encoding is not None, compressed, encoding or "", checksum, part)


def require_file(place: Path, name: str | PathLike[str]) -> None:
    """:class:`UserError` where there is no file, or something else has its name. name: what to call it in messages."""
    if not place.exists():
        raise UserError("There is no file {source}; check the path.", source=name)
    if place.is_dir():
        raise UserError("{source} is a folder, not a file; name the table inside it.", source=name)
    if not place.is_file():
        raise UserError("{source} is a pipe or a device, which is not read; save its content as a file.", source=name)


def split_part(path: str | PathLike[str]) -> tuple[Path, str]:
    """File and sheet of ``FILE#SHEET``; a file whose own name holds that sign is one without."""
    place = Path(path).expanduser()
    before, sign, after = str(path).rpartition("#")
    if sign and before and not place.exists() and (whole := Path(before).expanduser()).is_file():
        return whole, after
    return place, ""


def _decompressed_head(place: Path, name: str) -> bytes:
    try:
        with gzip.open(place, "rb") as handle:
            return handle.read(_HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(
            "{source} is a damaged gzip file ({error}); fetch or compress it again.", source=name, error=error
        ) from error


_BINARY = (
    b"PAR1",
    b"ARROW1",
    b"FEA1",
    b"\x89HDF\r\n\x1a\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
)


def _encoding(head: bytes) -> str | None:
    """How the text is encoded; None where the bytes are no text. UTF-16 without its mark is known by its zeros."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(_BINARY):
        return None
    if b"\0" not in head:
        return "utf-8-sig"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None
