"""A run's progress as others read it: while it goes on, after it has ended, and when its process is gone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.jobs import PROGRESS, Pace, ProgressFile, only_writer
from compute.messages import Message
from compute.study import StudyWriter, read_progress
from tests.study.conftest import Planted, content_of, write_networks


@pytest.fixture
def unfinished(tmp_path: Path) -> StudyWriter:
    return StudyWriter.create(tmp_path / "s", content_of(np.random.default_rng(2), 40, 4, 6))


def test_no_run_no_progress(unfinished: StudyWriter, planted: Planted, tmp_path: Path) -> None:
    assert read_progress(unfinished.folder) is None
    complete = read_progress(planted.path)
    assert complete is not None
    assert (complete.state, complete.seconds_left) == ("complete", 0)
    with pytest.raises(UserError, match="no study at"):
        read_progress(tmp_path / "nothing")


def test_a_run_under_way_and_one_whose_process_is_gone(unfinished: StudyWriter) -> None:
    with only_writer(unfinished.folder):
        file = ProgressFile(unfinished.folder)
        file.tell("networks", 8, 40)
        seen = read_progress(unfinished.folder)
        assert seen is not None
        assert (seen.state, seen.stage, seen.done, seen.total) == ("running", "networks", 8, 40)
    gone = read_progress(unfinished.folder)
    assert gone is not None
    assert (gone.state, gone.done, gone.seconds_left) == ("broken", 8, None)
    assert "--resume" in str(gone.message)
    file.close("stopped", Message("by {what}", what="hand"))
    stopped = read_progress(unfinished.folder)
    assert stopped is not None
    assert (stopped.state, str(stopped.message)) == ("stopped", "by hand")


def test_the_file_is_written_at_most_once_a_second_but_at_every_stage(unfinished: StudyWriter) -> None:
    file = ProgressFile(unfinished.folder)
    for done in range(1000):
        file.tell("bandwidth", done, 1000)
    assert json.loads((unfinished.folder / PROGRESS).read_text())["done"] < 999
    file.tell("networks", 3, 40)
    assert json.loads((unfinished.folder / PROGRESS).read_text())["done"] == 3


def test_the_rate_counts_what_this_run_did(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    pace = Pace()
    assert pace.of("networks", 60, 100) == (None, None)  # 60 were there before
    clock[0] += 10
    assert pace.of("networks", 80, 100) == (2.0, 10.0)
    assert pace.of("bandwidth", 1, 4) == (None, None)


def test_progress_is_no_part_of_the_finished_study(unfinished: StudyWriter) -> None:
    ProgressFile(unfinished.folder).tell("networks", 40, 40)
    write_networks(unfinished, np.ones((40, 4, 6), np.float32), unfinished.missing_blocks())
    unfinished.keep({"bandwidth": np.ones(6)})
    assert PROGRESS not in unfinished.finish({}).files


def test_a_damaged_record_is_named(unfinished: StudyWriter) -> None:
    (unfinished.folder / PROGRESS).write_text("{")
    with pytest.raises(UserError, match=r"progress\.json is damaged"):
        read_progress(unfinished.folder)
