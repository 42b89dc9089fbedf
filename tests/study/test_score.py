"""What a study says of its score, and what is taken for the score of one that says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import StudyContent, StudyScore, StudyWriter, check_ends, study_record
from tests.made import rewrite_record
from tests.study.conftest import content_of

EMT = ("epithelial", "mesenchymal")


def record_of(folder: Path, content: StudyContent, **changes: object) -> StudyScore:
    """The score of a study whose record was changed by hand; None takes a field out."""
    StudyWriter.create(folder, content)
    rewrite_record(folder / "study.json", **changes)
    return study_record(folder).score


@pytest.fixture
def content() -> StudyContent:
    score = StudyScore("ln IC50 of Nutlin-3a", "", "sensitive", "resistant")
    return content_of(np.random.default_rng(1), 4, 2, 3, score=score)


def test_a_study_keeps_its_score(tmp_path: Path, content: StudyContent) -> None:
    assert record_of(tmp_path / "s", content) == content.score
    assert json.loads((tmp_path / "s" / "study.json").read_text())["modulator_name"] == content.score.column


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("EMT score (EEM)", StudyScore("EMT score (EEM)", "eem", *EMT)),
        ("EMT score (76GS)", StudyScore("EMT score (76GS)", "76gs", *EMT)),
        ("EMT score (KS)", StudyScore("EMT score (KS)", "ks", *EMT)),
        ("EMT score", StudyScore("EMT score", "", *EMT)),
        ("ln IC50 of Gemtuzumab", StudyScore("ln IC50 of Gemtuzumab")),
        ("eem", StudyScore("eem")),
        ("emt score (eem)", StudyScore("emt score (eem)")),
    ],
)
def test_a_study_from_before_is_known_by_the_exact_title_of_its_score(
    tmp_path: Path, content: StudyContent, title: str, score: StudyScore
) -> None:
    assert record_of(tmp_path / "s", content, score=None, modulator_name=title) == score


@pytest.mark.parametrize("ends", [("", ""), ("sensitive", "resistant"), ("低酸素", "通常")])
def test_words_for_the_ends_are_anything_short(ends: tuple[str, str]) -> None:
    check_ends(*ends)


@pytest.mark.parametrize("ends", [("low", ""), ("a", "a"), (" a", "b"), ("a\tb", "c"), ("a", "b" * 31)])
def test_words_that_could_not_be_told_apart_or_shown_are_refused(ends: tuple[str, str]) -> None:
    with pytest.raises(UserError, match="of the score"):
        check_ends(*ends)
