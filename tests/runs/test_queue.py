"""Runs in processes of their own: to the end, one after the other, cancelled, killed, out of disk, and resumed."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.runs import RunQueue, RunRequest, ScoreChoice
from compute.runs.request import request_of
from compute.study import open_study
from tests.runs.conftest import asked, until

SLOW = {"l1_count": 60, "reweight": True, "rounds": 3, "bandwidth": 0.2, "l2_grid": [0.01, 0.05, 0.1, 0.2]}


def files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.iterdir()}


def begin(queue: RunQueue, inputs: Path, study: Path, **changes: object) -> str:
    return queue.begin(asked(**changes), files(inputs), study)


def slow(**changes: object) -> dict[str, object]:
    """What takes long enough to be interrupted."""
    from compute.runs import GeneChoice

    return {"settings": SLOW, "targets": GeneChoice("all"), "regulators": GeneChoice("all"), **changes}


@pytest.mark.slow
def test_a_run_makes_a_study_with_components_and_says_what_it_did(tmp_path: Path, inputs: Path) -> None:
    from compute.runs import ComponentsChoice

    queue, study = RunQueue(tmp_path / "runs"), tmp_path / "study"
    first = begin(queue, inputs, study, components=ComponentsChoice((2, 2)))
    second = begin(queue, inputs, tmp_path / "second", title="Waits")
    assert queue.run(first).active
    assert queue.run(second).state == "queued"  # one at a time
    queue.cancel(second)
    assert queue.run(second).state == "stopped"
    done = until(queue, first, lambda run: not run.active)
    assert done.state == "finished", done.log()
    opened = open_study(study)
    assert opened.simulated
    assert opened.title == "A try"
    assert opened.targets == ("CDH1", "VIM", "EPCAM")
    assert opened.models() == ["trip"]
    assert {entry["source"] for entry in opened.info.inputs} >= {"simulated-expression.csv", "simulated-scores.csv"}
    assert str(tmp_path) not in json.dumps(opened.info.inputs)
    assert "80 samples × 150 genes" in done.log()
    with pytest.raises(UserError, match="nothing to resume"):
        queue.resume(first)
    queue.remove(first)
    assert study.is_dir()
    with pytest.raises(UserError, match="no longer exists"):
        queue.run(first)


@pytest.mark.slow
def test_a_killed_worker_is_told_and_goes_on_where_it_was(tmp_path: Path, inputs: Path) -> None:
    queue, study = RunQueue(tmp_path / "runs"), tmp_path / "study"
    run = begin(queue, inputs, study, **slow())
    at = until(queue, run, lambda now: now.stage == "networks" and now.done >= 4)
    pid = json.loads((at.folder / "progress.json").read_text())["pid"]
    os.kill(pid, signal.SIGKILL)
    broken = until(RunQueue(tmp_path / "runs"), run, lambda now: now.state == "broken")  # another server sees it too
    assert broken.done >= 4
    queue.resume(run)
    going = until(queue, run, lambda now: now.stage == "networks" and now.state == "running")
    assert going.done >= 4  # nothing finished was lost
    queue.cancel(run)
    stopped = until(queue, run, lambda now: not now.active)
    assert stopped.state == "stopped"
    assert "Resume" in str(stopped.message)


@pytest.mark.slow
def test_a_disk_that_is_full_is_told_and_nothing_finished_is_lost(tmp_path: Path, inputs: Path) -> None:
    import resource
    import subprocess
    import sys

    queue = RunQueue(tmp_path / "runs")
    queue._free_places = lambda: 0  # type: ignore[method-assign]  # begun by hand below, with little room
    run = begin(queue, inputs, tmp_path / "study")
    room = 40_000  # bytes a file may have: the expression of the study has more

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    subprocess.run(
        [sys.executable, "-m", "compute.runs.kinds.run", str(queue.run(run).folder)],
        preexec_fn=little_room,
        check=False,
        capture_output=True,
    )
    full = queue.run(run)
    assert full.state == "failed"
    assert "No more data can be written" in str(full.message)
    assert "resume" in str(full.message)
    del queue._free_places  # type: ignore[method-assign]
    queue.resume(run)
    assert until(queue, run, lambda now: not now.active).state == "finished"


def test_a_run_that_cannot_read_its_files_says_why(tmp_path: Path, inputs: Path) -> None:
    (inputs / "simulated-expression.csv").write_bytes(b"\x00\x01\x02" * 999)
    queue = RunQueue(tmp_path / "runs")
    run = until(queue, begin(queue, inputs, tmp_path / "study"), lambda now: not now.active)
    assert run.state == "failed"
    assert str(run.message).startswith("simulated-expression.csv is a binary file")
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "  "}, "title"),
        ({"expression": ""}, "expression table"),
        ({"score": ScoreChoice()}, "score is needed"),
        ({"workers": 0}, "threads"),
        ({"settings": {"rounds": 0}}, "rounds"),
        ({"settings": {"no_such": 1}}, "no_such"),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(
    tmp_path: Path, inputs: Path, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        begin(RunQueue(tmp_path / "runs"), inputs, tmp_path / "study", **changes)
    assert not list((tmp_path / "runs").glob("*")) or not RunQueue(tmp_path / "runs").runs()


def test_a_request_survives_the_disk(tmp_path: Path, inputs: Path) -> None:
    request: RunRequest = asked()
    assert request_of(json.loads(request.to_json())) == request
    queue = RunQueue(tmp_path / "runs")
    run = begin(queue, inputs, tmp_path / "study")
    assert queue.run(run).asked == request
    queue.cancel(run)
    until(queue, run, lambda now: not now.active)
    assert time.strptime(queue.run(run).created, "%Y-%m-%dT%H:%M:%S+00:00")


def test_runs_of_an_earlier_version_are_still_listed(tmp_path: Path) -> None:
    """Their study was named in a file of its own."""
    folder = tmp_path / "20200102-030405-0123abcd"
    folder.mkdir()
    (folder / "request.json").write_text(asked().to_json())
    (folder / "study").write_text(str(tmp_path / "old"))
    (folder / "progress.json").write_text(
        json.dumps({"state": "complete", "stage": "networks", "done": 80, "total": 80, "rate": 1.0, "seconds_left": 0.0,
                    "started": "", "updated": "", "pid": 1, "message": ""})
    )  # fmt: skip
    (run,) = RunQueue(tmp_path).runs()
    assert (run.state, run.study, run.asked) == ("finished", tmp_path / "old", asked())
    (folder / "study").unlink()
    assert RunQueue(tmp_path).runs() == []
