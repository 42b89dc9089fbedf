"""A modulator is read from any column of any table of samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_scores

TABLE = "sample,tissue,eem,purity\n007,breast,1.5,0.25\n22RV1,prostate,,0.5\n=x,lung,-2e-3,1\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(TABLE)
    return path


def test_the_first_column_of_numbers(path: Path) -> None:
    scores = read_scores(path)
    assert scores.name == "eem"
    assert scores.samples == ("007", "22RV1", "=x")
    np.testing.assert_array_equal(scores.values, [1.5, np.nan, -0.002])
    assert scores.source == str(path)


def test_a_named_column_and_colons_anywhere(path: Path) -> None:
    assert read_scores(f"{path}:purity").values.tolist() == [0.25, 0.5, 1]
    odd = path.with_name("a:b.csv")
    odd.write_text("sample,x:y\na,1\nb,2\n")
    assert read_scores(str(odd)).values.tolist() == [1, 2]
    assert read_scores(f"{odd}:x:y").name == "x:y"


def test_other_shapes_of_the_same_table(tmp_path: Path) -> None:
    frame = pd.DataFrame({"cell": ["a", "b"], "score": [1.0, 2.0], "cosmic_id": [906826, 687983]})
    frame[["cosmic_id", "cell", "score"]].to_csv(tmp_path / "index.csv")  # pandas' own row numbers come first
    frame.set_index("cell").to_parquet(tmp_path / "t.parquet")
    frame.to_csv(tmp_path / "t.tsv.gz", sep="\t", index=False)
    assert read_scores(tmp_path / "index.csv").samples == ("906826", "687983")
    for name in ("t.parquet", "t.tsv.gz"):
        scores = read_scores(tmp_path / name)
        assert (scores.name, scores.samples, scores.values.tolist()) == ("score", ("a", "b"), [1, 2])


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        (TABLE, ":emt", r"no column 'emt' in .*; it has tissue, eem, purity"),
        (TABLE, ":", "No column is named after the colon"),
        (TABLE, ":tissue", r"'breast' for sample 007 \(row 2\) in column 'tissue'"),
        ("sample,a,a\nx,1,2\n", ":a", "2 columns named 'a'"),
        ("sample,eem,age\nx,1,5\ny,high,6\nz,3,7\n", "", r"'high' for sample y \(row 3\) in column 'eem'"),
        ("sample,eem\nx,1\ny,inf\n", "", r"has inf for sample y \(row 3\)"),
        ("sample,eem\nx,1\nx,2\n", "", r"more than once \(x\)"),
        ("sample,eem\nx,1\n,2\n", "", "without a name"),
        ("sample,eem\nx,\ny,NA\n", ":eem", "no value in column 'eem'"),
        ("sample,tissue\nx,a\ny,b\n", "", r"no column of numbers .*\(columns: tissue\)"),
        ("sample,eem\nx,1\ny,2,3\n", "", r"3 columns in row 3 where 2 are expected"),
        ('sample,eem\nx,1\n"y,2\n', "", r"quote in row 3 that is never closed"),
        ("sample\nx\ny\n", "", "only one column"),
        ("sample,eem\n", "", "no rows"),
        ("", "", "is empty"),
    ],
)
def test_bad_scores(tmp_path: Path, text: str, column: str, sentence: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=sentence):
        read_scores(f"{path}{column}")


def test_no_such_file(tmp_path: Path) -> None:
    for spec in (f"{tmp_path}/none.csv", f"{tmp_path}/none.csv:eem"):
        with pytest.raises(UserError, match=r"There is no file .*none\.csv;"):
            read_scores(spec)


DECLARED = (
    "sample,b,eem,eem_method,eem_low,eem_high\nx,7,1,eem,epithelial,mesenchymal\ny,8,2,eem,epithelial,mesenchymal\n"
)


def test_a_table_says_how_its_score_was_computed_and_what_its_ends_mean(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(DECLARED)
    scores = read_scores(f"{tmp_path / 's.csv'}:eem")
    assert (scores.name, scores.method, scores.low, scores.high) == ("eem", "eem", "epithelial", "mesenchymal")
    beside = read_scores(tmp_path / "s.csv")  # the first column of numbers, of which the table says nothing
    assert (beside.name, beside.method, beside.low, beside.high) == ("b", "", "low", "high")


@pytest.mark.parametrize(
    "changed",
    [
        DECLARED.replace("_low", "_lowest"),
        DECLARED.replace("2,eem,epithelial", "2,eem,sensitive"),
        DECLARED.replace("mesenchymal", ""),
    ],
)
def test_words_that_are_missing_or_differ_declare_nothing(tmp_path: Path, changed: str) -> None:
    (tmp_path / "s.csv").write_text(changed)
    scores = read_scores(f"{tmp_path / 's.csv'}:eem")
    assert (scores.method, scores.low, scores.high) == ("", "low", "high")
