"""``kill -9`` of a Dask worker under a run of the page: the run goes on, its log says so, the networks are the same."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import psutil
import pytest

from compute.estimate import samples_so_far
from compute.runs import RunQueue
from compute.study import is_study, verify_study
from tests.faults.conftest import arrays, wanted
from tests.jobs.following import ended, until

MIDWAY = 40
"""Samples of the 80 that may be done when a worker is killed and is sure to be missed."""


def workers_of(process: int) -> list[psutil.Process]:
    """The processes in which a cluster that this process began computes."""
    return [one for one in psutil.Process(process).children() if "resource_tracker" not in " ".join(one.cmdline())]


@pytest.mark.slow
def test_a_worker_is_killed(tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int) -> None:
    rng = np.random.default_rng([17, trial])
    # No forks here: threads that an earlier test began would not be there in them, and a worker waits for one.
    queue, study = RunQueue(tmp_path / "runs"), tmp_path / "study"
    at = int(rng.integers(0, 50))
    name = queue.begin(dataclasses.replace(wanted(), cluster="local:2"), files, study)
    until(queue, name, lambda job: not job.active or (is_study(study) and samples_so_far(study).done > at))
    process = int(json.loads((queue.job(name).folder / "progress.json").read_text())["pid"])
    workers = workers_of(process)
    assert len(workers) == 2
    workers[int(rng.integers(2))].kill()
    before_the_end = samples_so_far(study).done <= MIDWAY
    job = ended(queue, name)
    assert job.state == "finished", job.log()
    if before_the_end:
        assert "1 of the 2 workers of the cluster stopped without finishing" in job.log()
    assert arrays(study) == undisturbed
    verify_study(study)
