"""Looking at files and measuring a plan, in a process of its own: ``python -m sign_dash.pages.data.work FOLDER``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compute.runs import examine, give_way, plan_run, request_of
from sign_dash.jobs.worker import run


def work(_folder: Path, request: dict[str, Any]) -> dict[str, Any]:
    """What ``request["do"]`` says: "examine" the files of a draft in their roles, or "plan" a run of them.

    Raises :class:`compute.UserError` as these do.
    """
    files = Path(request["files"])
    if request["do"] == "examine":
        return examine(files, [(name, role) for name, role in request["roles"]], request["orientation"]).to_json()
    give_way()  # as the run will: what is timed here is its time
    return plan_run(request_of(request["request"]), files, Path(request["study"])).to_json()


if __name__ == "__main__":
    run(work)
