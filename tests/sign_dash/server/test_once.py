"""An application's answers, each made once: the same as without keeping, and new ones when something has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from compute.study import open_study
from sign_dash.build import build_app
from sign_dash.gene_sets import EvidenceChoice, evidence_files, remember_evidence
from sign_dash.pages.answers import callbacks
from sign_dash.pages.registry import PAGES
from sign_dash.server.kept import is_steady
from sign_dash.server.library import Library
from tests.sign_dash.planted import Planted

CARD = {
    "output": "answers-regulators.children",
    "outputs": {"id": "answers-regulators", "property": "children"},
    "inputs": [{"id": "page-answers", "property": "id", "value": "page-answers"}],
    "state": [],
    "changedPropIds": [],
}


@pytest.fixture
def served(planted: Planted, tmp_path: Path) -> tuple[Client, Library, Path]:
    folder = tmp_path / "studies" / "one"
    shutil.copytree(planted.path, folder)
    library = Library(tmp_path / "studies")
    return Client(build_app(open_study(folder), tmp_path, "/", library).server), library, folder


def test_layout_and_questions_are_as_without_keeping(
    served: tuple[Client, Library, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _, folder = served
    plain = Client(build_app(open_study(folder)).server)
    answers = [json.loads(one.post("/_dash-update-component", json=CARD).data) for one in (plain, client)]
    assert answers[0] == answers[1]
    monkeypatch.setattr(callbacks, "answer_card", lambda *_: "made anew")
    assert json.loads(client.post("/_dash-update-component", json=CARD).data) == answers[0]
    assert "made anew" in plain.post("/_dash-update-component", json=CARD).text


def test_the_layout_follows_models_other_studies_and_language(
    served: tuple[Client, Library, Path], planted: Planted
) -> None:
    client, library, folder = served

    def layout(**headers: str) -> str:
        return json.dumps(client.get("/_dash-layout", headers=headers).json)

    first = layout()
    assert layout() == first
    assert layout(**{"Accept-Language": "ja"}) != first
    shutil.copytree(planted.path, library.folder / "two")
    assert "/study/two" in layout()
    (folder / "models" / "torn").mkdir(parents=True)
    (folder / "models" / "torn" / "model.json").write_text("no model")
    with_torn = layout()
    assert "model.json is damaged" in with_torn
    shutil.rmtree(folder / "models")
    assert "model.json is damaged" not in layout()


def test_the_layout_follows_published_pairs_in_the_folder_and_those_given(
    served: tuple[Client, Library, Path], tmp_path: Path
) -> None:
    client, _, folder = served

    def layout() -> str:
        return json.dumps(client.get("/_dash-layout").json)

    assert "known.tsv" not in layout()
    (folder / "known.tsv").write_text("ZEB1\tCDH1\tRepression\t11;22\n")
    assert "study:known.tsv" in layout()
    given = evidence_files(tmp_path).keep(b"SNAI1\tCDH1\tRepression\t33\n", "given-pairs.tsv")
    remember_evidence(open_study(folder), tmp_path, EvidenceChoice(choice=f"given:{given['digest']}", file=given))
    assert "given-pairs.tsv" in layout()


def test_no_callback_is_marked_that_changes_something(planted: Planted) -> None:
    app: Any = build_app(open_study(planted.path))
    changes = frozenset[str]().union(*(page.changes for page in PAGES))
    marked = [one for one in app.callback_map.values() if is_steady(one.get("callback"))]
    assert len(marked) >= 20
    for one in marked:
        components = {str(entry["id"]) for entry in one["inputs"]}
        assert not components & changes, components
        assert not any(entry["property"] in ("n_clicks", "n_intervals", "contents") for entry in one["inputs"])
