"""Which column is predicted, as what, and which samples are left out of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from compute.components.learn.study_outcome import study_outcome
from compute.errors import UserError

SAMPLES = tuple(f"S{i}" for i in range(12))
TISSUE = ["lung"] * 5 + ["skin"] * 4 + ["bone"] + [None, " "]


def study(**columns: Any) -> Any:
    annotation = pd.DataFrame(columns, index=pd.Index(SAMPLES))
    return SimpleNamespace(
        path=Path("folder") / "cohort",
        samples=SAMPLES,
        modulator_name="emt",
        modulator=np.linspace(-1, 1, 12),
        annotation=annotation,
    )


def test_small_classes_and_samples_without_one_are_left_out_and_named() -> None:
    found = study_outcome(study(tissue=TISSUE), "tissue", folds=3)
    assert found.classes == ("lung", "skin")
    assert found.learned.tolist() == list(range(9))
    assert found.labels.tolist() == [0] * 5 + [1] * 4 + [-1] * 3
    assert tuple(map(str, found.left_out)) == (
        "Classes of fewer than 3 samples are left out: bone (1).",
        "Samples without tissue are left out: S10, S11.",
    )


def test_numbers_are_scores_unless_they_are_said_to_be_classes() -> None:
    grades = study(grade=[1, 2] * 6)
    assert study_outcome(grades, "grade", folds=3).classes is None
    found = study_outcome(grades, "grade", folds=3, as_classes=True)
    assert found.classes == ("1", "2")
    assert found.left_out == ()


@pytest.mark.parametrize("kind", ["category", "string", object])
def test_text_of_every_kind_is_classes(kind: Any) -> None:
    found = study_outcome(study(tissue=pd.Series(["a", "b"] * 6, index=SAMPLES).astype(kind)), "tissue", folds=3)
    assert found.classes == ("a", "b")


@pytest.mark.parametrize(
    ("column", "folds", "as_classes", "sentence"),
    [
        (
            "tissue",
            5,
            False,
            r"too few classes of at least 5 samples, .*: 1 where .* \(bone \(1\), lung \(5\), skin \(4\)\)",
        ),
        ("tissue", 6, False, "too few classes of at least 6 samples"),
        ("nothing", 2, False, r"too few classes .* \(none\)"),
        ("tissu", 3, False, "no column named 'tissu' .* did you mean tissue"),
        (None, 3, True, "emt is the study's score, not classes"),
        ("ic50", 11, False, "a number for 10 of 12 samples, where 11 are needed"),
    ],
)
def test_what_cannot_be_predicted_is_named(column: str | None, folds: int, as_classes: bool, sentence: str) -> None:
    ic50 = [1.0, 2.0, 3.0, np.nan, np.inf, *range(7)]
    with pytest.raises(UserError, match=sentence):
        study_outcome(study(tissue=TISSUE, nothing=[None] * 12, ic50=ic50), column, folds, as_classes)
