"""A number that changed on the disk: the pages say so, and nothing leaves the dashboard as a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from dash import Dash
from flask import Flask

from compute.errors import UserError
from compute.study import Study, open_study, write_model
from sign_dash.build import build_app
from sign_dash.shell.damage import damage_banner
from sign_dash.verification import PATIENCE, Verification, require_intact, verification
from tests.sign_dash.planted import plant


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("study") / "planted", samples=10, regulators=11, targets=14).path


def overwritten(study: Study) -> None:
    """One coefficient becomes another number, in place."""
    file = study.path / "networks" / "00000" / "value.npy"
    values = np.load(file)
    values[3] = -values[3]
    np.save(file, values)


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Study:
    """One coefficient is another number; no check at the opening can know."""
    study = open_study(shutil.copytree(whole, tmp_path / "damaged"))
    overwritten(study)
    return open_study(study.path)


def asked(app: Dash, what: str) -> tuple[int, str]:
    answer = app.server.test_client().post(f"/export/{what}", json={"table": {}})
    return answer.status_code, answer.get_json()["problem"]


def test_a_whole_study_is_verified_and_exported(whole: Path) -> None:
    study = open_study(whole)
    require_intact(study)
    assert verification(study).ended
    banner, look = damage_banner(study)
    assert banner.children == ""
    assert not look.disabled  # files may be written over while the page is open


def test_of_a_damaged_study_every_page_says_so_and_nothing_is_exported(damaged: Study, tmp_path: Path) -> None:
    app = build_app(damaged, tmp_path / "cache")
    verification(damaged).wait(PATIENCE)
    banner, _ = damage_banner(damaged)
    assert banner.children.startswith("This study is damaged; nothing is exported from it.")
    assert "value.npy" in banner.children
    assert banner.children in app.server.test_client().get("/_dash-layout").get_data(as_text=True).replace(
        "\\u2019", "’"
    )
    for what in ("picture", "network", "table", "model", "everything"):
        code, problem = asked(app, what)
        assert code == 400
        assert "Nothing is exported from a damaged study" in problem
    with pytest.raises(UserError, match=r"value\.npy is damaged \(its checksum differs\)"):
        require_intact(damaged)


def test_a_model_that_is_replaced_meanwhile_is_no_damage(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [UserError("gone"), None]

    def verify(path: str) -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    monkeypatch.setattr("sign_dash.verification.verify_study", verify)
    require_intact(open_study(whole))
    assert answers == []


def test_the_banner_is_there_in_japanese(damaged: Study) -> None:
    verification(damaged).wait(PATIENCE)
    with Flask("test").test_request_context(headers={"Accept-Language": "ja"}):
        banner, _ = damage_banner(damaged)
    assert banner.children.startswith("このスタディは壊れている")
    assert "value.npy" in banner.children


def test_a_number_that_is_written_over_while_the_study_is_open(whole: Path, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(whole, tmp_path / "open"))
    app = build_app(study, tmp_path / "cache")
    require_intact(study)
    overwritten(study)
    app.server.test_client().get("/_dash-layout")  # within the pause
    assert verification(study).damage is None
    code, problem = asked(app, "network")
    assert code == 400
    assert "Nothing is exported from a damaged study" in problem
    banner, look = damage_banner(study)
    assert "value.npy" in banner.children
    assert look.disabled


def test_a_request_notices_what_was_written_over(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Verification.look, "__defaults__", (0.0,))
    study = open_study(shutil.copytree(whole, tmp_path / "open"))
    app = build_app(study, tmp_path / "cache")
    verification(study).wait(PATIENCE)
    assert damage_banner(study)[0].children == ""
    overwritten(study)
    app.server.test_client().get("/_dash-layout")
    verification(study).wait(PATIENCE)
    assert "value.npy" in damage_banner(study)[0].children


def test_files_are_not_read_again_where_nothing_changed_and_are_where_a_model_came(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr("sign_dash.verification.verify_study", read.append)
    study = open_study(shutil.copytree(whole, tmp_path / "open"))
    for _ in range(3):
        require_intact(study)
    assert len(read) == 1
    write_model(study.path, "mine", {"a": np.zeros(2)}, {"error": 0.5})
    require_intact(study)
    assert len(read) == 2
