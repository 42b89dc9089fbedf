"""A worker for the tests: counts as far as it is asked, and ends as it is asked."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from compute.errors import UserError
from sign_dash.jobs.worker import progress, run


def count(_folder: Path, request: dict[str, Any]) -> int:
    sys.stdout.write("a library's own words\n")
    for done in range(1, request["to"] + 1):
        progress("counting", done, request["to"], f"at {done}")
        time.sleep(request.get("pause", 0))
    if request.get("end") == "sentence":
        raise UserError("That cannot be counted.")
    if request.get("end") == "killed":
        os._exit(1)
    return int(request["to"])


if __name__ == "__main__":
    run(count)
