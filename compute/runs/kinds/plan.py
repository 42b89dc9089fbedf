"""Measure what a run will cost, in a process of its own; see :func:`compute.runs.plan_queue`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from compute.jobs import CurrentJob, run_job
from compute.runs.inputs import files_in
from compute.runs.parsed import PARSED
from compute.runs.planning import RunPlan, plan_run
from compute.runs.request import request_of

REFINING = "refining"


def _work(job: CurrentJob) -> dict[str, Any]:
    asked = job.request
    files = Path(asked["files"])
    request, study = request_of(asked["request"]), Path(asked["study"])

    def so_far(plan: RunPlan, done: int, total: int) -> None:
        job.progress(REFINING, done, total, json.dumps(plan.to_json()))

    return plan_run(request, files_in(files), study, files.parent / PARSED, so_far=so_far).to_json()


if __name__ == "__main__":
    run_job(_work)  # as polite as the run will be: what is timed here is its time
