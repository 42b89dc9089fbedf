"""The form shows how well scores agree and what is missing, or says that there is no table yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compute.analyse import study_expression
from compute.errors import UserError
from compute.jobs import JobState
from compute.score import compare_scores
from compute.study import Study
from sign_dash.pages.data.new_scores import compared_words, comparison_of_draft, comparison_words
from sign_dash.server.library import Library
from tests.sign_dash.pages.components.reading import text


def test_without_a_table_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="drop one into the file area"):
        comparison_of_draft(Library(tmp_path / "none", (), None), None, "", "", "auto")


def test_sentences_agreement_and_genes_are_shown(study: Study) -> None:
    said = compared_words(compare_scores(study_expression(study)), "light")
    words = " ".join(text(part) for part in said)
    assert "samples are hybrid" in words
    assert "It needs its genes" in words


def test_how_far_a_comparison_is_and_that_it_is_gone(tmp_path: Path) -> None:
    job = JobState("0", tmp_path, {}, "running", "scores", 3, 9)
    assert text(comparison_words(job, 0, "light")[0]) == "Computing the scores: 3 of 9"
    assert "compare again" in text(comparison_words(None, 0, "light")[0])
    assert "stopped unexpectedly" in text(comparison_words(replace(job, state="finished"), 0, "light")[0])
