"""How far a job came is the last that is written, in its record and in its log, however short its stages were."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from compute.jobs.progress import ProgressFile, read_progress_file
from compute.jobs.worker import CurrentJob


def test_a_stage_that_is_over_within_a_second_is_written_whole(tmp_path: Path) -> None:
    record = ProgressFile(tmp_path)
    for done in range(46):
        record.tell("bandwidth", done, 45)
    written = read_progress_file(tmp_path)
    assert written
    assert (written.stage, written.done, written.total) == ("bandwidth", 45, 45)


def test_the_log_says_where_each_stage_began_and_how_far_it_came(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "request.json").write_text(json.dumps({"body": {}}))
    job = CurrentJob(tmp_path)
    with caplog.at_level(logging.INFO, "compute.jobs"):
        for done in range(46):
            job.progress("bandwidth", done, 45)
        for done in range(8):  # ends before its last
            job.progress("networks", done, 10)
        job.progress("confidence", 0, 3)
        job.progress("confidence", 2, 3)
        job.end("stopped", None)
    assert [record.getMessage() for record in caplog.records[:-1]] == [
        "bandwidth: 0 of 45",
        "bandwidth: 45 of 45",
        "networks: 0 of 10",
        "networks: 7 of 10",
        "confidence: 0 of 3",
        "confidence: 2 of 3",
    ]
