"""The page as a component tree, and what an address says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import no_update
from dash.development.base_component import Component

from compute import Study
from sign_dash.regulators import names
from sign_dash.regulators.address import restored
from sign_dash.regulators.layout import VIEWS, layout
from tests.sign_dash.components.test_layout import by_id, everything, text

CONTROLS = ("Select", "SegmentedControl", "NumberInput", "Section", "Tabs", "TabsList", "Progress", "Button")


def test_the_page_has_its_three_views(study: Study) -> None:
    page = layout(study)
    for words in VIEWS.values():
        assert words in text(page)
    assert by_id(page, names.TARGET).value == "CDH1"


def test_every_control_has_a_name(study: Study) -> None:
    for part in everything(layout(study)):
        if not isinstance(part, Component):
            continue
        shape = part.to_plotly_json()
        if shape["type"] in CONTROLS and shape["type"] != "Tabs":
            assert shape["props"].get("aria-label") or text(part).strip(), part


def test_building_the_page_reads_no_network(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for read in ("network", "edge", "target_coefficients", "regulator_coefficients"):
        monkeypatch.setattr(type(study), read, lambda *_: pytest.fail("a network was read"))
    layout(study)


def test_an_address_restores_what_it_names(study: Study) -> None:
    search = "?view=hubs&target=VIM&by=robust&known=none&shows=coefficient&rows=15&hubs=change&bins=7&result=abc"
    *values, notice = restored(study, "/regulators", search)
    assert values == ["hubs", "VIM", "robust", "none", "coefficient", "15", "change", 7, "abc"]
    assert notice is no_update


def test_what_an_address_cannot_mean_is_left_alone_and_an_unknown_target_said(study: Study) -> None:
    search = "?view=x&target=NOSUCH&by=x&known=file:/x&shows=x&rows=1&hubs=x&bins=0"
    *values, notice = restored(study, "/regulators", search)
    assert all(value is no_update for value in values)
    assert "NOSUCH" in notice["sentence"]


def test_another_pages_address_is_not_read(study: Study) -> None:
    assert all(value is no_update for value in restored(study, str(Path("/components")), "?target=VIM"))
