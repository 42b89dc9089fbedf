"""``python -m compute score``: the table it writes, the report on stderr, and one sentence for bad input."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.read import read_scores
from tests.score.conftest import Cohort


@pytest.fixture
def tables(cohort: Cohort, tmp_path: Path) -> Path:
    """expr.csv with a few names that need quoting, classes.csv, list.txt."""
    old = cohort.expression
    samples = ["=1+1", 'a,"b"', *old.samples[2:]]
    pd.DataFrame(old.values.T, index=list(old.genes), columns=samples).to_csv(tmp_path / "expr.csv", index_label="gene")
    rows = [(gene, "Epi") for gene in cohort.seeds.epithelial] + [(gene, "Mes") for gene in cohort.seeds.mesenchymal]
    pd.DataFrame(rows, columns=["gene", "class"]).to_csv(tmp_path / "classes.csv", index=False)
    (tmp_path / "list.txt").write_text("\n".join(cohort.low + cohort.high))
    return tmp_path


@pytest.mark.parametrize(("method", "genes"), [("eem", "classes.csv"), ("76gs", "list.txt"), ("ks", "classes.csv")])
def test_one_row_per_sample(
    cohort: Cohort, tables: Path, capsys: pytest.CaptureFixture[str], method: str, genes: str
) -> None:
    out = tables / "scores.csv"
    arguments = ["score", str(tables / "expr.csv"), "--method", method, "--genes", str(tables / genes), "-o", str(out)]
    assert main(arguments) == 0
    with out.open(newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows[0] == ["sample", method, f"{method}_method", f"{method}_low", f"{method}_high"]
    assert {tuple(row[2:]) for row in rows[1:]} == {(method, "epithelial", "mesenchymal")}
    assert [row[0] for row in rows[1:3]] == ["=1+1", 'a,"b"']
    scores = read_scores(out)
    assert np.corrcoef(scores.values, cohort.score)[0, 1] > 0.85
    assert (scores.method, scores.low, scores.high) == (method, "epithelial", "mesenchymal")
    said = capsys.readouterr()
    assert said.out == ""
    assert "90 samples × 400 genes" in said.err
    assert "low is epithelial" in said.err


OF_THE_TABLE = ("The genes are named like CDH1, LOW1, LOW2", "Names that a spreadsheet would run as formulas")


def of_the_table(lines: list[str]) -> bool:
    """Whether these are the notes on the table of the fixture, in their order."""
    return len(lines) == len(OF_THE_TABLE) and all(map(str.startswith, lines, OF_THE_TABLE))


def test_bad_input_is_one_sentence_and_leaves_nothing(
    tables: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    expr, classes, out = str(tables / "expr.csv"), str(tables / "classes.csv"), tables / "new" / "scores.csv"
    out.parent.mkdir()
    (tables / "one.csv").write_text("gene,s1\nCDH1,1\nVIM,2\n")
    (tables / "unclear.csv").write_text("x,q1,q2\nfoo,1,2\nbar,3,4\n")
    ks = ["--method", "ks", "--genes", classes]
    for words, sentence in (
        ([str(tables / "none.csv"), *ks], "no file"),
        ([str(tables / "one.csv"), *ks], "only one sample"),
        ([str(tables / "unclear.csv"), *ks], "choose genes-in-rows or samples-in-rows"),
        ([expr, "--method", "ks"], "--genes FILE"),
        ([expr, "--method", "ks", "--genes", str(tables / "none.csv")], "no file"),
        ([expr, "--method", "ks", "--genes", str(tables / "list.txt")], "only one column"),
    ):
        assert main(["score", *words, "-o", str(out)]) == 2, words
        *found, said = capsys.readouterr().err.splitlines()
        assert sentence in said
        assert not found or of_the_table(found)  # what was found in the table is said before
        assert list(out.parent.iterdir()) == []
    for words in ([expr, *ks, "-o", str(tables / "no" / "scores.csv")], [expr, *ks, "-o", str(tables)]):
        assert main(["score", *words]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1  # the place is looked at first
    with pytest.raises(SystemExit) as stopped:
        main(["score", expr, "--method", "gsva", "-o", str(out)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_given_orientation_is_used(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [str(tables / "expr.csv"), "--method", "ks", "--genes", str(tables / "classes.csv")]
    assert main(["score", *words, "--orientation", "samples-in-rows", "-o", str(tables / "s.csv")]) == 2
    assert "None of the 24 epithelial genes" in capsys.readouterr().err
    assert not (tables / "s.csv").exists()
