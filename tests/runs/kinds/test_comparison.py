"""The scores of a table that was brought are compared in a process of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

from compute.jobs import job_key
from compute.runs import compare_brought, comparison_queue, comparison_request
from compute.score import comparison_record
from tests.jobs.following import ended
from tests.runs.test_scores import folder

__all__ = ["folder"]


def test_a_job_compares_them_and_another_table_is_another_request(folder: Path, tmp_path: Path) -> None:
    files = tmp_path / "draft" / "files"
    files.mkdir(parents=True)
    for name in ("e.csv", "76gs.txt"):
        (folder / name).rename(files / name)
    queue = comparison_queue(tmp_path / "queue")
    asked = comparison_request(files, "e.csv", ["76gs.txt"])
    job = ended(queue, queue.submit(asked, job_key(asked)).identifier)
    expected = compare_brought(files / "e.csv", {"76gs.txt": files / "76gs.txt"})
    assert job.result() == json.loads(json.dumps(comparison_record(expected)))
    (files / "e.csv").write_text((files / "e.csv").read_text().replace("s0,", "t0,"))
    os.utime(files / "e.csv", (1, 1))
    assert job_key(comparison_request(files, "e.csv", ["76gs.txt"])) != job_key(asked)
