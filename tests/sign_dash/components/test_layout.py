"""The page as a component tree: filled from the start, honest where a model is missing or broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash.development.base_component import Component

from compute import Study, open_study
from compute.study import write_model
from sign_dash.components import names
from sign_dash.components.explained import Explained
from sign_dash.components.layout import layout
from tests.sign_dash.components.modelled import MODEL


def everything(tree: Component) -> Iterator[Component | str]:
    """The tree's components and texts, in order."""
    yield tree
    children = getattr(tree, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if isinstance(child, Component):
            yield from everything(child)
        elif isinstance(child, str):
            yield child


def text(tree: Component) -> str:
    return " ".join(part for part in everything(tree) if isinstance(part, str))


def by_id(tree: Component, name: str) -> Component:
    return next(part for part in everything(tree) if getattr(part, "id", None) == name)  # type: ignore[return-value]


def test_the_page_opens_filled_for_the_model(modelled: Study, explained: Explained) -> None:
    page = layout(modelled)
    assert by_id(page, names.MODEL).value == MODEL
    assert len(by_id(page, names.CARDS).children) == explained.components("regulator")
    assert by_id(page, names.CHOSEN).data == {"model": MODEL, "side": "regulator", "component": 0, "partner": 0}
    assert text(by_id(page, names.CAUTION)) == explained.info["caution"]
    assert set(by_id(page, names.REGION).data) == set(modelled.regulators)


def test_every_control_and_graph_has_a_name(modelled: Study) -> None:
    for part in everything(layout(modelled)):
        if not isinstance(part, Component):
            continue
        named = part.to_plotly_json()["props"]
        kind = part.to_plotly_json()["type"]
        if kind in ("Select", "MultiSelect", "SegmentedControl", "NumberInput", "Section", "Table"):
            assert named.get("aria-label") or named.get("className") == "accuracy", part


def test_without_a_model_the_page_names_the_command(study: Study) -> None:
    page = layout(study)
    assert f'python -m compute trip "{study.path}"' in text(page)
    assert not [part for part in everything(page) if getattr(part, "id", None) == names.CARDS]


@pytest.mark.parametrize("others", [True, False])
def test_a_broken_model_is_told_and_left_out(modelled: Study, tmp_path: Path, others: bool) -> None:
    copy = shutil.copytree(modelled.path, tmp_path / "study")
    stored = modelled.model(MODEL)
    info = {key: value for key, value in stored.info.items() if key not in ("files", "arrays")}
    write_model(copy, "broken", {**stored.arrays, "cores": stored.arrays["cores"][:-1]}, info)
    if not others:
        shutil.rmtree(copy / "models" / MODEL)
    page = layout(open_study(copy))
    alerts = [part for part in everything(page) if getattr(part, "role", None) == "alert"]
    assert len(alerts) == 1
    assert "'broken'" in text(alerts[0])
    if others:
        assert by_id(page, names.MODEL).data == [MODEL]
