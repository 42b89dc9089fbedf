"""Names, values and descriptions among the columns of a text table."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.read.columns import sort_columns
from compute.read.dialect import find_dialect
from compute.read.source import find_source


@pytest.mark.parametrize(
    ("header", "rows", "names", "values"),
    [
        ("gene,S1,S2", ["CDH1,1.5,2.5", "VIM,3.5,4.5"], 0, (1, 2)),
        ("Nr,gene,S1,S2", ["1,CDH1,1.5,2.5", "2,VIM,3.5,4.5", "3,FN1,1.5,2.5"], 1, (2, 3)),
        ("plate,probe,symbol,S1", ["P1,a,CDH1,1.5", "P1,b,VIM,2.5", "P1,c,FN1,2.5"], 2, (3,)),
        ("flag,gene,S1,S2", [",CDH1,1.5,2.5", ",VIM,3.5,4.5", "bad,FN1,1.5,2.5"], 1, (2, 3)),
        ("panel,Assay,S1", ["INF,CDH1,1.5", "INF,VIM,2.5", "INF,FN1,2.5"], 1, (2,)),
        ("sample,time,CDH1", ["a,0,1.5", "b,1,2.5", "c,2,3.5"], 0, (1, 2)),
    ],
)
def test_what_each_column_is_for(
    tmp_path: Path, header: str, rows: list[str], names: int, values: tuple[int, ...]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([header, *rows, ""]))
    found = sort_columns(find_dialect(find_source(path)))
    assert (found.names, found.values) == (names, values)
