"""``kill -9`` of the server while files come and runs are begun: what was whole stays, the next server goes on."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest

from compute.jobs import JobQueue
from sign_dash.pages.data.drafts import Drafts
from sign_dash.serve import main
from tests.faults.conftest import arrays, wanted
from tests.faults.forked import Forked, fresh, library, runs, say
from tests.jobs.following import PATIENCE, ended
from tests.sign_dash.planted import plant

ROOT = Path(__file__).resolve().parents[2]
PIECE = 50_000
HASTE = 0.002
"""Seconds between two pieces of an upload, so that a kill meets one on its way."""


class Server:
    """The real server on a folder of studies, on a port of its own; started fresh, or a fork of this process."""

    def __init__(self, study: Path, studies: Path, fresh: bool = True) -> None:
        words = [str(study), "--studies", str(studies), "--port", "0"]
        handle, name = tempfile.mkstemp(prefix="server-", dir=study.parent)  # a pipe that nobody reads would fill up
        self.process: Forked | subprocess.Popen[bytes] = (
            subprocess.Popen(
                [sys.executable, "app.py", *words], cwd=ROOT, stdout=handle, stderr=handle, start_new_session=True
            )
            if fresh
            else Forked(lambda: main(words), Path(name))
        )
        os.close(handle)
        deadline = time.monotonic() + PATIENCE
        while (found := re.search(r"http://127\.0\.0\.1:\d+", said := Path(name).read_text(errors="replace"))) is None:
            assert self.process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.02)
        self.address = found[0]

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def send(self, body: bytes, **query: object) -> dict[str, str]:
        request = urllib.request.Request(
            f"{self.address}/study/planted/_upload?{urlencode(query)}", data=body, method="POST"
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: dict[str, str] = json.load(answer)
            return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("study") / "planted", samples=40, regulators=12, targets=20).path


@pytest.mark.slow
def test_a_file_on_its_way_is_never_half_there_and_can_go_on(tmp_path: Path, planted: Path, trial: int) -> None:
    rng = np.random.default_rng([3, trial])
    content = b"sample,score\n" + b"".join(b"S%d,%d\n" % (i, i) for i in range(200_000))
    studies = tmp_path / "studies"
    token, answered = {"draft": "", "file": ""}, 0
    stop = int(rng.integers(1, len(content) // PIECE))
    with Server(planted, studies, fresh(trial)) as server:
        killer = threading.Timer(float(rng.uniform(0, 0.05)), server.kill)
        try:
            for number, start in enumerate(range(0, len(content), PIECE)):
                if number == stop:
                    killer.start()
                piece = content[start : start + PIECE]
                token = server.send(piece, **token, offset=start, size=len(content), name="scores.csv")
                answered = start + len(piece)
                time.sleep(HASTE)
        except (OSError, http.client.HTTPException):
            if killer.ident is None:  # it was not begun: something else is wrong
                raise
        killer.join()
    drafts = Drafts(studies / ".drafts")
    for file in drafts.files(token["draft"]):
        assert drafts.paths(token["draft"])[file.name].read_bytes() == content, "half a file is listed"
    with Server(planted, studies, fresh(trial)) as server:
        if not drafts.files(token["draft"]):
            for start in range(answered, len(content), PIECE):
                piece = content[start : start + PIECE]
                token = server.send(piece, **token, offset=start, size=len(content), name="scores.csv")
            assert token["file"] == ""
        (file,) = drafts.files(token["draft"])
        assert file.role == "scores"
        assert drafts.paths(token["draft"])["scores.csv"].read_bytes() == content


def begin_many(folder: Path, files: dict[str, Path], trial: int) -> None:
    """A server that is asked for run after run."""
    offered = library(folder / "studies", trial)
    say("ready")
    for _ in range(200):
        offered.begin(wanted(), files)


@pytest.mark.slow
def test_a_run_that_was_being_begun_is_whole_or_not_there(tmp_path: Path, files: dict[str, Path], trial: int) -> None:
    rng = np.random.default_rng([4, trial])
    server = Forked(lambda: begin_many(tmp_path, files, trial))
    assert server.stdout is not None
    server.stdout.readline()
    time.sleep(float(rng.uniform(0, 0.5)))
    server.kill()
    server.wait()
    queue = library(tmp_path / "studies", trial).queue
    begun = queue.runs()
    folders = [folder for folder in queue.folder.glob("[!.]*") if folder.is_dir()]
    assert len(begun) == len(folders), "a run that cannot be read"
    assert len({run.study for run in begun}) == len(begun)
    for run in begun:
        assert {path.name for path in (run.folder / "inputs").iterdir()} == set(files)
        assert run.asked == wanted()
    for run in begun[:-1]:  # the first of them is done, the others need not be
        queue.cancel(run.identifier)
    if begun:
        assert ended(queue, begun[-1].identifier).state == "finished"


def look_after(folder: Path, files: dict[str, Path], trial: int) -> None:
    """A server that begins a run and goes on looking after its queue."""
    queue = runs(folder / "runs", trial)
    queue.begin(wanted(), files, folder / "study")
    say("begun")
    while True:
        queue.advance()
        time.sleep(0.05)


@pytest.mark.slow
def test_a_run_does_not_notice_that_its_server_is_killed(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    rng = np.random.default_rng([5, trial])
    server = Forked(lambda: look_after(tmp_path, files, trial))
    assert server.stdout is not None
    server.stdout.readline()
    time.sleep(float(rng.uniform(0, 3.0 if fresh(trial) else 1.0)))
    server.kill()
    server.wait()
    queue: JobQueue = runs(tmp_path / "runs", trial)
    (job,) = queue.jobs()
    job = ended(queue, job.identifier)
    assert job.state == "finished", job.log()
    assert job.log().count("reading:") == 1, "it was begun twice"
    assert arrays(tmp_path / "study") == undisturbed
