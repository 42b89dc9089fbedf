"""How a text table is written: its separator, decimal sign, header and width, found from its first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from compute.errors import UserError
from compute.messages import Message
from compute.read.limits import limits
from compute.read.numbers import is_number
from compute.read.preamble import find_preamble
from compute.read.source import Source

PEEK = 40
FEWEST, ENOUGH = 5, 1 << 26
"""Lines looked at in any case, and signs after which no more are: of very wide tables a few rows say it all."""
SEPARATORS = {"\t": "tab", ",": "comma", ";": "semicolon", " ": "space"}
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+([eE][+-]?\d+)?")
_ONLY_THOUSANDS = " '\u00a0\u2009\u202f\u2019"
"""Signs that stand between thousands and nowhere else in a number."""
_GROUPED = {
    sign: re.compile(r"[+-]?[1-9]\d{0,2}(" + re.escape(sign) + r"\d{3})+", re.ASCII) for sign in f".,{_ONLY_THOUSANDS}"
}
_GROUPED_FRACTION = {
    (sign, point): re.compile(
        r"[+-]?[1-9]\d{0,2}(" + re.escape(sign) + r"\d{3})+" + re.escape(point) + r"\d+", re.ASCII
    )
    for sign in f".,{_ONLY_THOUSANDS}"
    for point in ".,"
    if sign != point
}
"""1.289,37: both signs in one number leave no doubt which is which."""
_FIELD_LIMIT = 1 << 26
FEWEST_GROUPED = 3
NO_FIT = (0.0, False, 0)


@dataclass(frozen=True)
class Dialect:
    """header: one label per column; records: the first PEEK records below it, as text.

    unlabelled: the header has one field less than the records, as R writes row names; header[0] is then "".
    hanging: so many empty columns without a label stand at the end of the records. source: the table without the lines
    before its header. notes: what was passed over there. thousands: the sign between thousands ("" for none).
    """

    separator: str
    decimal: str
    header: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    unlabelled: bool
    hanging: int
    source: Source
    notes: tuple[Message, ...] = ()
    thousands: str = ""

    @property
    def width(self) -> int:
        return len(self.header)

    def is_number(self, cell: str) -> bool:
        """Whether a cell is a number as this table writes them."""
        return is_number(cell.replace(self.thousands, "") if self.thousands else cell, self.decimal)


def find_dialect(source: Source) -> Dialect:
    """Raises :class:`UserError` for text that is no table: one column, no rows, nothing to read."""
    csv.field_size_limit(_FIELD_LIMIT)
    preamble = find_preamble(source)
    source = preamble.source
    lines = _first_lines(source)
    parsed = {separator: _parse(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _fit(parsed[separator]))
    records = parsed[best]
    if _fit(records) == NO_FIT:
        uneven = max(parsed.values(), key=lambda records: max(map(len, records[1:]), default=0))
        if (width := max(map(len, uneven[1:]), default=0)) > 1:
            raise UserError(
                "{source} has {n_labels} labels in its header but {width} values in a row below; give every column "
                "one label, in the first line.",
                source=source.name,
                n_labels=len(uneven[0]),
                width=width,
            )
        raise UserError(
            "{source} has only one column; values must be separated by commas, tabs, semicolons or spaces, with "
            "one header row and no quote left open.",
            source=source.name,
        )
    header, body = records[0], records[1:]
    if not body:
        raise UserError("{source} has a header but no rows below it; nothing can be read from it.", source=source.name)
    width = Counter(len(record) for record in body).most_common(1)[0][0]
    hanging = all(_empty_end(record, width) for record in body)
    unlabelled = width == len(header) + 1 and not hanging
    if unlabelled:
        header = ("", *header)
    while len(header) > 1 and header[-1].strip() == "" and all(_empty_end(record, len(header)) for record in body):
        header = header[:-1]  # a separator at the end of every line
    limits().require(source.name, 1, len(header))
    if header[0].startswith(("#", "!")):
        header = (header[0].lstrip("#! "), *header[1:])
    grouped = _grouped_fractions(best, body)
    return Dialect(
        separator=best,
        decimal=grouped[1] if grouped else _decimal(best, body),
        header=header,
        records=body,
        unlabelled=unlabelled,
        hanging=max(width - len(header), 0) if hanging else 0,
        source=source,
        notes=preamble.notes,
        thousands=grouped[0] if grouped else _thousands(best, body),
    )


def _first_lines(source: Source) -> list[str]:
    lines: list[str] = []
    for line in islice(source.lines(), PEEK + 20):
        lines.append(line)
        if len(lines) > FEWEST and sum(map(len, lines)) > ENOUGH:
            break
    if not any(line.strip() for line in lines):
        raise UserError("{source} holds only blank lines; a table with a header row is needed.", source=source.name)
    return lines


def _parse(lines: list[str], separator: str) -> tuple[tuple[str, ...], ...]:
    try:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
        return tuple(tuple(record) for record in islice(filter(None, reader), PEEK))
    except csv.Error:
        return ()


def _fit(records: tuple[tuple[str, ...], ...]) -> tuple[float, bool, int]:
    """How well one separator explains the lines: share of records of the header's width, whether the header has all of
    their labels, then the width.
    """
    if not records or len(records[0]) < 1:
        return NO_FIT
    header = len(records[0])
    body = records[1:]
    if not body:
        return (1.0, True, header) if header > 1 else NO_FIT
    width = Counter(len(record) for record in body).most_common(1)[0][0]
    hanging = header - width == 1 and records[0][-1].strip() == ""
    if width < 2 or not (width - header in (0, 1) or hanging):
        return NO_FIT
    return sum(len(record) == width for record in body) / len(body), header > 1, width


def _empty_end(record: tuple[str, ...], width: int) -> bool:
    return len(record) < width or record[width - 1].strip() == ""


def _decimal(separator: str, body: tuple[tuple[str, ...], ...]) -> str:
    """The sign before a fraction. Among cells separated by commas those in quotes can hold one: then no cell may be in
    doubt (1,234 is one thousand to many).
    """
    cells = [cell.strip() for record in body for cell in record]
    with_comma = [cell for cell in cells if _DECIMAL_COMMA.fullmatch(cell)]
    points = sum(is_number(cell) and "." in cell for cell in cells)
    if separator == "," and (points or all(_GROUPED[","].fullmatch(cell) for cell in with_comma)):
        return "."
    return "," if len(with_comma) > points else "."


def _grouped_fractions(separator: str, body: tuple[tuple[str, ...], ...]) -> tuple[str, str] | None:
    """The signs between thousands and before the fraction, where several cells hold both and no cell contradicts."""
    cells = [cell.strip() for record in body for cell in record[1:]]
    for (sign, point), pattern in _GROUPED_FRACTION.items():
        if sign == separator != ",":
            continue
        if sum(pattern.fullmatch(cell) is not None for cell in cells) >= FEWEST_GROUPED and not any(
            cell.find(point) < cell.rfind(sign) for cell in cells if sign in cell and point in cell
        ):
            return sign, point
    return None


def _thousands(separator: str, body: tuple[tuple[str, ...], ...]) -> str:
    """The sign between thousands: every cell that holds it has groups of three digits after it (1.289 beside 512).

    A table of fractions has other cells too (0.512, 3.4), so that it is not mistaken for one. Among cells separated by
    commas those in quotes can hold one.
    """
    cells = [cell.strip() for record in body for cell in record[1:]]
    for sign in _GROUPED:
        if sign == separator != ",":
            continue
        other = [cell for cell in cells if sign in cell and any(digit.isdigit() for digit in cell)]
        whole = [cell for cell in cells if cell.isascii() and cell.isdigit()]
        grouped = [cell for cell in other if _GROUPED[sign].fullmatch(cell)]
        numbers = [cell for cell in other if is_number(cell, sign) or _GROUPED[sign].fullmatch(cell)]
        several = any(cell.count(sign) > 1 for cell in grouped)
        hundreds = [cell for cell in whole if len(cell) == 3]
        counts = len(hundreds) >= FEWEST_GROUPED and all(int(cell) < 1000 for cell in whole)
        if (
            len(grouped) >= FEWEST_GROUPED
            and len(grouped) == len(numbers)
            and (several or counts or sign in _ONLY_THOUSANDS)
        ):
            return sign
    return ""
