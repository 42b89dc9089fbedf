"""Numbers that are preliminary say so on every page and in every caption."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from compute.analyse import network_difference, read_side
from compute.study import Study, open_study
from compute.suitability import FEW_SAMPLES, BloodLines, Stroma, cautions
from sign_dash.export.words import origin
from sign_dash.pages.compare.answer import notes
from sign_dash.shell.cautions import cautions_badge, cautions_list, written_cautions
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


def badge_of(study: Study) -> tuple[str, list[str]]:
    """What the badge shows, and the sentences that it opens; they are its tooltip too."""
    (popover,) = cautions_badge(study)
    target, dropdown = popover.children
    _number, label = target.children
    first, more = label.children
    sentences = [item.children for item in dropdown.children.children[1].children]
    assert target.boxWrapperProps["title"] == " ".join(sentences)
    assert target.boxWrapperProps["aria-label"].startswith(first.children + more)
    return first.children + more, sentences


def test_a_complete_study_of_enough_samples_has_no_badge(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(study.samples) >= FEW_SAMPLES
    with as_if(study, fits_not_converged=0, values={}):
        assert cautions(study) == []
        assert badge_of(study)[0] == "Without confidence"
        monkeypatch.setattr("sign_dash.shell.cautions.is_unsure", lambda _: False)
        assert cautions_badge(study) == []
        assert written_cautions(study) == ""


def test_each_reason_has_its_badge_and_its_sentence_in_captions(study: Study) -> None:
    with as_if(study, method=made_with({"score_grid": 20})):
        assert labels(study) == ["Preview"]
        assert "at 20 values of the score" in badge_of(study)[1][0]
        assert "at 20 values of the score" in origin(study)
        (listed,) = cautions_list(study)
        assert str(listed).count("Preview") == 1
    with as_if(study, values={"scale": "counts", "steps": [], "per_million": False}):
        assert labels(study) == ["Raw counts"]
    with as_if(study, values={"scale": "counts", "steps": ["log"], "per_million": False}):
        assert labels(study) == []
    with as_if(study, fits=1000, fits_not_converged=9):
        assert labels(study) == []
    with as_if(study, fits=1000, fits_not_converged=10):
        assert labels(study) == ["Fits not converged"]
    with as_if(study, method=made_with({"score_grid": 20}), fits=1000, fits_not_converged=10):
        first, second = labels(study)
        shown, sentences = badge_of(study)
        assert shown == f"{first} +2"
        assert "at 20 values of the score" in sentences[0]
        assert second == "Fits not converged"
        assert "10 of 1,000" in sentences[1]


def test_a_study_compared_with_brings_its_cautions_along(study: Study) -> None:
    other = open_study(study.path)
    with as_if(other, method=made_with({"score_grid": 20})):
        sides = read_side(study, "low:10"), read_side(other, "high:10")
        assert any("Side B: Preview" in note for note in notes(network_difference(*sides), []))
    assert not any("Side B" in note for note in notes(network_difference(sides[0], sides[0]), []))


def test_lines_of_blood_are_a_caution_of_an_emt_score(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    are = np.arange(len(study.samples)) < 7
    monkeypatch.setattr("compute.suitability.preliminary.blood_of_study", lambda _: BloodLines(are, "annotation"))
    assert "Blood lines" in labels(study)
    assert f"7 of {len(study.samples)} samples are blood lines (by the annotation)" in written_cautions(study)


def test_a_score_that_goes_with_stroma_is_a_caution(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for rho, said in ((0.7, True), (0.3, False)):
        found = Stroma(rho, None, ("DCN", "LUM", "DPT", "OGN"), ())
        monkeypatch.setattr("compute.suitability.preliminary.stroma_of_study", lambda _, found=found: found)
        assert ("Stroma" in labels(study)) == said
