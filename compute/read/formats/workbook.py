"""A sheet of a workbook as text, written by a process of its own: ``python -P workbook.py``, which speaks JSON.

A workbook of 2 kB can name a cell in the last row of the last column, or one long text in every cell; the library that
opens it takes the memory for all of them, and where there is none ends the process. This file imports nothing of the
package, so that such a process begins in a twentieth of a second.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

MOST_SECONDS = 1800
"""Of the processor: then the process ends, whoever asked being there or not."""


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What is in a workbook. asked: ``path``; ``part`` (the sheet, "" for the largest of those that are not hidden);
    ``target`` (the file to write, None to name the sheets); ``rows``, ``columns``, ``cells``, ``bytes`` (at most).

    With ``names`` alone where there is no such sheet; with ``chosen`` and how many ``lines`` were written; with
    ``height`` and ``width`` of a sheet that is too large, or ``bytes`` that are too many.
    """
    with CalamineWorkbook.from_path(asked["path"]) as workbook:
        names = list(workbook.sheet_names)
        if asked["target"] is None:
            return {"names": names}
        by_fold = {name.casefold(): name for name in names}
        wanted = by_fold.get(asked["part"].casefold(), "")
        if asked["part"] and not wanted:
            return {"names": names}
        shown = [one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        chosen = wanted
        rows: list[list[Any]] = []
        for name in [wanted] if wanted else shown or names:
            sheet = workbook.get_sheet_by_name(name)
            height, width = sheet.total_height, sheet.total_width
            if height > asked["rows"] or width > asked["columns"] or height * width > asked["cells"]:
                return {"height": height, "width": width}
            found = sheet.to_python(skip_empty_area=False)
            if wanted or _cells(found) > _cells(rows):
                chosen, rows = name, found
    rows = _without_margin(rows)
    with open(asked["target"], "w", encoding="utf-8", newline="") as handle:  # noqa: PTH123  # nothing more is imported
        written = _Counted(handle, asked["bytes"])
        try:
            csv.writer(written, delimiter="\t").writerows([_cell(cell) for cell in row] for row in rows)
        except _TooMuchError:
            return {"bytes": asked["bytes"] + 1}
    return {"names": names, "chosen": chosen, "lines": len(rows)}


class _TooMuchError(Exception):
    """There is more text than is read."""


class _Counted:
    """A file that takes so many characters."""

    def __init__(self, handle: Any, most: int) -> None:
        self._handle = handle
        self._left = most

    def write(self, text: str) -> int:
        self._left -= len(text)
        if self._left < 0:
            raise _TooMuchError
        return int(self._handle.write(text))


def _cells(rows: list[list[Any]]) -> tuple[int, int]:
    """How large a table is; a list of one column comes after every table."""
    if len(rows) < 2:
        return 0, 0
    return (len(rows) * len(rows[0]) if len(rows[0]) > 1 else 0), len(rows)


def _without_margin(rows: list[list[Any]]) -> list[list[Any]]:
    """Without empty columns before the first."""
    margin = min(_margins(rows), default=0)
    return [row[margin:] for row in rows] if margin else rows


def _margins(rows: Iterable[list[Any]]) -> Iterator[int]:
    for row in rows:
        yield next((place for place, cell in enumerate(row) if str(cell).strip()), len(row))


def _cell(value: object) -> str:
    """As a spreadsheet's CSV has it; dates in the form that tells them from symbols."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return " ".join(str(value).split("\t")) if isinstance(value, str) else str(value)


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, MOST_SECONDS)):
            _, hard = resource.getrlimit(kind)
            wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (wanted, wanted))


def main() -> None:
    """Answer what is asked on the standard input."""
    asked = json.loads(sys.stdin.buffer.read())
    _limit(asked["memory"])
    try:
        said = answer(asked)
    except MemoryError:
        said = {"memory": True}
    except BaseException as error:  # noqa: BLE001  # what the library raises where it fails is no Exception
        said = {"error": str(error) or type(error).__name__}
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    main()
