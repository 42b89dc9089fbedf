"""What tables come in."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pandas as pd

from tests.read.kinds.kind import CSV, SAMPLES, TABLE, TSV, Kind, text

_KEY = pd.DataFrame({"sample": SAMPLES, "tissue": ["lung"] * 12, "age": range(12)})
_README = pd.DataFrame([["This workbook"], ["holds data"]])


def _book(*sheets: tuple[str, pd.DataFrame, dict[str, object]]) -> Callable[[], bytes]:
    def write() -> bytes:
        packed = io.BytesIO()
        with pd.ExcelWriter(packed, engine="openpyxl") as book:
            for name, sheet, how in sheets:
                sheet.to_excel(book, sheet_name=name, **how)  # type: ignore[arg-type]
        return packed.getvalue()

    return write


def _zip(**files: str) -> Callable[[], bytes]:
    def write() -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in files.items():
                archive.writestr(name.replace("__", "/").replace("_", "."), content)
        return packed.getvalue()

    return write


def _arrow(kind: str) -> Callable[[], bytes]:
    def write() -> bytes:
        packed = io.BytesIO()
        if kind == "parquet":
            TABLE.to_parquet(packed)
        else:
            TABLE.reset_index().to_feather(packed)
        return packed.getvalue()

    return write


_FEW_SHEETS = _book(("README", _README, {"index": False, "header": False}), ("expr", TABLE, {}))


def _hidden() -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(_book(("old", pd.concat([TABLE, TABLE]), {}), ("expr", TABLE, {}))()))
    book.active = 1
    book["old"].sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


CONTAINERS = (
    Kind("gzip", "read", "a.csv.gz", lambda: gzip.compress(CSV.encode()), "gzip", TABLE),
    Kind("gzip without the ending", "read", "a.csv", lambda: gzip.compress(CSV.encode()), "gzip", TABLE),
    Kind("UTF-16, with a mark", "read", "a.txt", text("\ufeff" + TSV, "utf-16-le"), "", TABLE),
    Kind("UTF-16, without a mark", "read", "a.txt", text(TSV, "utf-16-le"), "", TABLE),
    Kind(
        "letters that are not UTF-8",
        "refused, with the place",
        "a.csv",
        text(CSV.replace("S00", "S\u00b5"), "latin-1"),
        "not UTF-8 text",
        refused=True,
    ),
    Kind("text named .xls", "read as text", "a.xls", text(TSV), "", TABLE),
    Kind("a workbook named .csv", "read as a workbook", "a.csv", _book(("expr", TABLE, {})), "Excel", TABLE),
    Kind(
        "a workbook whose first sheet is words",
        "the largest table read, said",
        "a.xlsx",
        _FEW_SHEETS,
        "The sheet 'expr' was read",
        TABLE,
    ),
    Kind(
        "a workbook whose first sheet describes samples",
        "the largest table read, said",
        "a.xlsx",
        _book(("Samples", _KEY, {"index": False}), ("expr", TABLE, {})),
        "the others are Samples",
        TABLE,
    ),
    Kind("a sheet with lines above the table", "read", "a.xlsx", _book(("expr", TABLE, {"startrow": 3})), "", TABLE),
    Kind(
        "a sheet whose table begins in column C",
        "read",
        "a.xlsx",
        _book(("expr", TABLE, {"startrow": 3, "startcol": 2})),
        "",
        TABLE,
    ),
    Kind(
        "a workbook with a hidden sheet that is larger",
        "the one that shows read, said",
        "a.xlsx",
        _hidden,
        "sheet 'expr' was read",
        TABLE,
    ),
    Kind("zip with one table", "read", "a.zip", _zip(t__expr_csv=CSV), "(zip)", TABLE),
    Kind(
        "zip with one table and a README",
        "the table read",
        "a.zip",
        _zip(t__expr_csv=CSV, t__README_txt="hello\n"),
        "(zip)",
        TABLE,
    ),
    Kind(
        "zip with several tables",
        "refused, by their names",
        "a.zip",
        _zip(a_csv=CSV, b_csv=CSV),
        "holds a.csv, b.csv",
        refused=True,
    ),
    Kind("Parquet with an index", "read", "a.parquet", _arrow("parquet"), "Parquet", TABLE),
    Kind("Feather", "read", "a.feather", _arrow("feather"), "Feather", TABLE),
)
