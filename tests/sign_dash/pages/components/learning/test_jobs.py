"""Making a model, its stability and a curve over ranks from the page: the real worker on a small study."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from compute.components import has_stability, read_ranks
from compute.errors import UserError
from compute.jobs import JobState
from compute.study import Study, open_study
from sign_dash.pages.components import names
from sign_dash.pages.components.learning.form import columns, learn_form, suggested_name
from sign_dash.pages.components.learning.jobs import ComponentWork, work_sentence
from tests.jobs.following import ended
from tests.sign_dash.pages.components.othermodels import write_others
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

JOB = JobState("0" * 16, Path("jobs"), {}, "running")


def end_of(work: ComponentWork) -> JobState:
    job = work.latest()
    assert job is not None
    return ended(work.queue, job.identifier)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = write_others(tmp_path / "study")
    shutil.rmtree(made.path / "models")
    return made


@pytest.mark.slow
def test_a_model_is_made_in_the_background_and_its_stability_measured(study: Study, tmp_path: Path) -> None:
    jobs = ComponentWork(study, tmp_path / "cache")
    assert jobs.latest() is None
    jobs.learn("trip", None, (1, 1), "linear", "small")
    with pytest.raises(UserError, match="Another computation on this page is in progress"):
        jobs.learn("trip", None, (2, 2), "linear", "other")
    job = end_of(jobs)
    assert (job.state, job.result()) == ("finished", "small")
    assert work_sentence(job) == ("The model small is fitted and stored in the study.", "status")
    assert study.model("small").info["rank"] == [1, 1]
    jobs.measure_stability("small")
    assert end_of(jobs).state == "finished"
    assert has_stability(open_study(study.path).model("small"))


def test_what_is_wrong_is_one_sentence_and_a_cancelled_run_says_what_is_kept(study: Study, tmp_path: Path) -> None:
    jobs = ComponentWork(study, tmp_path / "cache")
    jobs.learn("trip", "tissue", (90, 1), "linear", "large")
    job = end_of(jobs)
    assert job.state == "failed"
    assert "90" in work_sentence(job)[0]
    jobs.compare_ranks("small", None, "linear")
    jobs.cancel()
    assert work_sentence(end_of(jobs)) == ("Cancelled; no results were kept.", "status")
    assert read_ranks(study) == []


def test_names_and_columns_that_are_offered(study: Study) -> None:
    assert [option["value"] for option in columns(study)] == ["", "tissue"]
    assert suggested_name("trip", "", (5, 5), "linear") == "trip 5x5"
    assert suggested_name("deep-tensor", "ln IC50 (µM)", (3, 4), "mlp") == "ln IC50 M 3x4 mlp deep"
    assert suggested_name("trip", "", (5, 5), "linear", 0.8) == "trip 5x5 sure 80"


def test_sure_edges_are_offered_where_the_study_knows_them(study: Study, planted: Planted, tmp_path: Path) -> None:
    for one, hidden in ((study, True), (with_confidence(planted, tmp_path / "sure"), False)):
        form = learn_form(one).to_plotly_json()
        rows = [row for row in form["props"]["children"] if names.LEARN_SURE in str(row)]
        assert [row.hidden for row in rows] == [hidden]


def test_how_far_the_work_is_is_told_in_words() -> None:
    job = replace(JOB, stage="fits", done=2, total=6, detail="31", request={"kind": "learn", "model": "trip"})
    assert work_sentence(job)[0] == "Learning the model trip, step 31 of a fit; fits finished: 2 of 6"
    job = replace(JOB, stage="ranks", done=7, total=48, detail="2", request={"kind": "ranks", "model": ""})
    assert work_sentence(job)[0] == "Comparing ranks, now 2 × 2; fits finished: 7 of 48"
