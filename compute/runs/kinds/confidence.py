"""Confidence of a study's edges, or what it will cost; in a process of its own, see
:func:`compute.runs.confidence_queue`.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from compute.jobs import CurrentJob, JobStoppedError, run_job


def _work(job: CurrentJob) -> dict[str, Any]:
    from compute.confidence import Resampling, confidence, plan
    from compute.estimate.stages import StoppedError

    asked = job.request
    study, resampling, workers = Path(asked["study"]), Resampling(**asked["resampling"]), int(asked["workers"])
    if asked["plan"]:
        return asdict(plan(study, resampling, workers))
    try:
        info = confidence(study, resampling, workers, job.progress, job.stop_asked)
    except StoppedError as error:
        raise JobStoppedError from error
    return dict(info["figures"])


if __name__ == "__main__":
    run_job(_work, stops_itself=True)
