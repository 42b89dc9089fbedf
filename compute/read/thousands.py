"""Numbers with a sign between thousands, as spreadsheets write them: 1.289 beside 512 is 1289 beside 512."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.read.dialect import Dialect
from compute.read.numbers import is_missing

if TYPE_CHECKING:
    import pandas as pd


def ungrouped(frame: pd.DataFrame, dialect: Dialect, places: Sequence[int]) -> pd.DataFrame:
    """The frame with its numbers as numbers. :class:`UserError` at the first cell whose groups are not of three digits:
    then nobody can tell whether the sign stands between thousands or before the fraction.
    """
    sign, point = dialect.thousands, dialect.decimal if dialect.decimal != dialect.thousands else ""
    fraction = rf"({re.escape(point)}\d*)?" if point else ""
    pattern = re.compile(r"[+-]?(\d{1,3}(" + re.escape(sign) + rf"\d{{3}})+|\d+){fraction}", re.ASCII)
    for place in places:
        cells = [cell.strip() for cell in frame[place]]
        numbers = np.full(len(cells), np.nan)
        for row, cell in enumerate(cells):
            if pattern.fullmatch(cell):
                numbers[row] = float(cell.replace(sign, "").replace(",", "."))
            elif not is_missing(cell):
                raise UserError(
                    "{source} has {value!r} in row {row:,}, column {column:,} ({label}), where other cells use "
                    "{sign!r} as thousands separator; write all numbers without thousands separators.",
                    source=dialect.source.name,
                    value=cell,
                    row=row + 2 + dialect.source.offset,
                    column=place + 1,
                    label=dialect.header[place],
                    sign=sign,
                )
        frame[place] = numbers
    return frame
