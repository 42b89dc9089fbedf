"""Tables brought together: who is left out is named, and nothing is left out in silence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.estimate.prepare import cohort
from compute.read import Expression, Scores
from compute.study import StudyScore
from tests.estimate.conftest import correlated

SAMPLES = tuple(f"CAL-{i}" for i in range(20))
TABLE = Expression(correlated(1, 20, 6), SAMPLES, tuple("ABCDEF"), "table.csv", "0")


def scores(samples: tuple[str, ...], values: np.ndarray | None = None, name: str = "ks") -> Scores:
    return Scores(name, samples, np.arange(len(samples), dtype=float) if values is None else values, "scores.csv", "1")


def test_samples_without_a_row_are_left_out_and_named() -> None:
    whole = cohort(TABLE, scores(SAMPLES[3:]), ["A", "B"])
    assert whole.expression.samples == SAMPLES[3:]
    np.testing.assert_array_equal(whole.expression.values, TABLE.values[3:])
    np.testing.assert_array_equal(whole.modulator, np.arange(17))
    assert "3 samples without a value of ks were left out: CAL-0, CAL-1, CAL-2." in map(str, whole.notes)


def test_a_row_without_a_number_is_an_error() -> None:
    values = np.arange(20.0)
    values[4] = np.nan
    with pytest.raises(UserError, match=r"no number in column 'ks' for CAL-4; .*remove the row"):
        cohort(TABLE, scores(SAMPLES, values), ["A"])


def test_rows_of_the_scores_may_come_in_any_order_and_spelling() -> None:
    respelled = tuple(name.replace("-", "").lower() for name in SAMPLES)[::-1]
    whole = cohort(TABLE, scores(respelled), ["A"])
    np.testing.assert_array_equal(whole.modulator, np.arange(20)[::-1])
    assert any("ignoring case and punctuation" in note for note in map(str, whole.notes))


def test_absent_genes_are_named_and_all_absent_is_an_error() -> None:
    whole = cohort(TABLE, scores(SAMPLES), ["A", "NOPE", "A"], ["B", "GONE"])
    assert whole.regulators == ("A",)
    assert whole.targets == ("B",)
    assert any("NOPE" in note for note in map(str, whole.notes))
    assert any("GONE" in note for note in map(str, whole.notes))
    with pytest.raises(UserError, match=r"None of the 1 targets \(GONE\) is in table.csv"):
        cohort(TABLE, scores(SAMPLES), ["A"], ["GONE"])


def test_no_common_sample_is_an_error() -> None:
    with pytest.raises(UserError, match=r"No sample of table.csv"):
        cohort(TABLE, scores(("X1", "X2")), ["A"])


def test_a_computed_score_is_shown_by_its_record_and_any_other_by_its_column() -> None:
    computed = replace(scores(SAMPLES), method="ks", low="epithelial", high="mesenchymal")
    whole = cohort(TABLE, computed, ["A"])
    assert whole.score == StudyScore("EMT score (KS)", "ks", "epithelial", "mesenchymal")
    for name in ("ks", "EMT score (KS)", "Gemtuzumab"):  # a name says nothing of how its numbers were made
        assert cohort(TABLE, scores(SAMPLES, name=name), ["A"]).score == StudyScore(name)


def test_a_score_this_program_does_not_know_keeps_what_its_table_says() -> None:
    other = replace(scores(SAMPLES, name="hypoxia"), method="buffa", low="normoxic", high="hypoxic")
    assert cohort(TABLE, other, ["A"]).score == StudyScore("hypoxia", "buffa", "normoxic", "hypoxic")


def test_annotation_follows_the_samples() -> None:
    tissue = pd.DataFrame({"tissue": [f"t{i}" for i in range(20)]}, index=SAMPLES[::-1])
    whole = cohort(TABLE, scores(SAMPLES[5:]), ["A"], annotation=tissue)
    assert whole.annotation is not None
    assert whole.annotation["tissue"].tolist() == [f"t{i}" for i in range(14, -1, -1)]
