"""``kill -9`` of the process of a run, at any moment: nothing finished is lost, and resumed it gives the same bits."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate import samples_so_far
from compute.jobs import JobState
from compute.study import is_study, open_study, study_record, verify_study
from tests.faults.conftest import arrays, wanted
from tests.faults.forked import fresh, runs
from tests.jobs.following import ended, until

MOST_KILLS = 3


def pid(job: JobState) -> int:
    return int(json.loads((job.folder / "progress.json").read_text())["pid"])


def done(study: Path) -> int:
    return samples_so_far(study).done if is_study(study) else 0


@pytest.mark.slow
def test_a_run_is_killed_again_and_again(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    rng = np.random.default_rng([1, trial])
    queue, study = runs(tmp_path / "runs", trial), tmp_path / "study"
    name = queue.begin(wanted(), files, study)
    kills = safe = 0
    for at in sorted(rng.integers(-1, 80, MOST_KILLS)):
        job = until(queue, name, lambda job: job.state != "queued")
        while job.state == "running" and done(study) <= at:
            time.sleep(0.002)
            job = queue.job(name)
        safe = max(safe, done(study))
        with suppress(ProcessLookupError, FileNotFoundError):
            os.kill(pid(job), signal.SIGKILL)
        job = ended(queue, name)
        if job.state == "finished":
            break
        assert job.state == "broken"
        kills += 1
        assert done(study) >= safe, "what was finished is lost"
        if is_study(study) and study_record(study).state == "complete":
            verify_study(study)  # it was killed after its last word there
        else:
            with pytest.raises(UserError):
                open_study(study)  # not there, or unfinished: never half of it
        queue.resume(name)
    assert kills or at > 60  # the last steps are quick
    assert ended(queue, name).state == "finished"
    assert arrays(study) == undisturbed
    verify_study(study)


@pytest.mark.slow
def test_a_run_that_is_killed_while_it_begins_can_be_resumed(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    rng = np.random.default_rng([2, trial])
    queue, study = runs(tmp_path / "runs", trial), tmp_path / "study"
    name = queue.begin(wanted(), files, study)
    process, _ = queue._started[name]
    time.sleep(float(rng.uniform(0, 2.0 if fresh(trial) else 0.2)))
    process.kill()
    process.wait()
    job = ended(queue, name)
    assert job.state in ("failed", "broken", "finished")  # failed: it had not begun, its ticket says so
    if job.state != "finished":
        queue.resume(name)
    assert ended(queue, name).state == "finished"
    assert arrays(study) == undisturbed
