"""Studies along several scores: the switch on the strip, and what becomes of it when one goes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from waitress import create_server

from compute.study import StudyScore, open_study, remove_study, rename_study, study_record
from compute.study.write import write_record
from sign_dash import ids
from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.library import Library
from sign_dash.server.siblings import siblings
from sign_dash.shell.modulator_switch import modulator_switch
from tests.sign_dash.planted import plant


@contextmanager
def served(library: Library, cache: Path) -> Iterator[str]:
    """Serve a library on a free port of this machine; yields its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    application = Dispatcher(library, lambda study, prefix: build_app(study, cache, prefix, library).server)
    server = create_server(application, sockets=[listener], threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.close()


GROUP = {"id": "abc", "modulators": ["EMT score", "Drug"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two studies of a group, and one of none."""
    studies = tmp_path / "studies"
    studies.mkdir()
    scores = {"emt": "EMT score", "drug": "Drug", "other": "EMT score"}
    for name, column in scores.items():
        plant(studies / name, samples=34, score=StudyScore(column, "", "low", "high"), annotation=None)
        if name != "other":
            write_record(studies / name, replace(study_record(studies / name), group=GROUP))
    return studies


def test_the_switch_leads_to_those_of_the_group_alone(folder: Path) -> None:
    library = Library(folder)
    emt = open_study(folder / "emt")
    assert [place.slug for place in siblings(emt, library)] == ["drug", "emt"]
    (switch,) = modulator_switch(emt, library)
    assert switch.id == ids.MODULATOR_SWITCH
    assert switch.data == [
        {"value": "/study/drug/", "label": "Drug"},
        {"value": "/study/emt/", "label": "EMT score"},
    ]
    assert switch.value == "/study/emt/"
    assert modulator_switch(open_study(folder / "other"), library) == []
    assert modulator_switch(emt, Library(folder, single=True)) == []


def test_the_others_stay_whole_when_one_is_renamed_or_goes(folder: Path) -> None:
    library = Library(folder)
    emt = open_study(folder / "emt")
    rename_study(folder / "drug", "Another title")
    assert len(siblings(emt, library)) == 2
    remove_study(folder / "drug")
    assert siblings(emt, library) == []
    assert open_study(folder / "emt").samples == emt.samples


@pytest.mark.browser
def test_it_goes_to_the_same_page_sample_and_genes(folder: Path, tmp_path: Path, chromium: Browser) -> None:
    sample = open_study(folder / "emt").samples[3]
    with served(Library(folder), tmp_path) as root:
        page = chromium.new_page()
        page.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
        page.goto(f"{root}/study/emt/?sample={sample}&genes=ZEB1&score=0.5")
        switch = page.get_by_role("textbox", name="Networks along")
        expect(switch).to_have_value("EMT score")
        switch.click()
        page.get_by_role("option", name="Drug").click()
        page.wait_for_url(f"{root}/study/drug/?sample={sample}*")
        expect(page.get_by_role("contentinfo", name="Score strip")).to_contain_text(sample)
        expect(page.get_by_role("textbox", name="Networks along")).to_have_value("Drug")
        assert "genes=ZEB1" in page.url
        assert "score=" not in page.url
        page.close()
