"""``kill -9`` of the server while files come and runs are begun: what was whole stays, the next server goes on."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest

from compute.jobs import JobQueue
from compute.runs import RunQueue
from sign_dash.pages.data.drafts import Drafts
from sign_dash.server.library import Library
from tests.faults.conftest import wanted
from tests.jobs.following import ended
from tests.sign_dash.planted import plant

ROOT = Path(__file__).resolve().parents[2]
PIECE = 50_000
HASTE = 0.002
"""Seconds between two pieces of an upload, so that a kill meets one on its way."""


class Server:
    """The real server on a folder of studies, on a port of its own."""

    def __init__(self, study: Path, studies: Path) -> None:
        words = [sys.executable, "app.py", str(study), "--studies", str(studies), "--port", "0"]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said += line
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                self.address = found[0]
                return
        pytest.fail(said)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

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
    with Server(planted, studies) as server:
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
    with Server(planted, studies) as server:
        if not drafts.files(token["draft"]):
            for start in range(answered, len(content), PIECE):
                piece = content[start : start + PIECE]
                token = server.send(piece, **token, offset=start, size=len(content), name="scores.csv")
            assert token["file"] == ""
        (file,) = drafts.files(token["draft"])
        assert file.role == "scores"
        assert drafts.paths(token["draft"])["scores.csv"].read_bytes() == content


BEGIN = """
import sys
from pathlib import Path
from sign_dash.server.library import Library
from tests.faults.conftest import wanted
folder = Path(sys.argv[1])
library = Library(folder / "studies")
files = {path.name: path for path in (folder / "files").iterdir()}
print("ready", flush=True)
for number in range(200):
    library.begin(wanted(), files)
"""


@pytest.mark.slow
def test_a_run_that_was_being_begun_is_whole_or_not_there(tmp_path: Path, files: dict[str, Path], trial: int) -> None:
    rng = np.random.default_rng([4, trial])
    (tmp_path / "files").symlink_to(next(iter(files.values())).parent)
    server = subprocess.Popen(
        [sys.executable, "-c", BEGIN, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    )
    assert server.stdout is not None
    server.stdout.readline()
    time.sleep(float(rng.uniform(0.05, 1.0)))
    server.kill()
    server.wait()
    library = Library(tmp_path / "studies")
    runs = library.queue.runs()
    folders = [folder for folder in library.queue.folder.iterdir() if folder.name[0] != "." and folder.is_dir()]
    assert len(runs) == len(folders), "a run that cannot be read"
    assert len({run.study for run in runs}) == len(runs)
    for run in runs:
        assert {path.name for path in (run.folder / "inputs").iterdir()} == set(files)
        assert run.asked == wanted()
    for run in runs[:-1]:  # the first of them is done, the others need not be
        library.queue.cancel(run.identifier)
    if runs:
        assert ended(library.queue, runs[-1].identifier).state == "finished"


SERVE = """
import sys, time
from pathlib import Path
from compute.runs import RunQueue
from tests.faults.conftest import wanted
folder = Path(sys.argv[1])
files = {path.name: path for path in (folder / "files").iterdir()}
queue = RunQueue(folder / "runs")
queue.begin(wanted(), files, folder / "study")
print("begun", flush=True)
while True:
    queue.advance()
    time.sleep(0.05)
"""


@pytest.mark.slow
def test_a_run_does_not_notice_that_its_server_is_killed(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    from tests.faults.conftest import arrays

    rng = np.random.default_rng([5, trial])
    (tmp_path / "files").symlink_to(next(iter(files.values())).parent)
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()
    time.sleep(float(rng.uniform(0, 3.0)))
    server.kill()
    server.wait()
    queue: JobQueue = RunQueue(tmp_path / "runs")
    (job,) = queue.jobs()
    job = ended(queue, job.identifier)
    assert job.state == "finished", job.log()
    assert job.log().count("reading:") == 1, "it was begun twice"
    assert arrays(tmp_path / "study") == undisturbed
