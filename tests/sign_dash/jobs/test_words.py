"""What is said of a job, from its state alone; and one queue for each folder of a server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from compute.jobs import JobQueue, JobState
from compute.messages import Message
from sign_dash.jobs import duration, job_sentence, shared_queue, stopped_unexpectedly

JOB = JobState("0" * 16, Path("jobs"), {}, "running")
STAGES = {"": "Reading", "fits": "Fitting"}


def test_how_far_a_job_is_is_one_sentence() -> None:
    assert job_sentence(JOB, STAGES, "")[0] == "Reading …"
    job = replace(JOB, stage="fits", done=2, total=6)
    assert job_sentence(job, STAGES, "") == ("Fitting: 2 of 6", "status")
    told = job_sentence(replace(job, seconds_left=40.0), STAGES, "")
    assert told == ("Fitting: 2 of 6, about 40 s left", "status")
    assert (duration(3700), duration(125), duration(0.2)) == ("1 h 1 min", "2 min 5 s", "1 s")


def test_how_a_job_ended_is_one_sentence() -> None:
    for state, told in {
        "stopped": ("Cancelled.", "status"),
        "failed": ("That cannot be counted.", "alert"),
        "broken": (stopped_unexpectedly(), "alert"),
        "finished": ("Finished.", "status"),
    }.items():
        job = replace(JOB, state=state, message=Message("That cannot be counted."))
        assert job_sentence(job, STAGES, "Cancelled.") == told


def test_a_job_that_waits_counts_those_before_it() -> None:
    assert "2 runs ahead" in job_sentence(replace(JOB, state="queued"), STAGES, "", 2)[0]
    assert job_sentence(replace(JOB, state="queued"), STAGES, "")[0] == "Reading …"


def test_every_page_of_a_server_opens_the_same_queue(tmp_path: Path) -> None:
    def make(folder: Path) -> JobQueue:
        return JobQueue(folder, "tests.jobs.counting")

    assert shared_queue(tmp_path / "a", make) is shared_queue(tmp_path / "b" / ".." / "a", make)
    assert shared_queue(tmp_path / "a", make) is not shared_queue(tmp_path / "b", make)
