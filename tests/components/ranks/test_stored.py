"""A curve over ranks is kept in the study and reads back as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compute.components import read_ranks, write_ranks
from compute.components.ranks.choice import ClassRankPoint, RankPoint, suggest_rank
from compute.errors import UserError
from compute.messages import Message
from compute.study import Study, open_study
from compute.study.intact import SEAL

SETTINGS = {"predictor": "linear", "rho": 1.0, "ridge": 0.01, "seed": 0, "max_epochs": 500, "threads": 1}


def point(rank: int, r2: float) -> RankPoint:
    return RankPoint(
        rank,
        r2,
        0.02,
        0.01,
        None,
        retained_energy=0.1,
        hosvd_retained_energy=0.2,
        regulator_stability=(0.9,) * rank,
        target_stability=(0.8,) * rank,
        stable=(True,) * (2 * rank),
    )


def test_a_curve_reads_back_and_replaces_its_like(planted_path: Path) -> None:
    study: Study = open_study(planted_path)
    assert read_ranks(study) == []
    first = write_ranks(study, "score", SETTINGS, 5, [point(1, 0.5), point(2, 0.9)])
    assert read_ranks(study) == [first]
    assert first.suggestion == suggest_rank(first.points)
    assert "threads" not in first.settings
    again = write_ranks(study, "score", SETTINGS, 5, [point(1, 0.7)])
    assert read_ranks(study) == [again]
    write_ranks(study, "dose", SETTINGS, 5, [point(1, 0.1)])
    assert {stored.target for stored in read_ranks(study)} == {"score", "dose"}


def test_a_curve_of_classes_reads_back_as_one_and_leaves_that_of_the_numbers_alone(planted_path: Path) -> None:
    study = open_study(planted_path)
    of_numbers = write_ranks(study, "stage", SETTINGS, 5, [point(1, 0.5)])
    found = ClassRankPoint(
        1,
        0.6,
        0.02,
        0.01,
        0.8,
        retained_energy=0.1,
        hosvd_retained_energy=0.2,
        regulator_stability=(0.9,),
        target_stability=(0.8,),
        stable=(True, True),
        not_converged=2,
    )
    words = (Message("Classes of fewer than {folds} samples are left out: {small}.", folds=5, small=["4 (1)"]),)
    settings = SETTINGS | {"class_weight": "balanced"}
    of_classes = write_ranks(study, "stage", settings, 5, [found], ("1", "2"), words)
    assert {stored.classes: stored for stored in read_ranks(study)} == {(): of_numbers, ("1", "2"): of_classes}
    assert (of_classes.settings["class_weight"], of_classes.not_converged, of_classes.left_out) == (
        "balanced",
        2,
        words,
    )


def test_a_curve_of_the_first_version_still_reads(planted_path: Path) -> None:
    study = open_study(planted_path)
    written = write_ranks(study, "score", SETTINGS, 5, [point(1, 0.5)])
    file = next((study.path / "ranks").iterdir())
    body = json.loads(file.read_text())
    del body[SEAL], body["classes"], body["left_out"], body["points"][0]["not_converged"]
    file.write_text(json.dumps(body))
    assert read_ranks(study) == [written]


def test_a_damaged_curve_is_named(planted_path: Path) -> None:
    study = open_study(planted_path)
    write_ranks(study, "score", SETTINGS, 5, [point(1, 0.5)])
    file = next((study.path / "ranks").iterdir())
    file.write_text("{}")
    with pytest.raises(UserError, match=rf"{file.name} is damaged .*compare the ranks again"):
        read_ranks(study)


def test_a_curve_that_was_changed_is_refused(planted_path: Path) -> None:
    study = open_study(planted_path)
    write_ranks(study, "changed", SETTINGS, 5, [point(1, 0.53125)])
    (file,) = [path for path in (planted_path / "ranks").iterdir() if "0.53125" in path.read_text(encoding="utf-8")]
    file.write_text(file.read_text(encoding="utf-8").replace("0.53125", "0.93125"), encoding="utf-8")
    try:
        with pytest.raises(UserError, match="was changed after it was written"):
            read_ranks(study)
    finally:
        file.unlink()
