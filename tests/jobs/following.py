"""Look at a job until it is as wished, as a page does that asks now and then."""

from __future__ import annotations

import time
from collections.abc import Callable

from compute.jobs import JobQueue, JobState

PATIENCE = 240.0
"""Seconds a job may take on a busy machine."""


def until(queue: JobQueue, identifier: str, met: Callable[[JobState], bool], seconds: float = PATIENCE) -> JobState:
    """The job as soon as it is as wished; fails with its log where that does not happen."""
    deadline = time.monotonic() + seconds
    while True:
        queue.advance()
        job = queue.job(identifier)
        if met(job):
            return job
        assert time.monotonic() < deadline, (job, job.log())
        time.sleep(0.02)


def ended(queue: JobQueue, identifier: str) -> JobState:
    """The job once nothing more will happen to it."""
    return until(queue, identifier, lambda job: not job.active)
