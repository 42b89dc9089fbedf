"""What a run would cost is said as soon as anything is known of it, and timing that nobody waits for ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from dash import html

from compute.jobs import JobState
from compute.messages import Message
from sign_dash.pages.data.new_begin import plan_words, stop_plan
from sign_dash.server.library import Library
from tests.sign_dash.pages.components.reading import text

PLAN = {
    **{"samples": 975, "targets": 226, "regulators": 505, "seconds": 900.0, "seconds_low": 720.0},
    **{"seconds_high": 1200.0, "memory": 1e9, "disk": 1e8, "free": 1e10, "fits_timed": 80, "workers": 2},
    **{"parts": [[Message("Estimating networks").record(), 840.0]], "modulator": "EMT score", "notes": []},
}


def test_a_first_answer_comes_with_its_range_while_timing_goes_on(tmp_path: Path) -> None:
    request = {"request": {"components": None, "confidence": 2}}
    job = JobState("0", tmp_path, request, "running", "refining", 1, 3, json.dumps(PLAN))
    said = text(html.Div(plan_words(job)[0]))
    assert "First estimate; timing goes on for about 16 s" in said
    assert "Time: 12 min 0 s to 20 min 0 s, about 15 min 0 s" in said
    assert "Of this: Estimating networks 14 min 0 s." in said
    assert "Confidence: not timed yet" in said
    assert "a first answer in about 10 s" in text(html.Div(plan_words(replace(job, stage="", detail=""))[0]))


def test_timing_that_nobody_waits_for_is_stopped(library: Library) -> None:
    key = library.plans.submit({"files": "gone", "request": {}, "study": "s"}, "0123456789abcdef").identifier
    stop_plan(library, key)
    assert (library.plans.folder / key / "cancel").exists()
    stop_plan(library, "fedcba9876543210")  # of a plan that is gone already
