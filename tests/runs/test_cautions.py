"""What a score does not mean is found when files are looked at, and kept with what a run reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.read import Expression
from compute.runs import GeneChoice, RunRequest, ScoreChoice, examine, files_in, read_cohort
from compute.suitability.own_genes import ALL
from tests.suitability.conftest import BLOOD, lines, share, tumours

__all__ = ["lines", "share", "tumours"]

REQUEST = RunRequest(
    "A try",
    "table.csv",
    ScoreChoice(method="mean-z", genes="genes.csv"),
    GeneChoice(),
    GeneChoice("named", names=("KRT8", "G1", "G2")),
    components=None,
    workers=1,
)


def written(folder: Path, table: Expression) -> Path:
    frame = pd.DataFrame(table.values, index=pd.Index(table.samples, name="sample"), columns=table.genes)
    frame.to_csv(folder / "table.csv")
    return folder


@pytest.fixture
def folder(tmp_path: Path, lines: Expression) -> Path:
    """Lines, some of blood, and the genes of a score."""
    (tmp_path / "genes.csv").write_text("gene,class\nKRT8,Epi\nG5,Epi\nG6,Epi\nG7,Mes\nG8,Mes\n")
    return written(tmp_path, lines)


def test_a_run_knows_the_targets_in_its_score_and_its_blood_lines(folder: Path) -> None:
    cohort = read_cohort(REQUEST, files_in(folder))
    assert set(cohort.score_genes) == {"KRT8", "G5", "G6", "G7", "G8"}
    assert set(cohort.score_without) == {ALL, "KRT8"}
    assert cohort.score_without[ALL] == cohort.score_without["KRT8"] < 1
    notes = " ".join(map(str, cohort.notes))
    assert f"{BLOOD} of 42 samples are blood lines (by their expression)" in notes
    assert "1 of the targets are among the 5 genes of the EMT score (mean z) (KRT8)" in notes


def test_both_can_be_left_out(folder: Path) -> None:
    score = replace(REQUEST.score, without_targets=True)
    cohort = read_cohort(replace(REQUEST, score=score, without_blood=True), files_in(folder))
    assert len(cohort.expression.samples) == 42 - BLOOD
    assert "KRT8" not in cohort.score_genes
    assert cohort.score_without == {}
    assert f"{BLOOD} of 42 samples are blood lines (by their expression) and were left out." in map(str, cohort.notes)


def test_a_score_that_is_brought_has_the_genes_it_is_given(folder: Path, lines: Expression) -> None:
    values = np.arange(42)
    pd.DataFrame({"sample": lines.samples, "EMT": values}).to_csv(folder / "scores.csv", index=False)
    given = replace(REQUEST, score=ScoreChoice("scores.csv", "EMT", genes="genes.csv"), group="g", modulators=("EMT",))
    cohort = read_cohort(given, files_in(folder))
    assert "KRT8" in cohort.score_genes
    assert cohort.score_without == {}
    assert cohort.group == {"id": "g", "modulators": ["EMT"]}


def test_the_report_on_files_warns_of_blood_and_of_stroma(
    tmp_path: Path, folder: Path, tumours: Expression, share: np.ndarray
) -> None:
    found = examine(folder, [("table.csv", "expression")])
    assert found.blood == BLOOD
    assert [message.severity for message in found.cautions] == ["warning"]
    other = tmp_path / "other"
    other.mkdir()
    pd.DataFrame({"sample": tumours.samples, "EMT": share}).to_csv(other / "scores.csv", index=False)
    found = examine(written(other, tumours), [("table.csv", "expression"), ("scores.csv", "scores")])
    assert found.blood == 0
    assert "EMT goes with their stroma" in str(found.cautions[0])
