"""A file that is read apart is read once, however many ask for it and whatever became of it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from compute.errors import UserError
from sign_dash.gene_sets import read_once


def test_those_who_ask_at_once_wait_for_one_reading() -> None:
    asked: list[str] = []
    all_here = threading.Barrier(4)

    @read_once(2)
    def read(name: str) -> str:
        asked.append(name)
        threading.Event().wait(0.2)
        return name.upper()

    def ask(name: str) -> str:
        all_here.wait()
        return read(name)

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(ask, ["a", "a", "a", "b"])) == ["A", "A", "A", "B"]
    assert sorted(asked) == ["a", "b"]


def test_a_file_that_was_refused_is_not_read_again() -> None:
    asked: list[str] = []

    @read_once(1)
    def read(name: str) -> str:
        asked.append(name)
        raise UserError("{name} is no table.", name=name)

    for _ in range(3):
        with pytest.raises(UserError, match=r"^a is no table\.$"):
            read("a")
    assert asked == ["a"]
    with pytest.raises(UserError, match=r"^b is no table"):
        read("b")
    with pytest.raises(UserError, match=r"^a is no table"):
        read("a")
    assert asked == ["a", "b", "a"]  # no more are kept than asked for
