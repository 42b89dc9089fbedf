"""A study's record is read once, and again when its file has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import rename_study
from sign_dash.server.records import record_now, stamp
from tests.sign_dash.planted import Planted


def test_a_change_is_seen_and_damage_is_said(planted: Planted, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    shutil.copytree(planted.path, folder)
    assert record_now(folder) is record_now(folder)
    rename_study(folder, "Another title")
    assert record_now(folder).title == "Another title"
    (folder / "study.json").write_text("{}")
    with pytest.raises(UserError):
        record_now(folder)
    (folder / "study.json").unlink()
    assert stamp(folder / "study.json") == (0, 0, 0)
