"""Examine the files of a draft in their roles, in a process of its own; see :func:`compute.runs.examination_queue`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from compute.jobs import CurrentJob, run_job
from compute.read.limits import limits
from compute.read.transform import AUTO
from compute.runs.examine import examine
from compute.runs.parsed import PARSED


def limit_memory() -> None:
    """Keep this process within the budget of :mod:`compute.read.limits`, where the system can: a file that unpacks to
    more ends the examination, not the server."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits().memory if most == resource.RLIM_INFINITY else min(limits().memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _work(job: CurrentJob) -> dict[str, Any]:
    limit_memory()
    asked = job.request
    roles = [(name, role) for name, role in asked["roles"]]
    files = Path(asked["files"])
    return examine(
        files, roles, asked["orientation"], files.parent / PARSED, asked.get("part", ""), asked.get("transform", AUTO)
    ).to_json()


if __name__ == "__main__":
    run_job(_work, polite=False)  # somebody waits for it
