"""A file as it lies on disk: is it there, what is it, and its checksum. Told by content, not by its ending."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal, TextIO, cast

from compute.errors import UserError
from compute.messages import word

Kind = Literal["text", "parquet", "h5ad"]

_GZIP = b"\x1f\x8b"
_HEAD = 65_536
LONGEST_LINE = 1 << 25
"""Signs of one line: a table of a million columns has them. A file of a few bytes can be packed to hold any number."""
MOST_TEXT = 1 << 29
"""Signs of a list, or of gene sets; those of expression tables are counted by nobody but the memory."""
UNREADABLE = (OSError, EOFError, UnicodeError, zlib.error)
"""What reading a damaged text file raises; :meth:`Source.unreadable` has the sentence."""


@dataclass(frozen=True)
class Source:
    """One file to read.

    name: the path as the user gave it. kind: what its first bytes say it is. checksum: SHA-256 of its bytes.
    """

    path: Path
    name: str
    kind: Kind
    compressed: bool
    encoding: str
    checksum: str

    def open_text(self) -> TextIO:
        """The file as text, decompressed, line ends as they are (the csv module wants them so)."""
        if self.compressed:
            return cast(TextIO, gzip.open(self.path, "rt", encoding=self.encoding, newline=""))
        return self.path.open(encoding=self.encoding, newline="")

    def lines(self, most: int = MOST_TEXT) -> Iterator[str]:
        """Its lines, with their ends. :class:`UserError` where it is damaged, a line is too long, or all lines together
        have more than ``most`` signs: what is read here is held in memory.
        """
        read = 0
        try:
            with self.open_text() as handle:
                while line := handle.readline(LONGEST_LINE):
                    read += len(line)
                    if len(line) == LONGEST_LINE or read > most:
                        what = "a line" if len(line) == LONGEST_LINE else "text"
                        signs = LONGEST_LINE if len(line) == LONGEST_LINE else most
                        raise UserError(
                            "{source} has {what} of more than {most:,} characters, more than any such file; check "
                            "what is in it.",
                            source=self.name,
                            what=word(what),
                            most=signs,
                        )
                    yield line
        except UNREADABLE as error:
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
                "{source} is a damaged gzip file ({error}); fetch or compress it again.", source=self.name, error=error
            )
        detail = " ".join(str(error).split()) or type(error).__name__
        return UserError(
            "{source} cannot be read: {detail}; check that the file is whole.", source=self.name, detail=detail[:200]
        )


def find_source(path: str | PathLike[str], name: str | None = None) -> Source:
    """Look at a file without reading it whole. name: what to call it in messages (default: ``path``).

    Raises :class:`UserError` where there is no such file, or it is a directory, empty, or of a kind that
    cannot be read here (a workbook, an archive, an image).
    """
    name = name or str(path)
    place = Path(path).expanduser()
    try:
        if not place.exists():
            raise UserError("There is no file {source}; check the path.", source=name)
        if not place.is_file():
            raise UserError("{source} is a folder, not a file; name the table inside it.", source=name)
        with place.open("rb") as handle:
            head = handle.read(_HEAD)
            handle.seek(0)
            checksum = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise UserError(
            "{source} cannot be opened ({error}); check its permissions.", source=name, error=error.strerror or error
        ) from error
    compressed = head.startswith(_GZIP)
    if compressed:
        head = _decompressed_head(place, name)
    kind = _kind(head, name)
    if compressed and kind != "text":
        raise UserError("{source} is a compressed {kind} file; decompress it first (gunzip).", source=name, kind=kind)
    return Source(place, name, kind, compressed, _encoding(head), checksum)


def _decompressed_head(place: Path, name: str) -> bytes:
    try:
        with gzip.open(place, "rb") as handle:
            return handle.read(_HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(
            "{source} is a damaged gzip file ({error}); fetch or compress it again.", source=name, error=error
        ) from error


def _kind(head: bytes, name: str) -> Kind:
    if not head.strip():
        raise UserError("{source} is empty; a table with a header row and at least two samples is needed.", source=name)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x89HDF\r\n\x1a\n"):
        return "h5ad"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UserError(
            "{source} is a workbook or an archive, not a table; save the sheet as “CSV UTF-8” first.", source=name
        )
    if b"\0" in head and _encoding(head) == "utf-8-sig":
        raise UserError(
            "{source} is a binary file of an unknown kind; CSV, TSV (also .gz), Parquet and .h5ad are read.",
            source=name,
        )
    return "text"


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
