"""Symbols that a spreadsheet has turned into dates or numbers: MARCHF1 → 1-Mar, SEPTIN2 → 02.Sep, 44626, 2.31E+13."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

_MONTHS = Path(__file__).resolve().parent.parent / "resources" / "months.tsv"
"""How spreadsheets write months, in the languages whose forms were seen: the month's number, then its words."""
_MONTH_OF = {
    word: int(number)
    for number, words in (line.split("\t") for line in _MONTHS.read_text(encoding="utf-8").splitlines())
    for word in words.split()
}
_WORD = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_DAY_MONTH = re.compile(rf"(\d{{1,2}})[.\s]?[-./ ]?\s?({_WORD})\.?([-./ ]\d{{2,4}})?", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"({_WORD})\.?[-./ ]\s?(\d{{1,2}})(?:[-./, ]+\d{{2,4}})?", re.IGNORECASE)
_CJK = re.compile(r"(?:\d{2,4}年)?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})([ T]\d{1,2}:\d{2}(:\d{2})?)?")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E[+-]?\d{1,3}", re.IGNORECASE)
_SERIAL = re.compile(r"[34]\d{4}(\.0)?")
_EPOCH = date(1899, 12, 30)
_FAMILIES = {3: ("MARCHF", range(1, 12)), 9: ("SEPTIN", range(1, 16)), 12: ("DELEC", range(1, 2))}
_AMBIGUOUS = {"MARCHF1", "MARCHF2"}
"""1-Mar was MARCH1 (now MARCHF1) or MARC1 (now MTARC1), 2-Mar MARCH2 or MARC2."""


def is_date(name: str) -> bool:
    """Whether a name is a date or number made by a spreadsheet, whatever the language it was set to. Serial numbers
    are told only among other names (:func:`dates_among`): Entrez ids look the same."""
    return _month_day(name) is not None or _SCIENTIFIC.fullmatch(name) is not None or _is_dated(name)


def dates_among(names: Sequence[str]) -> tuple[str, ...]:
    """The names that are dates, and numbers where most names are none."""
    numbers = [name for name in names if _SERIAL.fullmatch(name)]
    serial = len(numbers) * 20 < len(names)
    return tuple(name for name in names if is_date(name) or (serial and _SERIAL.fullmatch(name)))


def symbol_of_date(name: str) -> str:
    """The symbol that became a date; "" where two could have, or none."""
    found = _month_day(name)
    if found is None and _SERIAL.fullmatch(name):
        day = _EPOCH + timedelta(days=int(float(name)))
        found = (day.month, day.day)
    if found is None or found[0] not in _FAMILIES:
        return ""
    family, numbers = _FAMILIES[found[0]]
    symbol = f"{family}{found[1]}"
    return symbol if found[1] in numbers and symbol not in _AMBIGUOUS else ""


def _month_day(name: str) -> tuple[int, int] | None:
    """Month and day of a date; None where it is none, or either number could be the month."""
    if found := _DAY_MONTH.fullmatch(name):
        return _MONTH_OF[found[2].casefold()], int(found[1])
    if found := _MONTH_DAY.fullmatch(name):
        return _MONTH_OF[found[1].casefold()], int(found[2])
    if found := _CJK.fullmatch(name):
        return int(found[1]), int(found[2])
    if found := _ISO.fullmatch(name):
        return int(found[2]), int(found[3])
    if found := _NUMERIC.fullmatch(name):
        one, other = int(found[1]), int(found[2])
        readings = {(one, other), (other, one)}
        likely = [(month, day) for month, day in readings if month in _FAMILIES and day in _FAMILIES[month][1]]
        return likely[0] if len(likely) == 1 else None
    return None


def _is_dated(name: str) -> bool:
    return _NUMERIC.fullmatch(name) is not None
