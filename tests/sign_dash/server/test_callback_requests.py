"""Which requests to the address of callbacks are the page's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dash import Dash, Input, Output, State, html

from compute.study import Study
from sign_dash.build import build_app
from sign_dash.server.callback_requests import inputs_of, is_of_the_page

SOUND: dict[str, Any] = {
    "output": "out.children",
    "outputs": {"id": "out", "property": "children"},
    "inputs": [{"id": "in", "property": "n_clicks", "value": 1}],
    "state": [{"id": "in", "property": "title"}],
    "changedPropIds": ["in.n_clicks"],
}


@pytest.fixture(scope="module")
def app() -> Dash:
    app = Dash(__name__)
    app.layout = html.Div(html.Button(id="in"), id="out")
    app.callback(Output("out", "children"), Input("in", "n_clicks"), State("in", "title"))(lambda *_: "")
    app.server.test_client().get("/_dash-dependencies")
    return app


def test_the_pages_own_request_passes(app: Dash) -> None:
    assert is_of_the_page(app, SOUND)
    assert inputs_of(app, SOUND) == [("in", "n_clicks", 1)]


@pytest.mark.parametrize(
    "change",
    [{"output": "none.data"}, {"output": 1}, {"inputs": []}, {"inputs": [7]}, {"inputs": {}}, {"inputs": [{}]},
     {"inputs": [{"id": 1, "property": "x"}]}, {"inputs": [[{}]]}, {"state": []}, {"state": [None]},
     {"changedPropIds": 7}, {"changedPropIds": [{}]}, {"outputs": 7}, {"outputs": ["x"]}, {"outputs": None}],
)  # fmt: skip
def test_anything_else_does_not(app: Dash, change: dict[str, Any]) -> None:
    assert not is_of_the_page(app, SOUND | change)


@pytest.mark.parametrize("body", [None, [], {}, 7, "x"])
def test_nor_what_is_no_request_at_all(app: Dash, body: Any) -> None:
    assert not is_of_the_page(app, body)


def test_junk_is_no_server_error_at_any_callback(study: Study, tmp_path: Path) -> None:
    """Shaped as the page's requests, with values that no control has."""
    app = build_app(study, tmp_path)
    client = app.server.test_client()
    client.get("/_dash-dependencies")
    failed, tried = [], 0
    for output, known in app.callback_map.items():
        if "callback" in known:
            answer = client.post("/_dash-update-component", json=junk(output, known))
            failed += [output] if answer.status_code >= 500 else []
            tried += 1
    assert tried > 50
    assert failed == []


def junk(output: str, known: dict[str, Any]) -> dict[str, Any]:
    """A request for a callback in which every value is a mapping that means nothing."""
    parts = [part.partition("@")[0].rpartition(".") for part in output.strip(".").split("...")]
    outputs = [{"id": name, "property": prop} for name, _, prop in parts]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [{**one, "value": {"a": [1]}} for one in known["inputs"]],
        "state": [{**one, "value": {"a": [1]}} for one in known["state"]],
        "changedPropIds": [],
    }
