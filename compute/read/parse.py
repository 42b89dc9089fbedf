"""A text table into a frame, once its dialect is known; rows that are too long are never cut off silently."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from typing import TYPE_CHECKING, TextIO, cast

import numpy as np

from compute.errors import UserError
from compute.read.dialect import Dialect
from compute.read.limits import limits
from compute.read.numbers import MISSING
from compute.read.source import UNREADABLE

if TYPE_CHECKING:
    import pandas as pd


_UNEVEN = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
_OPEN_QUOTE = re.compile(r"EOF inside string starting at row (\d+)")


def parse(dialect: Dialect, numbers: Collection[int] = ()) -> pd.DataFrame:
    """Columns by their place from 0, as many as the header has.

    numbers: places that must hold numbers, NaN where missing. Any other column is kept as it is written, "" where
    empty. Raises :class:`UserError` where that cannot be, or where the table is larger than is read.
    """
    import pandas as pd

    spare = list(range(dialect.width, dialect.width + dialect.hanging))
    text = set(range(dialect.width)).difference(numbers)
    try:
        with warnings.catch_warnings(), dialect.source.open_text() as handle:
            warnings.simplefilter("error", pd.errors.ParserWarning)  # pandas only warns when it cuts a row off
            frame = pd.read_csv(
                cast(TextIO, _Counted(handle, dialect)),
                sep=dialect.separator,
                decimal=dialect.decimal,
                header=0,
                names=[*range(dialect.width), *spare],
                index_col=False,
                dtype=dict.fromkeys(numbers, np.float64),
                converters=dict.fromkeys([*text, *spare], str),
                na_values=list(MISSING),
                keep_default_na=False,
                skipinitialspace=True,
                low_memory=False,
                float_precision="round_trip",
            )
    except (*UNREADABLE, ValueError, pd.errors.ParserWarning) as error:
        raise _explained(dialect, error) from error
    if any(cell.strip() for place in spare for cell in frame[place]):
        raise UserError(
            "{source} has rows with more values than its header has labels; label every column.",
            source=dialect.source.name,
        )
    return frame.iloc[:, : dialect.width]


class _Counted:
    """A text file that pandas reads piece by piece, counted, so that what unpacks without end is stopped in time.

    Every line ends with a line feed: at a blank line that a carriage return ends, before a line that begins with a
    blank, pandas takes memory without end.
    """

    def __init__(self, handle: TextIO, dialect: Dialect) -> None:
        self._handle, self._name, self._width = handle, dialect.source.name, dialect.width
        self._characters = self._lines = 0

    def read(self, size: int = -1) -> str:
        piece = self._handle.read(size)
        while piece.endswith("\r") and (following := self._handle.read(1)):  # the second half of its end
            piece += following
        piece = piece.replace("\r\n", "\n").replace("\r", "\n")
        self._characters += len(piece)
        self._lines += piece.count("\n")
        limits().require_bytes(self._name, self._characters)
        limits().require(self._name, max(self._lines - 1, 0), self._width)
        return piece

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = self._handle.readline()
        if not line:
            raise StopIteration
        return line


def _explained(dialect: Dialect, error: Exception) -> UserError:
    """pandas' words for a broken row, in ours."""
    text, name, skipped = str(error), dialect.source.name, dialect.source.offset
    if found := _UNEVEN.search(text):
        expected, row, seen = found.groups()
        return UserError(
            "{source} has {seen} columns in row {row} where {expected} are expected; correct that "
            "row, or put what holds the separator in quotes.",
            source=name,
            seen=seen,
            row=int(row) + skipped,
            expected=expected,
        )
    if found := _OPEN_QUOTE.search(text):
        return UserError(
            "{source} has a quote in row {found:,} that is never closed; close it.",
            source=name,
            found=int(found[1]) + 1 + skipped,
        )
    if "loss of data" in text:
        return UserError(
            "{source} has more values in its first row than labels in its header; label every column.", source=name
        )
    return dialect.source.unreadable(error)
