"""Whether the server can do its work, for whatever watches over it."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.guard import Guard
from sign_dash.server.health import health
from sign_dash.server.library import Library
from sign_dash.server.token import Door, new_token


def test_it_is_answered_without_the_token_and_names_no_study(library: Library) -> None:
    guard = Guard("0.0.0.0", (), Door(new_token()))
    answer = Client(Dispatcher(library, lambda *_: Response(""), guard), Response).get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok"}


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    answer = health(tmp_path / "not" / "there")
    assert answer.status_code == 503
    assert "the disk is almost full" in answer.get_data(as_text=True)
    assert health(tmp_path, writes=False).status_code == 200
