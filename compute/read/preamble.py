"""Lines before the header of a text table that belong to no row: comments, ``sep=;``, blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compute.messages import Message
from compute.read.source import UNREADABLE, Source

_COMMENT = re.compile(r'["\']?\s*(#|!|//)')
_SEPARATOR = re.compile(r'["\']?sep=(.|\\t)["\']?;*,*\s*', re.IGNORECASE)
_FIELDS = re.compile(r"[\t,; ]")
LONGEST = 500
"""Lines of a preamble: more are no preamble."""


@dataclass(frozen=True)
class Preamble:
    """source: the table without it. comments: lines passed over. separator: what ``sep=`` says, "" for nothing."""

    source: Source
    comments: int = 0
    separator: str = ""

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was passed over."""
        if not self.comments:
            return ()
        return (
            Message("Lines before the header skipped as comments: {count:,}.", count=self.comments, severity="note"),
        )


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
                    skipped = number
                break
            elif not line:
                return Preamble(source)
    if not skipped:
        return Preamble(source)
    return Preamble(source.between(source.first + skipped, source.last, source.dropped), comments, separator)


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
