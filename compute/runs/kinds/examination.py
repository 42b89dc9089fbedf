"""Examine the files of a draft in their roles, in a process of its own; see :func:`compute.runs.examination_queue`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compute.jobs import CurrentJob, run_job
from compute.read.limits import limit_memory
from compute.read.names import NEAR
from compute.read.transform import AUTO
from compute.runs.examine import examine
from compute.runs.parsed import PARSED


def _work(job: CurrentJob) -> dict[str, Any]:
    limit_memory()
    asked = job.request
    roles = [(name, role) for name, role in asked["roles"]]
    files = Path(asked["files"])
    found = examine(
        files,
        roles,
        asked["orientation"],
        files.parent / PARSED,
        asked.get("part", ""),
        asked.get("transform", AUTO),
        asked.get("matching", NEAR),
        asked.get("named", ()),
    )
    return found.to_json()


if __name__ == "__main__":
    run_job(_work, polite=False)  # somebody waits for it
