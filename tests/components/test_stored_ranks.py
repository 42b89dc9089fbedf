"""A curve over ranks is kept in the study and reads back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.components import read_ranks, write_ranks
from compute.errors import UserError
from compute.study import Study, open_study
from compute.tensor.rank_choice import RankPoint, suggest_rank

SETTINGS = {"predictor": "linear", "rho": 1.0, "ridge": 0.01, "seed": 0, "max_epochs": 500, "threads": 1}


def point(rank: int, r2: float) -> RankPoint:
    return RankPoint(rank, r2, 0.02, 0.01, None, 0.1, 0.2, (0.9,) * rank, (0.8,) * rank, (True,) * (2 * rank))


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


def test_a_damaged_curve_is_named(planted_path: Path) -> None:
    study = open_study(planted_path)
    write_ranks(study, "score", SETTINGS, 5, [point(1, 0.5)])
    file = next((study.path / "ranks").iterdir())
    file.write_text("{}")
    with pytest.raises(UserError, match=rf"{file.name} is damaged .*compare the ranks again"):
        read_ranks(study)
