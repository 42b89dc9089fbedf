"""A request's number: on the answer, on the page that says what went wrong, and in the log with the cause."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.journal import HEADER, REQUESTS, log_to
from sign_dash.server.library import Library


@pytest.fixture
def log(tmp_path: Path) -> Any:
    log_to(str(tmp_path / "log"))
    handler = logging.getLogger().handlers[-1]
    yield tmp_path / "log"
    logging.getLogger().removeHandler(handler)
    handler.close()
    REQUESTS.setLevel(logging.NOTSET)


def broken(*_: Any) -> Any:
    def application(environ: dict[str, Any], start: Any) -> Any:
        raise ZeroDivisionError("secret of the inside")

    return application


def test_a_failure_shows_its_number_and_the_log_has_the_cause_under_it(library: Library, log: Path) -> None:
    client = Client(Dispatcher(library, broken), Response)
    answer = client.get("/study/second/?token=hidden", headers={"Accept": "text/html"})
    number = answer.headers[HEADER]
    assert answer.status_code == 500
    assert number in answer.text
    assert "secret" not in answer.text
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    failed = next(line for line in lines if line["level"] == "error")
    assert number in failed["what"]
    assert "ZeroDivisionError: secret of the inside" in failed["traceback"]
    kept = next(line for line in lines if line["where"] == "sign_dash.requests")
    assert kept["request"] == number
    assert (kept["method"], kept["path"], kept["status"]) == ("GET", "/study/second/", 500)
    assert "hidden" not in log.read_text()


def test_what_is_no_page_gets_the_sentence_alone(library: Library) -> None:
    answer = Client(Dispatcher(library, broken), Response).post("/study/second/_dash-update-component")
    assert answer.status_code == 500
    assert answer.headers[HEADER] in answer.text
    assert "<" not in answer.text


def test_every_answer_has_a_number_of_its_own_or_that_of_the_proxy(library: Library) -> None:
    client = Client(Dispatcher(library, lambda *_: Response("")), Response)
    assert client.get("/").headers[HEADER] != client.get("/").headers[HEADER]
    assert client.get("/", headers={HEADER: "0123456789abcdef"}).headers[HEADER] == "0123456789abcdef"
    assert client.get("/", headers={HEADER: "<script>"}).headers[HEADER] != "<script>"
