"""A page is put into the document when it is first opened: its callbacks may speak of it and of the shell only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash
from dash.development.base_component import Component

from compute.study import Study
from sign_dash.build import build_app

SHELL = "shell"


def _places(component: Any, page: str = SHELL) -> Iterator[tuple[str, str]]:
    """The id of every component in a layout, and the page it is on."""
    if isinstance(component, (list, tuple)):
        for child in component:
            yield from _places(child, page)
    elif isinstance(component, Component):
        name = getattr(component, "id", None)
        if isinstance(name, str):
            page = name if name.startswith("page-") else page
            yield name, page
        for prop in component._prop_names:
            yield from _places(getattr(component, prop, None), page)


def _named(ids: list[Any]) -> list[str]:
    return [name for name in ids if isinstance(name, str) and not name.startswith("{")]


@pytest.fixture
def app(study: Study) -> Dash:
    return build_app(study)


@pytest.fixture
def places(app: Dash) -> dict[str, str]:
    with app.server.test_request_context():
        return dict(_places(app.layout()))


def _callbacks(app: Dash, on_the_server_only: bool = False) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Plain ids of outputs, inputs and states of every callback."""
    for callback in app._callback_list:
        if on_the_server_only and callback.get("clientside_function"):
            continue
        written = callback["output"].strip(".").split("...") if "." in callback["output"] else []
        outputs = [name.rsplit(".", 1)[0] for name in written]
        yield (
            _named(outputs),
            _named([given["id"] for given in callback["inputs"]]),
            _named([given["id"] for given in callback["state"]]),
        )


def test_the_pages_have_callbacks_in_the_browser_and_on_the_server(app: Dash) -> None:
    assert len(list(_callbacks(app))) > len(list(_callbacks(app, on_the_server_only=True))) > 50


def test_every_callback_speaks_of_components_that_are_laid_out(app: Dash, places: dict[str, str]) -> None:
    missing = {name for callback in _callbacks(app) for names in callback for name in names if name not in places}
    assert not missing


def test_no_callback_speaks_of_two_pages(app: Dash, places: dict[str, str]) -> None:
    for outputs, inputs, states in _callbacks(app):
        own = [name for name in outputs if not name.startswith("page-")]  # what puts the pages there fills them all
        pages = {places[name] for name in (*own, *inputs, *states)} - {SHELL}
        changes_everywhere = any(places[name] == SHELL for name in own)
        heard_everywhere = any(places[name] == SHELL for name in inputs)
        assert len(pages) <= 1, (outputs, inputs, states)
        assert not (changes_everywhere and heard_everywhere and pages), (outputs, inputs, states)


def test_no_page_changes_the_shell_by_being_opened(app: Dash, places: dict[str, str]) -> None:
    """Dash runs a callback when its inputs are put into the document, ``prevent_initial_call`` or not, unless its
    outputs come with them: a button would be pressed by nobody.
    """
    for outputs, inputs, _ in _callbacks(app, on_the_server_only=True):
        buttons = [name for name in inputs if places[name] != SHELL]
        everywhere = [name for name in outputs if places[name] == SHELL]
        assert not (buttons and everywhere), (outputs, inputs)
