"""The document the dashboard is mounted in."""

from __future__ import annotations

import json
import re

import pytest
from dash._validate import validate_layout

from compute.study import Study
from sign_dash.build import build_app


@pytest.mark.parametrize(("accepted", "language"), [("en", "en"), ("ja,en;q=0.5", "ja")])
def test_the_document_names_its_language(study: Study, accepted: str, language: str) -> None:
    answer = build_app(study).server.test_client().get("/", headers={"Accept-Language": accepted})
    text = answer.get_data(as_text=True)
    assert re.search("<html lang=[\"'](.*?)[\"']>", text).group(1) == language  # type: ignore[union-attr]
    assert "words: {" in text
    assert "{words}" not in text


def test_the_layout_is_asked_for_below_the_address_of_the_study(study: Study) -> None:
    app = build_app(study, prefix="/study/planted/")
    text = app.server.test_client().get("/").get_data(as_text=True)
    assert '"/study/planted/" + name' in text
    assert "{prefix}" not in text


def test_a_visitor_is_sent_no_script_that_no_page_needs(study: Study) -> None:
    text = build_app(study).server.test_client().get("/").get_data(as_text=True)
    scripts = re.findall(r'<script src="([^"]*)"', text)
    assert not [script for script in scripts if "polyfill" in script or "dash_table" in script]
    needed = ("react@", "react-dom@", "prop-types@", "dash_renderer", "dash_core_components.", "dash_html_components.")
    for name in (*needed, "dash_mantine_components", "dash_ag_grid"):
        assert [script for script in scripts if name in script], name


def test_the_document_does_not_wait_for_the_layout(study: Study) -> None:
    app = build_app(study)
    laid_out = []
    made = app._layout
    app.layout = lambda: laid_out.append(made()) or laid_out[-1]
    client = app.server.test_client()
    assert client.get("/").status_code == 200
    assert laid_out == []
    assert client.get("/_dash-layout").get_json()["props"]["children"]
    validate_layout(app.layout, *laid_out)  # no id twice, which Dash would else look for at the first document


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_laid_out_in_the_language(study: Study, language: str) -> None:
    answer = build_app(study).server.test_client().get("/_dash-layout", headers={"Accept-Language": language})
    assert answer.status_code == 200
    names = {"en": "Master regulators", "ja": "マスター制御因子"}
    assert names[language] in json.dumps(answer.get_json(), ensure_ascii=False)
