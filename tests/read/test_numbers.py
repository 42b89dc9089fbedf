"""Numbers that no expression or score can be, or that no float holds, in every format: refused with the place, never
read as another number."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_annotation, read_expression, read_scores
from compute.read.numbers import LARGEST, is_number, numbers_of
from tests.read.kinds import KINDS, Kind
from tests.read.kinds.kind import TABLE

HOSTILE = ("1e4294967297", "4.61e96842768395639", "1e308", "-1e308", "1e999", "3.5e38", "1e16", "1" * 39)
"""As text: the first were read as 10.0 once, the second ended the process."""
FINITE = [float(cell) for cell in HOSTILE if np.isfinite(float(cell))]
ROOT = Path(__file__).resolve().parents[2]
ROW, COLUMN = "ZEB1", "S03"


def _with(cell: Any) -> pd.DataFrame:
    table = TABLE.astype(object)
    table.loc[ROW, COLUMN] = cell
    return table


def _plain(kind: Kind) -> bytes:
    body = kind.write()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _of_text() -> list[Kind]:
    """Every kind of text file that holds the number as such."""
    number = str(TABLE.loc[ROW, COLUMN]).encode()
    kinds = [kind for kinds in KINDS.values() for kind in kinds if not kind.refused and kind.values is TABLE]
    kinds = [kind for kind in kinds if not _plain(kind).startswith(b"PK")]  # packed, with checksums
    return [kind for kind in kinds if _plain(kind).count(number) == 1]


@pytest.mark.parametrize("kind", _of_text(), ids=lambda kind: kind.kind)
def test_no_kind_of_text_holds_a_number_that_is_none(tmp_path: Path, kind: Kind) -> None:
    path, number = tmp_path / kind.name, str(TABLE.loc[ROW, COLUMN]).encode()
    for cell in HOSTILE:
        path.write_bytes(_plain(kind).replace(number, cell.encode()))
        with pytest.raises(UserError, match=rf"row \d+|{ROW}.*{COLUMN}|{COLUMN}.*{ROW}"):
            read_expression(path)


def _excel(path: Path, cell: Any) -> None:
    _with(cell).to_excel(path.with_suffix(".xlsx"))
    path.with_suffix(".xlsx").rename(path)


def _parquet(path: Path, cell: Any) -> None:
    table = _with(cell)
    table[COLUMN] = table[COLUMN].astype(str) if isinstance(cell, str) else table[COLUMN].astype(float)
    table.astype({name: float for name in table.columns if name != COLUMN}).to_parquet(path)


def _feather(path: Path, cell: Any) -> None:
    table = _with(cell)
    table[COLUMN] = table[COLUMN].astype(str) if isinstance(cell, str) else table[COLUMN].astype(float)
    table.astype({name: float for name in table.columns if name != COLUMN}).reset_index().to_feather(path)


def _h5ad(path: Path, cell: Any) -> None:
    import anndata

    anndata.AnnData(_with(cell).T.astype(float)).write_h5ad(path)


def _mtx(path: Path, cell: Any) -> None:
    rows, columns = TABLE.shape
    (path.parent / "features.tsv").write_text("".join(f"{gene}\n" for gene in TABLE.index))
    (path.parent / "barcodes.tsv").write_text("".join(f"{sample}\n" for sample in TABLE.columns))
    path.write_text(f"%%MatrixMarket matrix coordinate real general\n{rows} {columns} 2\n1 1 2.5\n3 4 {cell}\n")


@pytest.mark.parametrize("write", [_excel, _parquet, _feather])
def test_nor_does_a_cell_of_text_in_another_format(tmp_path: Path, write: Callable[[Path, Any], None]) -> None:
    for cell in HOSTILE:
        write(tmp_path / "table", cell)
        with pytest.raises(UserError, match=r"row \d+"):
            read_expression(tmp_path / "table")


@pytest.mark.parametrize("write", [_excel, _parquet, _feather, _h5ad])
def test_nor_a_number_itself(tmp_path: Path, write: Callable[[Path, Any], None]) -> None:
    for number in (*FINITE, -np.inf, np.inf):
        if write is _excel and not np.isfinite(number):
            continue  # a workbook has none
        write(tmp_path / "table", number)
        with pytest.raises(UserError, match=rf"row \d+ \(({ROW}|{COLUMN})\), column \d+ \(({ROW}|{COLUMN})\)|row \d+"):
            read_expression(tmp_path / "table")


def test_nor_the_entry_of_a_sparse_matrix(tmp_path: Path) -> None:
    for cell in HOSTILE:
        _mtx(tmp_path / "matrix.mtx", cell)
        with pytest.raises(UserError):
            read_expression(tmp_path / "matrix.mtx")
    _mtx(tmp_path / "matrix.mtx", 7.5)
    assert read_expression(tmp_path / "matrix.mtx")[0].values[3, 2] == 7.5


@pytest.mark.parametrize("place", ["31 4 1.5", "0 4 1.5", "3 -1 1.5", "3 13 1.5", "3 99999999999999999999 1.5"])
def test_an_entry_outside_a_sparse_matrix_is_refused(tmp_path: Path, place: str) -> None:
    _mtx(tmp_path / "matrix.mtx", 7.5)
    text = (tmp_path / "matrix.mtx").read_text()
    (tmp_path / "matrix.mtx").write_text(text.replace("3 4 7.5", place))
    with pytest.raises(UserError, match=r"matrix\.mtx does not hold the 2 entries"):
        read_expression(tmp_path / "matrix.mtx")


@pytest.mark.parametrize("lines", ["1 1 2.5", "1 1 2.5\n3 4 7.5\n3 5 7.5", ""])
def test_a_sparse_matrix_holds_as_many_entries_as_it_declares(tmp_path: Path, lines: str) -> None:
    _mtx(tmp_path / "matrix.mtx", 7.5)
    text = (tmp_path / "matrix.mtx").read_text()
    (tmp_path / "matrix.mtx").write_text(text.replace("1 1 2.5\n3 4 7.5\n", lines))
    with pytest.raises(UserError, match=r"matrix\.mtx does not hold the 2 entries"):
        read_expression(tmp_path / "matrix.mtx")


ENDS = {"": True, " ": True, "\r": True, "\n\n": True, "r": False, "r\n": False, " 1": False, ".5.5\n": False}


@pytest.mark.parametrize("end", ENDS, ids=repr)
def test_the_end_of_a_sparse_matrix_is_read_as_it_is_written(tmp_path: Path, end: str) -> None:
    """In a process of its own: some of these ended it, and ``7r`` was read as 7."""
    _mtx(tmp_path / "matrix.mtx", 7)
    (tmp_path / "matrix.mtx").write_bytes((tmp_path / "matrix.mtx").read_bytes().rstrip() + end.encode())
    said = subprocess.run(
        [sys.executable, "-m", "compute", "check", tmp_path / "matrix.mtx"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("10x Genomics (matrix.mtx)" in said.stdout) if ENDS[end] else "cannot be read" in said.stderr, said


def test_a_whole_table_beyond_what_expression_can_be(tmp_path: Path) -> None:
    """It gave 0 edges and the exit code 0."""
    (TABLE * 1e300).to_csv(tmp_path / "table.csv")
    with pytest.raises(
        UserError, match=r"holds .*e\+30\d in row 2 \(CDH1\), column 2 \(S00\), and no expression is above"
    ):
        read_expression(tmp_path / "table.csv")
    (TABLE * LARGEST / TABLE.to_numpy().max()).to_csv(tmp_path / "table.csv")
    read_expression(tmp_path / "table.csv")


@pytest.mark.parametrize("cell", HOSTILE)
def test_nor_a_score(tmp_path: Path, cell: str) -> None:
    (tmp_path / "wide.csv").write_text(f"sample,eem\na,1\nb,{cell}\nc,2\nd,3\n")
    (tmp_path / "long.csv").write_text(f"sample,drug,LN_IC50\na,x,1\nb,x,{cell}\nc,x,2\na,y,1\nb,y,2\n")
    (tmp_path / "wide.tsv.gz").write_bytes(gzip.compress(f"sample\teem\na\t1\nb\t{cell}\nc\t2\nd\t3\n".encode()))
    pd.DataFrame({"sample": list("abcd"), "eem": ["1", cell, "2", "3"]}).to_parquet(tmp_path / "text.parquet")
    for name, column in (("wide.csv", ""), ("wide.tsv.gz", ""), ("text.parquet", ""), ("long.csv", "x")):
        with pytest.raises(UserError, match=r"for (sample )?\w+ (in row|\(row) 3"):
            read_scores(f"{tmp_path / name}:{column}" if column else tmp_path / name)


@pytest.mark.parametrize("cell", HOSTILE[:2])
def test_nor_what_is_known_of_a_sample(tmp_path: Path, cell: str) -> None:
    """Such a column is text: it stands there as it was written."""
    (tmp_path / "about.csv").write_text(f"sample,age\na,1\nb,{cell}\n")
    assert list(read_annotation(tmp_path / "about.csv")["age"]) == ["1", cell]


def test_what_is_a_number_is_the_same_for_all() -> None:
    for cell in HOSTILE:
        values, wrong = numbers_of([cell])
        assert is_number(cell) != wrong[0]
        assert wrong[0] or values[0] == float(cell)
