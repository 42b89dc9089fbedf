"""Numbers that are preliminary say so on every page and in every caption."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from compute.study import Study
from sign_dash.export.words import origin
from sign_dash.shell.cautions import FEW_SAMPLES, cautions, cautions_badge, written_cautions
from tests.made import made_with


@contextmanager
def as_if(study: Study, **changes: Any) -> Iterator[Study]:
    before = study.info
    study.info = replace(before, **changes)
    try:
        yield study
    finally:
        study.info = before


def labels(study: Study) -> list[str]:
    return [str(caution.label) for caution in cautions(study)]


def test_a_complete_study_of_enough_samples_has_no_badge(study: Study) -> None:
    assert len(study.samples) >= FEW_SAMPLES
    with as_if(study, fits_not_converged=0, values={}):
        assert cautions_badge(study) == []
        assert written_cautions(study) == ""


def test_each_reason_has_its_badge_and_its_sentence_in_captions(study: Study) -> None:
    with as_if(study, method=made_with({"score_grid": 20})):
        assert labels(study) == ["Preview"]
        (badge,) = cautions_badge(study)
        assert "at 20 values of the score" in badge.title
        assert "at 20 values of the score" in origin(study)
    with as_if(study, values={"scale": "counts", "steps": [], "per_million": False}):
        assert labels(study) == ["Raw counts"]
    with as_if(study, values={"scale": "counts", "steps": ["log"], "per_million": False}):
        assert labels(study) == []
    with as_if(study, fits=1000, fits_not_converged=9):
        assert labels(study) == []
    with as_if(study, fits=1000, fits_not_converged=10):
        assert labels(study) == ["Fits not converged"]
