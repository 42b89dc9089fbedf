"""An export beside the server: the same file as from the server itself, by a ticket that tells its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from compute.study import open_study
from sign_dash.build import build_app
from sign_dash.export.answers import written
from sign_dash.export.elsewhere import ready, write
from sign_dash.server.library import LIBRARY
from sign_dash.server.waiting import Tasks
from tests.sign_dash.planted import Planted

TABLE = {"table": {"name": "Edges", "columns": ["gene", "x"], "rows": [["=A", 1.5]]}, "format": "csv"}


@pytest.fixture
def app(planted: Planted, tmp_path: Path) -> Dash:
    return build_app(open_study(planted.path), tmp_path)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    client: FlaskClient = app.server.test_client()
    return client


def test_a_process_writes_the_same_file_in_the_visitors_language(app: Dash, planted: Planted) -> None:
    study = open_study(planted.path)
    there = write(str(planted.path), study.info.created, "table", TABLE, {})["written"]
    assert there == (written(study, "table", TABLE)[0], 200)
    japanese = write(str(planted.path), "", "table", {}, {"Accept-Language": "ja"})["written"]
    assert japanese[1] == 400
    assert "書き出し" in japanese[0]["problem"]
    assert ready() == {}


def test_an_export_comes_by_its_ticket(
    app: Dash, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads stand for the processes, which tests/sign_dash/server/test_waiting.py has."""
    monkeypatch.setattr("sign_dash.server.waiting.ProcessPoolExecutor", lambda *_, **__: ThreadPoolExecutor(1))
    here = client.post("/export/table", json=TABLE).get_json()
    tasks = app.server.extensions[LIBRARY].tasks = Tasks(tmp_path / "tasks", places=1)
    try:
        ticket = tasks.begin(write, str(tmp_path / "none"), "", "table", TABLE, {})  # a study that cannot be opened
        answer = client.post("/export/table", json=TABLE)  # the server itself, while processes start
        assert answer.get_json() == here
        lost = client.get(f"/export/ticket/{ticket}")
        while lost.status_code == 202:
            lost = client.get(f"/export/ticket/{ticket}")
        assert lost.status_code == 400
        assert "export again" in lost.get_json()["problem"]
        while not tasks.started(ready):
            pass
        begun: list[object] = []
        begin = tasks.begin

        def noted(*asked: Any) -> str:
            begun.append(asked)
            return begin(*asked)

        monkeypatch.setattr(tasks, "begin", noted)
        answer = client.post("/export/table", json=TABLE)
        assert begun, "the server wrote it itself"
        while answer.status_code == 202:
            answer = client.get(f"/export/ticket/{answer.get_json()['ticket']}")
        assert (answer.status_code, answer.get_json()) == (200, here)
        assert client.get("/export/ticket/nothing").status_code == 400
    finally:
        tasks.close()


def test_without_processes_there_are_no_tickets(client: FlaskClient) -> None:
    assert client.get(f"/export/ticket/{'0' * 32}").status_code == 400
