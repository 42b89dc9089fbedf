"""What the browser is told of the state."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from dash.development.base_component import Component

import sign_dash
from compute.study import Study
from sign_dash.build import build_app
from sign_dash.pages.registry import PAGES, tracked
from sign_dash.state import browser_state

FOLDER = Path(sign_dash.__file__).parent


def test_a_session_belongs_to_one_study(study: Study) -> None:
    state = browser_state(study, {})
    assert state["study"]["title"] == study.title
    assert len(state["study"]["checksum"]) == 16


STATES = sorted(path.relative_to(FOLDER.parent).with_suffix("") for path in FOLDER.rglob("state.py"))


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.parent.name)
def test_every_page_that_names_its_controls_is_heard(path: Path) -> None:
    assert importlib.import_module(".".join(path.parts)).TRACKED in tracked().values()


def test_no_list_of_controls_is_looked_for_elsewhere() -> None:
    assert len(STATES) == sum(bool(controls) for controls in tracked().values())


def test_a_key_is_given_once_on_a_page_and_none_is_the_samples(study: Study) -> None:
    everywhere = [control.key for control in tracked()["shell"]]
    for page in PAGES:
        keys = [*everywhere, *(control.key for control in page.tracked), "sample"]
        assert len(keys) == len(set(keys)), page.name


def test_what_a_page_names_is_in_its_layout_with_the_property(study: Study, time_study: Study) -> None:
    layouts = [build_app(one).layout() for one in (study, time_study)]
    found = [part for layout in layouts for part in layout._traverse() if isinstance(part, Component)]
    parts = {str(part.id): part for part in found if hasattr(part, "id")}
    for control in (control for controls in tracked().values() for control in controls):
        assert control.prop in parts[control.component].available_properties, control
