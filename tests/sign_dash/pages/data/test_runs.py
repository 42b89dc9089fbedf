"""What is said of a run, from its state alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from dash import html
from flask import Flask

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from compute.messages import Message
from compute.runs import RunRequest, RunState, ScoreChoice
from compute.study import Study
from sign_dash.pages.components.layout import layout as components_layout
from sign_dash.pages.data.runs_callbacks import resumable, run_row, sentence, stages
from sign_dash.pages.regulators.jobs import Masters, Request
from sign_dash.shell.header import header

REQUEST = RunRequest("A try", "table.csv", ScoreChoice(method="eem"))
RUN = RunState("1", Path("runs/1"), {}, "queued", waiting_since=20, asked=REQUEST, study=Path("study"))


def test_a_run_that_waits_counts_those_before_it() -> None:
    assert "2 runs ahead" in sentence(RUN, 2)
    assert "before it" not in sentence(RUN)


def test_a_run_says_how_far_and_how_long_and_marks_its_stage() -> None:
    run = replace(RUN, state="running", stage="networks", done=40, total=80, rate=0.5, seconds_left=80.0)
    assert sentence(run) == (
        "Estimating networks: 40 of 80 samples · 30.0 per minute · about 1 min 20 s left in this stage"
    )
    assert [item.className for item in stages(run)] == ["stage-done", "stage-done", "stage-now", "stage-later"]
    assert "no update for 6 min" in sentence(replace(run, silent=400.0))
    assert run_row(replace(run, created="2026-01-02T03:04:05+00:00"))["begun"] == "2026-01-02T03:04:05+00:00"
    killed = sentence(replace(run, state="broken"))
    assert "stopped unexpectedly" in killed
    assert "Resume" in killed


def test_a_run_that_was_refused_says_what_to_do_instead_of_resuming() -> None:
    failed = replace(RUN, state="failed", message=Message("table.csv has no rows."))
    assert sentence(failed) == "table.csv has no rows."
    assert sentence(replace(failed, refused=True)) == (
        "table.csv has no rows. Resuming would end the same way; correct that under New study and start another run."
    )


@pytest.mark.parametrize("refused", [False, True])
def test_a_run_that_was_refused_cannot_be_resumed(refused: bool) -> None:
    assert resumable(replace(RUN, state="failed", refused=refused)) is not refused
    assert not resumable(replace(RUN, state="finished"))
    assert not resumable(RUN)  # it waits
    assert resumable(replace(RUN, state="stopped"))


def test_a_look_at_a_running_study_says_so_and_leads_to_the_next_one(study: Study, tmp_path: Path) -> None:
    moment = UnfinishedStudy(study, np.arange(32), study.blocks[:1])
    with Flask("test").test_request_context("/", environ_overrides={"SCRIPT_NAME": "/study/try/so-far-32"}):
        title = str(header(moment, [], [], html.Div()))
        components = str(components_layout(moment))
    assert f"32 of {len(study.samples)} networks" in title
    assert "href='/study/try/'" in title
    assert "the run is still in progress" in components
    assert "'index': 'first'" not in components  # no button that could only fail
    with pytest.raises(UserError, match="tested once all networks are estimated"):
        Masters(moment, tmp_path).start(Request("0" * 64, "sets.gmt", 5, 500, 0))
