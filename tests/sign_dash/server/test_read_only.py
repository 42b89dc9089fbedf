"""A server that only shows: whatever would change something is refused, also where the request says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from dash.development.base_component import Component

from compute.errors import UserError
from compute.study import open_study, study_record
from sign_dash.build import CHANGES, OWN, build_app
from sign_dash.pages.data import names
from sign_dash.server.library import Library
from sign_dash.server.read_only import locked, name_of, read_only, reason
from tests.cli.conftest import contents
from tests.sign_dash.planted import Planted


@pytest.fixture
def app(library: Library, planted: Planted, tmp_path: Path) -> Dash:
    shown = Library(library.folder, [planted.path], read_only=True)
    return build_app(open_study(planted.path), tmp_path / "cache", library=shown)


@pytest.fixture
def usual(library: Library, planted: Planted, tmp_path: Path) -> Dash:
    for queue in (library.queue, library.examinations, library.plans, library.comparisons):
        queue.closed = False
    return build_app(open_study(planted.path), tmp_path / "cache", library=library)


def body(app: Dash, output: str, **values: Any) -> dict[str, Any]:
    """A request of the page for one callback. values: by component id, hyphens as underscores."""
    known = app.callback_map[output]

    def entry(one: dict[str, Any]) -> Any:
        if one["id"].startswith("{"):
            return []
        return {**one, "value": values.get(one["id"].replace("-", "_"))}

    several = output.startswith("..")
    parts = [part.partition("@")[0].rpartition(".") for part in output.strip(".").split("...")]
    outputs = [{"id": part[0], "property": part[2]} for part in parts]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": [entry(one) for one in known["inputs"]],
        "state": [entry(one) for one in known["state"]],
        "changedPropIds": [f"{known['inputs'][0]['id']}.{known['inputs'][0]['property']}"],
    }


def begun_by(app: Dash, component: str) -> str:
    """The output of the server's callback that a component sets off."""
    app.server.test_client().get("/_dash-dependencies")  # the first request sets the callbacks up
    found = [
        output for output, known in app.callback_map.items()
        if "callback" in known and any(component == one["id"] for one in known["inputs"])
    ]  # fmt: skip
    return found[0]


def renaming(app: Dash) -> Any:
    asked = body(app, begun_by(app, names.RENAME), studies_rename=1, studies_chosen="second", studies_title="Taken",
                 runs_changed=0)  # fmt: skip
    return app.server.test_client().post("/_dash-update-component", json=asked)


def test_what_is_refused_here_works_elsewhere(usual: Dash, library: Library) -> None:
    assert renaming(usual).status_code == 200
    assert study_record(library.folder / "second").title == "Taken"


def test_every_callback_that_changes_something_is_refused(app: Dash, library: Library) -> None:
    before = contents(library.folder)
    assert renaming(app).status_code == 403
    client, tried = app.server.test_client(), 0
    for output, known in app.callback_map.items():
        triggers = [one["id"] for one in known["inputs"]]
        if "callback" in known and CHANGES.intersection(map(name_of, triggers)):
            answer = client.post("/_dash-update-component", json=body(app, output))
            assert answer.status_code == 403, output
            assert "read-only" in answer.get_data(as_text=True)
            tried += 1
    assert tried >= 12
    assert contents(library.folder) == before


def test_a_file_is_refused_wherever_it_is_dropped_but_a_story(app: Dash) -> None:
    client, data = app.server.test_client(), "data:;base64,QQ=="
    assert client.post("/_upload?offset=0&size=1&name=a.csv", data=b"x").status_code == 403
    assert client.delete("/_upload?draft=a&file=b").status_code == 403
    answers = {}
    for output, known in app.callback_map.items():
        dropped = [one["id"] for one in known["inputs"] if one["property"] == "contents"]
        if dropped and "callback" in known:
            forged = body(app, output, **{dropped[0].replace("-", "_"): data})
            for one in forged["inputs"]:
                one["property"] = "value"  # what the request calls it does not matter
            answers[dropped[0]] = client.post("/_dash-update-component", json=forged).status_code
    assert {name for name, status in answers.items() if status != 403} == OWN
    assert len(answers) > 2


def test_nothing_that_changes_something_can_be_pressed(app: Dash) -> None:
    with app.server.test_request_context("/"):
        assert read_only()
        layout = app.layout()
        for component in layout._traverse():
            identifier = getattr(component, "id", None)
            name = identifier["type"] if isinstance(identifier, dict) else identifier
            if name in CHANGES:
                assert getattr(component, "disabled", False) or getattr(component, "hidden", False), name
    assert reason() in app.server.test_client().get("/_dash-layout").get_data(as_text=True)


def test_elsewhere_everything_can_be_pressed(usual: Dash) -> None:
    with usual.server.test_request_context("/"):
        assert not read_only()
        buttons = {getattr(one, "id", None): one for one in usual.layout()._traverse() if isinstance(one, Component)
                   and isinstance(getattr(one, "id", None), str)}  # fmt: skip
        assert not getattr(buttons[names.START], "disabled", False)
        locked(buttons[names.DROP], {names.CHOOSE}, ())
        assert buttons[names.CHOOSE].disabled


def test_its_queues_take_nothing(app: Dash, library: Library) -> None:
    with pytest.raises(UserError, match="read-only"):
        library.plans.submit({"files": "x"})
    assert not library.plans.folder.exists()
