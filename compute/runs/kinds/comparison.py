"""Compare all scores of a table that was brought, in a process of its own: :func:`compute.runs.comparison_queue`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from compute.jobs import CurrentJob, run_job
from compute.read.limits import limit_memory
from compute.runs.parsed import PARSED
from compute.runs.scores import compare_brought
from compute.score import comparison_record

STAGE: Final = "scores"


def _work(job: CurrentJob) -> dict[str, Any]:
    limit_memory()
    asked = job.request
    files = Path(asked["files"])
    found = compare_brought(
        files / asked["table"],
        {name: files / name for name in asked["lists"]},
        asked["orientation"],
        asked["part"],
        asked["transform"],
        files.parent / PARSED,
        lambda done, total: job.progress(STAGE, done, total),
    )
    return comparison_record(found)


if __name__ == "__main__":
    run_job(_work, polite=False)  # somebody waits for it
