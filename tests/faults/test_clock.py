"""A clock that jumps, years ahead or back, between two steps of a run: nothing finished is lost."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from compute.study import verify_study
from sign_dash.pages.data.drafts import Drafts
from tests.faults.conftest import arrays, wanted
from tests.faults.forked import runs
from tests.faults.test_killed_run import done, pid
from tests.jobs.following import ended, until

YEAR = 365 * 86_400


def jump(folder: Path, seconds: float) -> None:
    """Every file looks as if it had been written so much later: the clock went back, or ahead where negative."""
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):
            stamp = path.stat().st_mtime + seconds
            os.utime(path, (stamp, stamp))


@pytest.mark.slow
def test_a_run_goes_on_after_the_clock_has_jumped(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    rng = np.random.default_rng([13, trial])
    queue, study = runs(tmp_path / "runs", trial), tmp_path / "study"
    name = queue.begin(wanted(), files, study)
    at = int(rng.integers(1, 60))
    until(queue, name, lambda job: not job.active or done(study) > at)
    safe = done(study)
    jump(tmp_path, float(rng.choice([-1, 1])) * YEAR * float(rng.uniform(0.001, 30)))
    if queue.job(name).active:
        with suppress(ProcessLookupError, FileNotFoundError):
            os.kill(pid(queue.job(name)), signal.SIGKILL)
    job = ended(queue, name)
    if job.state != "finished":
        assert done(study) >= safe, "what was finished is lost"
        queue.resume(name)
        assert ended(queue, name).state == "finished"
    assert arrays(study) == undisturbed
    verify_study(study)


def test_files_that_come_while_the_clock_jumps_are_whole(tmp_path: Path, trial: int) -> None:
    rng = np.random.default_rng([14, trial])
    drafts = Drafts(tmp_path / "drafts")
    token, file, content = drafts.new(), "", b"sample,score\n" + b"".join(b"S%d,%d\n" % (i, i) for i in range(4_000))
    for start in range(0, len(content), 9_000):
        piece = content[start : start + 9_000]
        file = drafts.receive(token, file, start, len(content), "scores.csv", _Body(piece), len(piece))
        jump(tmp_path / "drafts", float(rng.uniform(-1, 1)) * 20 * 86_400)
        if rng.integers(2):
            jump(tmp_path / "drafts", time.time() - (tmp_path / "drafts" / token).stat().st_mtime)
    assert drafts.paths(token)["scores.csv"].read_bytes() == content
    jump(tmp_path / "drafts", YEAR)  # the clock went back a year: nothing is old
    drafts.tidy()
    assert drafts.paths(token)["scores.csv"].read_bytes() == content


class _Body:
    """A piece as the server hands it over."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, size: int = -1) -> bytes:
        taken, self._content = self._content[:size], self._content[size:]
        return taken
