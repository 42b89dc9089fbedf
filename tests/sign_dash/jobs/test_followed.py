"""Background work through real processes: how it ends, and what is said of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from compute.errors import UserError
from sign_dash.jobs import Job, Workers, duration, job_sentence
from sign_dash.jobs.words import broken

MODULE = "tests.sign_dash.jobs.counting"
PATIENCE = 120.0


def ended(workers: Workers, key: str) -> Job:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job = workers.job(key)
        if job is not None and not job.running:
            return job
        time.sleep(0.02)
    raise TimeoutError(key)


@pytest.mark.parametrize(
    ("end", "state", "sentence"),
    [
        (None, "finished", "Finished."),
        ("sentence", "failed", "That cannot be counted."),
        ("killed", "broken", broken()),
    ],
)
def test_work_ends_with_a_word_or_was_killed(tmp_path: Path, end: str | None, state: str, sentence: str) -> None:
    workers, calls = Workers(), []
    asked: dict[str, Any] = {"to": 3, "end": end}
    workers.start("k", MODULE, tmp_path / "k", asked, calls.append)
    job = ended(workers, "k")
    assert (job.state, job.stage, job.done, job.total, job.detail) == (state, "counting", 3, 3, "at 3")
    assert job_sentence(job, {"counting": "Counting"}, "Cancelled.")[0] == sentence
    assert job.told == (3 if end is None else None)
    assert calls == [job]
    assert job.request == asked


def test_one_piece_of_work_at_a_time_and_it_can_be_cancelled(tmp_path: Path) -> None:
    workers = Workers()
    first = workers.start("one", MODULE, tmp_path / "one", {"to": 10_000, "pause": 0.05})
    assert workers.start("one", MODULE, tmp_path / "one", {"to": 10_000, "pause": 0.05}) is first
    with pytest.raises(UserError, match="One is under way"):
        workers.start("two", MODULE, tmp_path / "two", {"to": 1}, alone="One is under way.")
    workers.cancel("one")
    assert first.process is not None
    assert first.process.wait(timeout=PATIENCE) != 0
    assert job_sentence(ended(workers, "one"), {}, "Cancelled.") == ("Cancelled.", "status")
    assert workers.running() == []


def test_how_far_a_job_is_is_one_sentence() -> None:
    stages = {"": "Reading", "fits": "Fitting"}
    assert job_sentence(Job(), stages, "")[0] == "Reading …"
    job = Job(stage="fits", done=2, total=6, begun=time.monotonic() - 20)
    assert job_sentence(job, stages, "") == ("Fitting: 2 of 6, about 40 s left", "status")
    assert (duration(3700), duration(125), duration(0.2)) == ("1 h 1 min", "2 min 5 s", "1 s")
