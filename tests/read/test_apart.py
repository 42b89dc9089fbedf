"""A look at a file in a process of its own: the same answer, and one sentence where the file ends that process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import apart as looked
from compute.read import recognise, recognise_apart
from compute.read.limits import Limits

TABLE = "gene,s1,s2\nCDH1,1,2\nVIM,3,4\n"


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Its process has what the test puts in the place of a reader."""
    monkeypatch.setattr(looked, "_context", lambda: multiprocessing.get_context("fork"))
    return monkeypatch


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path / "table.csv"


def test_the_answer_is_that_of_recognise(table: Path, tmp_path: Path) -> None:
    assert recognise_apart(table) == recognise(table)
    (tmp_path / "none.csv").write_text("")
    with pytest.raises(UserError, match=r"^mine\.csv is empty"):
        recognise_apart(tmp_path / "none.csv", "mine.csv")


def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def filled(*_: object) -> None:
    bytearray(1 << 34)


def slow(*_: object) -> None:
    """Answers after twice the time, so that waiting for longer is seen."""
    time.sleep(2)
    raise UserError("An answer came.")


def limited(*_: object) -> None:
    import resource

    raise UserError("{limit}", limit=resource.getrlimit(resource.RLIMIT_AS)[0])


def test_the_process_has_the_memory_of_the_budget(table: Path, forked: pytest.MonkeyPatch) -> None:
    forked.setattr("compute.read.limits.limits", lambda: Limits(memory=5_000_000_000))
    forked.setattr(looked, "recognise", limited)
    with pytest.raises(UserError, match=r"^5000000000$"):
        recognise_apart(table)


@pytest.mark.parametrize("work", [killed, filled])
def test_a_file_that_ends_the_process_is_one_sentence(table: Path, work: object, forked: pytest.MonkeyPatch) -> None:
    forked.setattr(looked, "recognise", work)
    with pytest.raises(UserError, match=r"table\.csv was not read \(reading it exceeds the memory limit or"):
        recognise_apart(table, "table.csv")


def test_a_file_that_takes_too_long_is_one_sentence(table: Path, forked: pytest.MonkeyPatch) -> None:
    forked.setattr(looked, "limits", lambda: Limits(seconds=1))
    forked.setattr(looked, "recognise", slow)
    with pytest.raises(UserError, match="takes more than 1 seconds"):
        recognise_apart(table, "table.csv")
