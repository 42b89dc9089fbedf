"""``python -m compute scores``: the folder it writes, and what it says of agreement."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from compute.cli.main import main
from tests.score.conftest import Cohort, cohort  # noqa: F401


def test_the_tables_hold_the_same_samples_and_scores(
    cohort: Cohort,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = cohort.expression
    names = {"LOW1": "EPCAM", "LOW2": "ESRP1", "HIGH0": "FN1", "HIGH1": "CDH2"}
    genes = [names.get(gene, gene) for gene in old.genes]
    pd.DataFrame(old.values.T, index=genes, columns=list(old.samples)).to_csv(tmp_path / "expr.csv", index_label="gene")
    (tmp_path / "sets.gmt").write_text("EMT_UP\t\tFN1\tCDH2\tVIM\tNOSUCH\nOTHER\t\tG1\tG2\tG3\n")
    out = tmp_path / "scores"
    words = ["scores", str(tmp_path / "expr.csv"), "--gene-sets", str(tmp_path / "sets.gmt"), "--sets", "EMT_UP"]
    assert main([*words, "-o", str(out)]) == 0
    scores = pd.read_csv(out / "scores.csv", index_col="sample")
    agreement = pd.read_csv(out / "agreement.csv", index_col="score")
    lists = pd.read_csv(out / "genes.csv", index_col="score")
    assert list(scores.index) == list(old.samples)
    assert list(agreement.index) == list(agreement.columns) == list(lists.index) == list(scores.columns[:-1])
    assert lists.loc["ssgsea:EMT_UP", "missing_genes"] == "NOSUCH"
    assert agreement.loc["singscore", "mean-z"] == pytest.approx(scores["singscore"].corr(scores["mean-z"], "spearman"))
    assert len(pd.read_csv(out / "disagreements.csv")) == 90
    said = capsys.readouterr().err
    assert "Left out, 76GS: It needs its genes" in said
    assert "Spearman" in said
