"""Files read in a process of its own: the same answer, and one sentence where the file ends that process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.messages import Message
from compute.read import (
    Sent,
    evidence_apart,
    gene_sets_apart,
    known_apart,
    known_regulators_apart,
    read_apart,
    recognise,
    recognise_apart,
)
from compute.read import apart as looked
from compute.read.limits import Limits
from tests.read.limited import a_line_without_end, apart_in_little_memory

TABLE = "gene,s1,s2\nCDH1,1,2\nVIM,3,4\n"
GENES = ("ZEB1", "CDH1")
NOT_READ = r"^given was not read \(reading it exceeds"


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Its process has what the test puts in the place of a reader."""
    monkeypatch.setattr(looked, "_context", lambda: multiprocessing.get_context("fork"))
    return monkeypatch


def test_the_answer_is_that_of_recognise(file: Callable[[str], Path]) -> None:
    assert recognise_apart(file(TABLE)) == recognise(file(TABLE))
    with pytest.raises(UserError, match=r"^mine\.csv is empty"):
        recognise_apart(file(""), "mine.csv")


def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def filled(*_: object) -> None:
    bytearray(1 << 34)


def slow(*_: object) -> None:
    """Answers after twice the time, so that waiting for longer is seen."""
    time.sleep(2)
    raise UserError("An answer came.")


def budget(*_: object) -> None:
    import resource

    raise UserError("{limit}", limit=resource.getrlimit(resource.RLIMIT_AS)[0])


def much(*_: object) -> str:
    return "x" * 2000


def same(answer: object) -> object:
    return answer


def test_the_process_has_the_memory_of_the_budget(forked: pytest.MonkeyPatch) -> None:
    forked.setattr("compute.read.limits.limits", lambda: Limits(memory=5_000_000_000))
    with pytest.raises(UserError, match=r"^5000000000$"):
        read_apart(Sent(budget, same, same), "table.csv")


@pytest.mark.parametrize("work", [killed, filled])
def test_a_file_that_ends_the_process_is_one_sentence(work: Callable[..., None]) -> None:
    with pytest.raises(UserError, match=r"^table\.csv was not read \(reading it exceeds the memory limit or"):
        read_apart(Sent(work, same, same), "table.csv")


def test_a_file_that_takes_too_long_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked, "limits", lambda: Limits(seconds=1))
    with pytest.raises(UserError, match="takes more than 1 second"):
        read_apart(Sent(slow, same, same), "table.csv")


def test_an_answer_that_would_fill_whoever_asked_is_one_sentence(forked: pytest.MonkeyPatch) -> None:
    forked.setattr(looked, "MOST_SENT", 1000)
    with pytest.raises(UserError, match=r"^sets\.gmt was not read \(it holds more than can be shown\)"):
        read_apart(Sent(much, same, same), "sets.gmt")
    forked.setattr(looked, "_encoded", lambda _: b" " * 1001)  # and where that process does not keep to it
    forked.setattr(looked, "len", lambda _: 0, raising=False)
    with pytest.raises(UserError, match=r"^sets\.gmt was not read \(reading it exceeds"):
        read_apart(Sent(much, same, same), "sets.gmt")


def test_a_refusal_is_a_record_with_its_values(file: Callable[[str], Path]) -> None:
    with pytest.raises(UserError) as caught:
        known_apart(file("gene,class\nCDH1,none\n"), "mine.csv")
    assert isinstance(caught.value.message, Message)
    assert caught.value.message.values["row"] == 2


READERS: dict[str, Callable[[Path], object]] = {
    "gene sets": lambda path: gene_sets_apart(path, "given"),
    "pairs": lambda path: evidence_apart(path, "given", GENES),
    "markers": lambda path: known_apart(path, "given"),
    "regulators": lambda path: known_regulators_apart(path, "given", GENES),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_line_without_end_fills_no_memory_but_that_process_s(
    reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_line_without_end(tmp_path / "given")
    assert path.stat().st_size < 100_000
    with apart_in_little_memory(monkeypatch), pytest.raises(UserError, match=NOT_READ):
        READERS[reader](path)
