"""Lines before the header of a text table that belong to no row: comments, titles, ``sep=;``, blank lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from compute.messages import Message
from compute.read.source import LONGEST_LINE, UNREADABLE, Source

_COMMENT = re.compile(r'["\']?\s*(#|!|//)')
_SEPARATOR = re.compile(r'["\']?sep=(.|\\t)["\']?;*,*\s*', re.IGNORECASE)
LONGEST = 500
"""Lines of a preamble: more are no preamble."""
_LONGEST_TITLE = 2000
_TITLES = 30
"""Lines in which a table is looked for below a title."""
_FEW, _MANY, _ALIKE = 2, 4, 3
"""Filled fields of a title at most; of a row of the table below it at least, in so many rows."""


@dataclass(frozen=True)
class Preamble:
    """source: the table without it. comments: lines passed over. separator: what ``sep=`` says, "" for nothing.
    titles: lines above the header that say something of the whole table.
    """

    source: Source
    comments: int = 0
    separator: str = ""
    titles: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was passed over."""
        said = []
        if self.comments:
            said.append(
                Message("Lines before the header skipped as comments: {count:,}.", count=self.comments, severity="note")
            )
        if self.titles:
            said.append(
                Message(
                    "Lines before the header skipped as titles: {titles}.",
                    titles=[repr(title) for title in self.titles],
                    severity="note",
                )
            )
        return tuple(said)


def find_preamble(source: Source) -> Preamble:
    """As :func:`_walk`; :class:`UserError` for a damaged file."""
    try:
        return _walk(source)
    except UNREADABLE as error:
        raise source.unreadable(error) from error


def _walk(source: Source) -> Preamble:
    """Skip lines that start with ``#``, ``!`` or ``//``, and ``sep=``.

    A last comment line that has as many fields as the rows below is the header itself (``#gene  S1  S2``), unless the
    line after it is one.
    """
    comments, separator, skipped, header = 0, "", 0, -1
    titles: tuple[str, ...] = ()
    with source.open_text() as handle:
        for number in range(LONGEST):
            line = handle.readline(1 << 20)
            if found := _SEPARATOR.fullmatch(line.strip()):
                separator, comments = {"\\t": "\t"}.get(found[1], found[1]), comments + 1
            elif _COMMENT.match(line):
                comments, header = comments + 1, number
                last = line
            elif line.strip():
                if header == number - 1 and comments and not separator and _is_header(last, line):
                    skipped, comments = number - 1, comments - 1
                else:
                    above, titles = _titles(line, handle)
                    skipped = number + above
                break
            elif not line:
                return Preamble(source)
    if not skipped:
        return Preamble(source)
    return Preamble(source.between(source.first + skipped, source.last, source.dropped), comments, separator, titles)


def _titles(first: str, handle: TextIO) -> tuple[int, tuple[str, ...]]:
    """How many lines stand above the header, and what they say: one or two filled fields each, where the rows below
    have four or more. Empty fields (``,,,``) are nothing.
    """
    if len(first) > _LONGEST_TITLE or all(_filled(first, separator) > _FEW for separator in "\t,;"):
        return 0, ()
    lines = [first, *islice(iter(lambda: handle.readline(LONGEST_LINE), ""), _TITLES)]
    found: list[tuple[int, tuple[str, ...]]] = []
    for separator in "\t,;":
        filled = [_filled(line, separator) for line in lines]
        width, rows = Counter(count for count in filled if count).most_common(1)[0] if any(filled) else (0, 0)
        start = next((number for number, count in enumerate(filled) if count > _FEW), 0)
        if width >= _MANY and rows >= _ALIKE and filled[start] >= width - 1:
            if not start:  # the first line is a header, whatever another separator makes of it
                return 0, ()
            above = tuple(line.strip(' \t,;"\r\n') for line in lines[:start] if _filled(line, separator))
            found.append((start, above))
    return found[0] if found else (0, ())


def _filled(line: str, separator: str) -> int:
    return sum(bool(cell.strip(' \r\n"')) for cell in line.split(separator))


def _is_header(comment: str, row: str) -> bool:
    """Whether a comment line is the header of the row below it: as many fields, and the row holds numbers."""
    for separator in ("\t", ",", ";"):
        labels, cells = comment.rstrip("\r\n").split(separator), row.rstrip("\r\n").split(separator)
        if len(labels) == len(cells) > 1:
            return any(_number(cell) for cell in cells[1:]) and not all(_number(label) for label in labels[1:])
    return False


def _number(cell: str) -> bool:
    try:
        float(cell.strip().strip('"').replace(",", "."))
    except ValueError:
        return False
    return True
