"""What is said of a run, from its state alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compute import RunRequest, RunState, ScoreChoice
from sign_dash.studies.runs_callbacks import before, run_row, sentence, stages

REQUEST = RunRequest("A try", "table.csv", ScoreChoice(method="eem"))
RUN = RunState("1", Path("runs/1"), Path("study"), REQUEST, "queued", waiting_since=20)


@pytest.mark.parametrize(
    ("others", "ahead"),
    [
        ([], 0),
        ([replace(RUN, identifier="2", state="running")], 1),
        ([replace(RUN, identifier="2", waiting_since=10), replace(RUN, identifier="3", waiting_since=30)], 1),
        ([replace(RUN, identifier="2", state="finished"), replace(RUN, identifier="3", state="broken")], 0),
    ],
)
def test_a_run_that_waits_counts_those_before_it(others: list[RunState], ahead: int) -> None:
    assert before(RUN, [RUN, *others]) == ahead
    assert (f"before it: {ahead}." in sentence(RUN, ahead)) == (ahead > 0)


def test_a_run_says_how_far_and_how_long_and_marks_its_stage() -> None:
    run = replace(RUN, state="running", stage="networks", done=40, total=80, rate=0.5, seconds_left=80.0)
    assert sentence(run) == (
        "Estimating networks: 40 of 80 samples · 30.0 a minute · about 1 min 20 s left of this stage"
    )
    assert [item.className for item in stages(run)] == ["stage-done", "stage-done", "stage-now", "stage-later"]
    assert "no word for 6 min" in sentence(replace(run, silent=400.0))
    assert run_row(replace(run, created="2026-01-02T03:04:05+00:00"))["begun"] == "2026-01-02T03:04:05+00:00"
    killed = sentence(replace(run, state="broken"))
    assert "stopped unexpectedly" in killed
    assert "Resume" in killed
