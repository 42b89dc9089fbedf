"""The page as a component tree: what must be there, by role and name, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from compute.study import Study, open_study
from sign_dash import ids, theme
from sign_dash.build import build_app
from tests.sign_dash.planted import plant


def tree(component: Component) -> Iterator[Component]:
    yield component
    yield from (part for part in component._traverse() if isinstance(part, Component))


def text(component: Component) -> str:
    """Every piece of text in the tree."""
    found = []
    for part in (component, *component._traverse()):
        children = getattr(part, "children", None)
        found += [piece for piece in (children if isinstance(children, list) else [children]) if isinstance(piece, str)]
    return " ".join(found)


@pytest.fixture(scope="module")
def parts(study: Study) -> list[Component]:
    return list(tree(build_app(study).layout()))


def named(parts: list[Component], component_id: str) -> Component:
    return next(part for part in parts if getattr(part, "id", None) == component_id)


def test_what_opens_over_the_page_stays_mounted_where_anything_in_it_can_change(parts: list[Component]) -> None:
    """assets/js/popovers.mjs counts on it: a dropdown taken off the page would come back as it was at first."""
    closed = [part for part in parts if part._type in ("Popover", "Menu") and not getattr(part, "keepMounted", False)]
    assert closed  # those that only say something
    for part in closed:
        assert [inner.id for inner in tree(part) if hasattr(inner, "id") and inner is not part] == []


def test_slider_is_a_slider_from_the_most_epithelial_sample_to_the_most_mesenchymal(
    parts: list[Component], study: Study
) -> None:
    slider = named(parts, ids.SLIDER)
    assert slider.role == "slider"
    assert getattr(slider, "aria-label") == "EMT score"
    assert getattr(slider, "aria-valuemin") == "0"
    assert getattr(slider, "aria-valuemax") == str(len(study.samples) - 1)


def test_both_pages_are_mounted_and_one_is_hidden(parts: list[Component]) -> None:
    assert not getattr(named(parts, "page-explore"), "hidden", False)
    assert named(parts, "page-components").hidden is True


def test_every_graph_has_the_shared_config(parts: list[Component]) -> None:
    assert theme.GRAPH_CONFIG["showSendToCloud"] is False
    graphs = [part for part in parts if isinstance(part, dcc.Graph)]
    assert graphs
    # A page may add to it (a lasso's double click), but take nothing away.
    assert [graph.id for graph in graphs if graph.config != {**graph.config, **theme.GRAPH_CONFIG}] == []


def test_ids_are_unique(parts: list[Component]) -> None:
    found = [str(part.id) for part in parts if getattr(part, "id", None)]
    assert len(found) == len(set(found))


def test_simulated_data_say_so_and_real_data_do_not(study: Study, tmp_path: Path) -> None:
    plant(tmp_path / "real", samples=34, simulated=False)
    real = open_study(tmp_path / "real")
    for opened, label in ((study, True), (real, False)):
        header = next(part for part in tree(build_app(opened).layout()) if isinstance(part, html.Header))
        assert ("Simulated" in text(header)) is label


def test_the_browser_is_told_to_ask_nobody_else(study: Study) -> None:
    answer = build_app(study).server.test_client().get("/")
    rules = dict(rule.strip().split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split(";"))
    sources = set(rules["default-src"].split())
    assert sources <= {"'self'", "'unsafe-inline'", "data:", "blob:"}


def test_a_title_is_text_never_markup(tmp_path: Path) -> None:
    plant(tmp_path / "odd", samples=34, title="<script>alert(1)</script>")
    page = build_app(open_study(tmp_path / "odd")).server.test_client().get("/").get_data(as_text=True)
    assert "<script>alert(1)" not in page
