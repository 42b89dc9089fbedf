"""Answers kept: given again as they were, to everybody who asks the same, and to nobody who asks anything else."""

from __future__ import annotations

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask, Response

from sign_dash.language.say import COOKIE
from sign_dash.server import kept as module
from sign_dash.server.kept import KeptAnswers, not_kept

APP = Flask(__name__)
LONG = b'"' + b"x" * 5000 + b'"'


class View:
    """Answers, and counts how often."""

    def __init__(self, body: bytes = b'"short"', status: int = 200) -> None:
        self.body, self.status, self.times = body, status, 0
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> Response:
        self.times += 1
        self.gate.wait(10)
        return Response(self.body, self.status, mimetype="application/json")


def ask(kept: KeptAnswers, view: View, asked: str = "a", **headers: str) -> Response:
    with APP.test_request_context(headers={name.replace("_", "-"): value for name, value in headers.items()}):
        return kept.answer([asked], view)


def test_the_same_question_is_answered_once_and_another_by_itself(tmp_path: Path) -> None:
    kept, view = KeptAnswers(tmp_path), View()
    assert [ask(kept, view).get_data() for _ in range(3)] == [b'"short"'] * 3
    assert view.times == 1
    ask(kept, view, "b")
    ask(kept, view, Cookie=f"{COOKIE}=ja")
    assert view.times == 3


@pytest.mark.parametrize("accepted", ["gzip, br", "gzip;q=0", ""])
def test_a_long_answer_is_packed_for_who_takes_it(tmp_path: Path, accepted: str) -> None:
    kept, view = KeptAnswers(tmp_path), View(LONG)
    for _ in range(2):
        answer = ask(kept, view, Accept_Encoding=accepted)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        assert packed == accepted.startswith("gzip, ")
        assert (gzip.decompress(answer.get_data()) if packed else answer.get_data()) == LONG
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_took_long_is_found_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_THE_DISK", 0.0)
    view = View(LONG)
    assert [ask(KeptAnswers(tmp_path), view).get_data() for _ in range(2)] == [LONG, LONG]
    assert view.times == 1
    monkeypatch.setattr(module, "_program", lambda: "another version")
    ask(KeptAnswers(tmp_path), view)
    assert view.times == 2


def test_failures_and_what_is_for_now_alone_are_not_kept(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path)

    def fails() -> Response:
        not_kept()
        return Response("now")

    for view in (View(status=500), View(status=204)):
        assert ask(kept, view).status_code == ask(kept, view).status_code == view.status
        assert view.times == 2
    with APP.test_request_context():
        kept.answer(["x"], fails)
    assert ask(kept, View(), "x").get_data() == b'"short"'
    with APP.test_request_context(), pytest.raises(ZeroDivisionError):
        kept.answer(["y"], lambda: Response(str(1 / 0)))
    assert ask(kept, View(), "y").get_data() == b'"short"'


def test_who_asks_meanwhile_waits_for_that_answer(tmp_path: Path) -> None:
    kept, view = KeptAnswers(tmp_path), View()
    view.gate.clear()
    with ThreadPoolExecutor(4) as people:
        asking = [people.submit(ask, kept, view) for _ in range(4)]
        while not view.times:
            pass
        view.gate.set()
        assert {one.result().get_data() for one in asking} == {b'"short"'}
    assert view.times == 1


def test_the_memory_is_bounded_and_keeps_what_was_asked_last(tmp_path: Path) -> None:
    kept, view = KeptAnswers(tmp_path, most=20), View(b'"12345678"')
    for asked in ("a", "b", "a", "c", "a"):
        ask(kept, view, asked)
    assert view.times == 3
    ask(kept, view, "b")
    assert view.times == 4
