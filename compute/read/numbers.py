"""Numbers written as text: the one reader of them, for expression, scores, annotation and long tables alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isinf

import numpy as np
from numpy.typing import NDArray

LARGEST = 1e15
"""No expression, count or score is larger; what is kept of networks (float32) holds no more than 3.4e38, and the
squares of values have to fit too."""
MISSING = (
    *("", "NA", "N/A", "na", "n/a", "NaN", "nan", "NAN", "-nan", "-NaN", "null", "NULL", "Null", "None", "none", "nil"),
    *("#N/A", "#NA", "#NV", "<NA>", "NaT", "n.a.", "N.A.", "k.A.", "missing", "Missing", "MISSING", "not available"),
    *("1.#QNAN", "-1.#IND", "1.#IND", "."),
)
"""What stands for no value and for nothing else; "." is what SAS, SPSS and Stata write."""
_MISSING = frozenset(MISSING)
_NUMBER = re.compile(r"[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?)", re.ASCII | re.IGNORECASE)
_NUMBER_WITH_COMMA = re.compile(_NUMBER.pattern.replace(r"\.", ","), re.ASCII | re.IGNORECASE)
_LONGEST = 400


def is_number(cell: str, decimal: str = ".") -> bool:
    """Whether a cell of text is a number in this dialect: missing cells are not, nor 1e999, which fits no float."""
    text = cell.strip(" ")
    if len(text) > _LONGEST or (_NUMBER if decimal == "." else _NUMBER_WITH_COMMA).fullmatch(text) is None:
        return False
    return "e" not in text.lower() or not isinf(float(text.replace(",", ".")))


def is_missing(cell: str) -> bool:
    return cell.lstrip(" ") in _MISSING


def numbers_of(cells: Sequence[str], decimal: str = ".") -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The numbers of some cells, NaN where missing; and which cells are neither a number nor missing."""
    values = np.full(len(cells), np.nan)
    wrong = np.zeros(len(cells), dtype=np.bool_)
    for place, cell in enumerate(cells):
        if is_number(cell, decimal):
            values[place] = float(cell.replace(",", "."))
        elif not is_missing(cell):
            wrong[place] = True
    return values, wrong


def too_large(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which values no table of expression or scores can hold: infinite ones, and those beyond :data:`LARGEST`."""
    if (
        not values.size
        or max(float(np.fmax.reduce(values, axis=None)), -float(np.fmin.reduce(values, axis=None))) <= LARGEST
    ):
        return np.zeros(1, dtype=np.bool_) if not values.size else np.zeros_like(values, dtype=np.bool_)
    with np.errstate(invalid="ignore"):
        return np.abs(values) > LARGEST


def quoted(text: object, most: int = 80) -> str:
    """A cell or a name as sentences show it: in quotes, at most 80 characters of it."""
    shown = str(text)
    return repr(shown if len(shown) <= most else shown[:most] + "…")
