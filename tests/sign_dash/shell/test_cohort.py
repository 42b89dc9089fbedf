"""What the strip is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.study import Study, StudyScore, open_study
from sign_dash import theme
from sign_dash.shell.cohort import annotation_columns, cohort, ends_of, modulator_title, score_name
from tests.sign_dash.planted import plant


def test_samples_and_scores_are_in_the_study_order(study: Study) -> None:
    given = cohort(study)
    assert given["samples"] == list(study.samples)
    np.testing.assert_allclose(given["score"], study.modulator, atol=1e-6)
    assert given["colours"][0] == theme.LOW_END
    assert given["colours"][-1] == theme.HIGH_END


def test_tissue_comes_first_and_unknown_has_no_level(study: Study) -> None:
    tissue, batch = annotation_columns(study)
    assert (tissue.name, batch.name) == ("tissue", "batch")
    assert tissue.codes[3] == -1
    named = [None if code < 0 else tissue.levels[code] for code in tissue.codes]
    expected = [None if value is None else value for value in study.annotation["tissue"].tolist()]
    assert named == expected


def test_numbers_of_many_values_come_in_bins(tmp_path: Path) -> None:
    samples = open_study(plant(tmp_path / "plain", samples=34).path).samples
    annotation = pd.DataFrame({"age": np.arange(34) + 30.0, "grade": [1, 2] * 17}, index=pd.Index(samples))
    named = open_study(plant(tmp_path / "aged", samples=34, annotation=annotation).path)
    age, grade = annotation_columns(named)
    assert (age.binned, len(age.levels), age.codes[0], age.codes[-1]) == (True, 4, 0, 3)
    assert age.shown(age.levels[0]) == "30 to 38"
    assert (grade.binned, set(grade.levels)) == (False, {"1", "2"})


EMT = ("epithelial", "mesenchymal")


@pytest.mark.parametrize(
    ("score", "slider", "header"),
    [
        (StudyScore("EMT score (KS)", "ks", *EMT), "EMT score", "EMT score (KS)"),
        (StudyScore("EMT score", "", *EMT), "EMT score", "EMT score"),
        (StudyScore("ln IC50 of Gemtuzumab", "", "sensitive", "resistant"), "ln IC50 of Gemtuzumab", None),
        (StudyScore("EMT signature of ours"), "EMT signature of ours", None),
        (StudyScore("hypoxia", "of another program", "normoxic", "hypoxic"), "hypoxia", None),
    ],
)
def test_computed_scores_share_the_name_of_what_they_measure(
    tmp_path: Path, score: StudyScore, slider: str, header: str | None
) -> None:
    plant(tmp_path / "named", samples=34, score=score, annotation=None)
    named = open_study(tmp_path / "named")
    assert (score_name(named), modulator_title(named)) == (slider, header or slider)
    assert ends_of(named) == (score.low, score.high)
    assert annotation_columns(named) == []
