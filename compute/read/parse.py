"""A text table into a frame, once its dialect is known; rows that are too long are never cut off silently."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.read.dialect import MISSING, Dialect
from compute.read.source import UNREADABLE, Source

if TYPE_CHECKING:
    import pandas as pd


_UNEVEN = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
_OPEN_QUOTE = re.compile(r"EOF inside string starting at row (\d+)")


def parse(source: Source, dialect: Dialect, text: Collection[int], numbers: Collection[int] = ()) -> pd.DataFrame:
    """Columns by their place from 0, as many as the header has.

    text: places kept as they are written, "" where empty. numbers: places that must hold numbers, NaN where
    missing. Any other column gets the type that fits it. Raises :class:`UserError` where that cannot be.
    """
    import pandas as pd

    spare = [dialect.width] if dialect.hanging else []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # pandas only warns when it cuts a row off
            frame = pd.read_csv(
                source.path,
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
                compression="gzip" if source.compressed else None,
                encoding=source.encoding,
                float_precision="round_trip",
            )
    except (*UNREADABLE, ValueError, pd.errors.ParserWarning) as error:
        raise _explained(source, error) from error
    if spare and any(cell.strip() for cell in frame.iloc[:, -1]):
        raise UserError(
            "{source} has rows with more values than its header has labels; label every column.", source=source.name
        )
    return frame.iloc[:, : dialect.width]


def _explained(source: Source, error: Exception) -> UserError:
    """pandas' words for a broken row, in ours."""
    text = str(error)
    if found := _UNEVEN.search(text):
        expected, row, seen = found.groups()
        return UserError(
            "{source} has {n_columns} columns in row {row} where {expected} are expected; correct that row, or "
            "put what holds the separator in quotes.",
            source=source.name,
            n_columns=seen,
            row=row,
            expected=expected,
        )
    if found := _OPEN_QUOTE.search(text):
        return UserError(
            "{source} has a quote in row {row:,} that is never closed; close it.",
            source=source.name,
            row=int(found[1]) + 1,
        )
    if "loss of data" in text:
        return UserError(
            "{source} has more values in its first row than labels in its header; label every column.",
            source=source.name,
        )
    return source.unreadable(error)
