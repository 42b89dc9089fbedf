"""A run leaves each target out of its own score where it can, and says in one sentence where it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import Expression, meaning_columns
from compute.runs import GeneChoice, ScoreChoice, files_in, read_cohort
from compute.runs.execute import make_study
from compute.score import score
from tests.runs.test_cautions import REQUEST, folder, lines

__all__ = ["folder", "lines"]

ASKED = replace(
    REQUEST,
    targets=GeneChoice("named", names=("KRT8", "G1", "G7")),
    method="curves",
    settings={"leave_own_gene": True, "form": "shared", "ridge": 1.0},
)
OWN = {"KRT8", "G7"}


def brought(folder: Path, values: np.ndarray, method: str = "mean-z") -> ScoreChoice:
    """A table of scores as ``score`` writes it."""
    table = pd.read_csv(folder / "table.csv", index_col="sample")
    frame = pd.DataFrame({"sample": table.index, "mean-z": values})
    if method:
        meaning = (method, "epithelial", "mesenchymal")
        frame = frame.assign(**dict(zip(meaning_columns("mean-z"), meaning, strict=True)))
    frame.to_csv(folder / "scores.csv", index=False)
    return ScoreChoice("scores.csv", "mean-z", genes="genes.csv")


def test_along_a_computed_score(folder: Path, tmp_path: Path) -> None:
    cohort = read_cohort(ASKED, files_in(folder))
    assert cohort.own_scores is not None
    assert set(cohort.own_scores) == OWN
    for values in cohort.own_scores.values():
        assert values.mean() == pytest.approx(cohort.modulator.mean())
        assert values.std() == pytest.approx(cohort.modulator.std())
    notes = " ".join(map(str, cohort.notes))
    assert "2 of the targets are among the 5 genes of the EMT score (mean z)" in notes
    assert "each was estimated along a score without itself (rank correlation with the score 0." in notes
    assert "partly built in" not in notes
    made = make_study(ASKED, files_in(folder), tmp_path / "study")
    assert set(made.own_scores) == OWN
    assert made.score_without["G7"] < 1


def test_along_a_table_that_score_wrote(folder: Path, lines: Expression) -> None:
    from compute.runs.inputs import _lists_of

    lists = _lists_of(REQUEST.score, files_in(folder))
    values = score(lines, "mean-z", lists).values
    cohort = read_cohort(replace(ASKED, score=brought(folder, values)), files_in(folder))
    computed = read_cohort(ASKED, files_in(folder))
    assert cohort.own_scores is not None
    assert computed.own_scores is not None
    for gene in OWN:
        np.testing.assert_allclose(cohort.own_scores[gene], computed.own_scores[gene])
    # Of some samples the scores are those of the whole table, as the score itself is.
    some = read_cohort(replace(ASKED, score=brought(folder, values), without_blood=True), files_in(folder))
    assert some.own_scores is not None
    place = [cohort.expression.samples.index(name) for name in some.expression.samples]
    assert np.corrcoef(some.own_scores["G7"], cohort.own_scores["G7"][place])[0, 1] == pytest.approx(1.0)


def test_where_it_cannot_be_computed(folder: Path) -> None:
    rising = np.arange(42.0)
    cases = {
        "does not say by which method it was computed": brought(folder, rising, ""),
        "is not what mean z gives": brought(folder, rising),
    }
    for words, choice in cases.items():
        brought(folder, rising, "" if "does not say" in words else "mean-z")
        with pytest.raises(UserError, match=words):
            read_cohort(replace(ASKED, score=choice), files_in(folder))


def test_where_no_target_is_in_the_score(folder: Path) -> None:
    elsewhere = read_cohort(replace(ASKED, targets=GeneChoice("named", names=("G1", "G2"))), files_in(folder))
    assert elsewhere.own_scores == {}
    assert "None of the targets is part of the EMT score (mean z)" in " ".join(map(str, elsewhere.notes))
    score_without = replace(ASKED.score, without_targets=True)
    assert read_cohort(replace(ASKED, score=score_without), files_in(folder)).own_scores == {}
