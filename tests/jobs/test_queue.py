"""Jobs through real processes: in turn, to every kind of end, cancelled, killed, and by a server that is gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compute.errors import UserError
from compute.jobs import JobQueue, JobState, job_key
from compute.jobs.progress import PROGRESS
from compute.jobs.queue import ROOT
from compute.jobs.state import TICKET
from tests.jobs.following import ended, until

COUNTING, STOPS_ITSELF = "tests.jobs.counting", "tests.jobs.counting_on"
LONG = {"to": 100_000, "pause": 0.02}


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    return JobQueue(tmp_path / "jobs", COUNTING)


def counting(job: JobState) -> bool:
    return job.stage == "counting"


def pid(job: JobState) -> int:
    return int(json.loads((job.folder / PROGRESS).read_text())["pid"])


@pytest.mark.parametrize(
    ("end", "state", "message"),
    [
        (None, "finished", "None"),
        ("sentence", "failed", "That cannot be counted."),
        ("input", "failed", "That is no number."),
        ("killed", "broken", "None"),
        ("mistake", "failed", "ZeroDivisionError: by nought"),
        ("memory", "failed", "memory"),
    ],
)
def test_a_job_ends_with_a_state_a_message_and_a_log(
    queue: JobQueue, monkeypatch: pytest.MonkeyPatch, end: str | None, state: str, message: str
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # as on most machines
    asked: dict[str, Any] = {"to": 3, "end": end}
    job = ended(queue, queue.submit(asked).identifier)
    assert job.state == state
    assert message in str(job.message)
    assert job.refused == (end == "input")
    assert job.request == asked
    assert job.result() == (3 if end is None else None)
    assert "a library's own words" in job.log()
    assert ("Traceback" in job.log()) == (end == "mistake")
    if end != "killed":  # whose last figures were on their way
        assert (job.stage, job.done, job.total, job.detail) == ("counting", 3, 3, "at 3")


def test_one_at_a_time_in_the_order_asked_and_those_that_wait_can_be_cancelled(queue: JobQueue) -> None:
    first, second, third = (queue.submit(LONG | {"number": number}).identifier for number in range(3))
    until(queue, first, counting)
    assert [queue.job(name).state for name in (second, third)] == ["queued", "queued"]
    assert [queue.ahead_of(queue.job(name)) for name in (first, second, third)] == [0, 1, 2]
    queue.cancel(second)
    assert queue.job(second).state == "stopped"
    queue.cancel(first)
    assert ended(queue, first).state == "stopped"
    until(queue, third, counting)
    queue.cancel(third)
    assert ended(queue, third).state == "stopped"


def test_as_many_at_a_time_as_there_are_places(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, COUNTING, places=2)
    names = [queue.submit(LONG | {"number": number}).identifier for number in range(3)]
    for name in names[:2]:
        until(queue, name, counting)
    assert queue.job(names[2]).state == "queued"
    for name in reversed(names):
        queue.cancel(name)
    assert {ended(queue, name).state for name in names} == {"stopped"}


def test_work_that_stops_by_itself_says_that_it_can_go_on(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, STOPS_ITSELF)
    name = queue.submit({"to": 100, "pause": 0.1, "stops": "stops-itself"}).identifier
    until(queue, name, counting)
    queue.cancel(name)
    job = ended(queue, name)
    assert (job.state, "Resume" in str(job.message)) == ("stopped", True)
    (job.folder / "request.json").write_text(json.dumps({"to": 2}))
    queue.resume(name)
    assert ended(queue, name).result() == 2


def test_a_cancelled_job_that_was_just_started_does_not_begin(queue: JobQueue) -> None:
    name = queue.submit(LONG).identifier
    process, _ = queue._started[name]  # it still loads what it needs
    queue.cancel(name)
    assert queue.job(name).state in ("stopped", "stopping")
    process.wait()
    assert queue.job(name).state == "stopped"
    assert queue.job(name).stage == ""


def test_a_killed_process_is_told_from_a_silent_one_and_its_turn_is_free(queue: JobQueue, tmp_path: Path) -> None:
    name, waits = queue.submit(LONG).identifier, queue.submit({"to": 1}).identifier
    job = until(queue, name, counting)
    os.kill(pid(job), signal.SIGSTOP)
    assert until(queue, name, lambda job: job.silent > 0.1).state == "running"
    os.kill(pid(job), signal.SIGKILL)
    another_server = JobQueue(tmp_path / "jobs", COUNTING)
    assert until(another_server, name, lambda job: not job.active).state == "broken"
    assert ended(another_server, waits).state == "finished"


def test_a_job_goes_on_when_its_server_is_gone(queue: JobQueue) -> None:
    begin = (
        "import sys; from pathlib import Path; from compute.jobs import JobQueue;"
        "print(JobQueue(Path(sys.argv[1]), sys.argv[2]).submit({'to': 40, 'pause': 0.02}).identifier)"
    )
    server = subprocess.run(
        [sys.executable, "-c", begin, str(queue.folder), COUNTING],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended(queue, server.stdout.strip()).state == "finished"


def test_a_process_that_cannot_begin_fails_once(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, "tests.jobs.there_is_no_such_module")
    job = ended(queue, queue.submit({}).identifier)
    assert job.state == "failed"
    assert "could not start" in str(job.message)
    assert "No module named" in job.log()
    assert not (job.folder / TICKET).exists()


def test_the_same_request_is_done_once_and_again_where_it_failed(queue: JobQueue) -> None:
    asked = {"to": 2}
    key = job_key(asked)
    assert ended(queue, queue.submit(asked, key).identifier).state == "finished"
    made = (queue.folder / key / "result.json").stat().st_mtime_ns
    assert queue.submit(asked, key).state == "finished"
    assert (queue.folder / key / "result.json").stat().st_mtime_ns == made
    failing = {"to": 1, "end": "killed"}
    key = job_key(failing)
    assert ended(queue, queue.submit(failing, key).identifier).state == "broken"
    assert queue.submit(failing, key).state == "queued"
    assert ended(queue, key).state == "broken"


def test_of_jobs_that_have_ended_those_asked_for_last_are_kept(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, COUNTING, keep=2)
    first, second = (ended(queue, queue.submit({"to": n}, f"{n:08x}").identifier) for n in (1, 2))
    os.utime(second.folder, (1, 1))
    first.mark_used()
    ended(queue, queue.submit({"to": 3}, f"{3:08x}").identifier)
    assert {job.request["to"] for job in queue.jobs()} == {1, 3}


def test_a_job_whose_folder_is_removed_ends(queue: JobQueue) -> None:
    import shutil

    job = until(queue, queue.submit(LONG).identifier, counting)
    process, _ = queue._started[job.identifier]
    shutil.rmtree(job.folder)
    assert process.wait(timeout=60) != 0
    assert queue.find(job.identifier) is None
    queue.advance()  # takes note of the end without a word


def test_active_jobs_stay_and_the_others_can_be_removed(queue: JobQueue) -> None:
    name = queue.submit(LONG).identifier
    with pytest.raises(UserError, match="cancel it first"):
        queue.remove(name)
    queue.cancel(name)
    ended(queue, name)
    queue.remove(name)
    with pytest.raises(UserError, match="no longer exists"):
        queue.job(name)


@pytest.mark.parametrize("name", ["", "..", "../jobs", "20200101-000000-zzzzzzzz", "a" * 5000, "a/b", "0" * 16])
def test_what_names_no_job_is_no_path(queue: JobQueue, name: str) -> None:
    assert queue.find(name) is None
    with pytest.raises(UserError, match="no longer exists"):
        queue.job(name)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "\0"])
def test_a_folder_that_is_damaged_is_left_out_and_can_be_asked_for_again(queue: JobQueue, damage: str) -> None:
    asked = {"to": 1}
    key = job_key(asked)
    ended(queue, queue.submit(asked, key).identifier)
    (queue.folder / key / "request.json").write_text(damage)
    assert queue.jobs() == []
    assert queue.find(key) is None
    assert ended(queue, queue.submit(asked, key).identifier).state == "finished"


def test_damaged_progress_is_a_broken_job_and_a_damaged_result_none(queue: JobQueue) -> None:
    job = ended(queue, queue.submit({"to": 1}).identifier)
    (job.folder / "result.json").write_text("{")
    assert queue.job(job.identifier).result() is None
    (job.folder / PROGRESS).write_text('{"state": "comp')
    assert queue.job(job.identifier).state == "broken"
