"""How sure edges are, on Explore: what is drawn, what is said, and what a study without it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from compute.analyse import Associations, local_correlations
from compute.study import Study
from sign_dash.pages.explore.confidence import confidence_field, edge_association, edge_confidence
from sign_dash.scene.select import default_confidence, neighbourhood
from tests.sign_dash.conftest import serving
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

FOCUS = ("ZEB1", "CDH1")


def words(parts: list[object]) -> str:
    return " ".join(str(getattr(part, "children", "")) for part in parts)


@pytest.fixture(scope="module")
def sure(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_confidence(planted, tmp_path_factory.mktemp("sure") / "study")


@pytest.fixture(scope="module")
def served(sure: Study) -> Iterator[str]:
    with serving(sure) as address:
        yield address


@pytest.mark.parametrize("least", [0.0, 0.5, 0.8, 0.95])
def test_only_edges_that_sure_are_drawn_and_each_carries_its_own(sure: Study, least: float) -> None:
    drawn = neighbourhood(sure, FOCUS, 2, max_nodes=10_000, max_edges=100_000, confidence=least)
    assert drawn.confidence is not None
    assert drawn.confidence.size == drawn.source.size > 0
    assert drawn.confidence.min() >= np.float32(least)
    assert sure.confidence is not None
    regulators = np.array([sure.regulator_index(drawn.genes[s]) for s in drawn.source])
    targets = np.array([sure.target_index(drawn.genes[t]) for t in drawn.target])
    assert np.array_equal(drawn.confidence, sure.confidence.of_edges(regulators, targets)["confidence"])


def test_less_sure_edges_can_be_drawn_as_well_after_the_others(sure: Study) -> None:
    hidden = neighbourhood(sure, FOCUS, 1, confidence=0.8)
    room = hidden.source.size + 3
    both = neighbourhood(sure, FOCUS, 1, max_edges=room, confidence=0.8, faint=True)
    assert both.confidence is not None
    assert hidden.confidence is not None
    assert np.array_equal(both.confidence >= both.line, [True] * hidden.source.size + [False] * 3)
    pairs = [{(d.genes[s], d.genes[t]) for s, t in zip(d.source, d.target, strict=True)} for d in (hidden, both)]
    assert pairs[0] < pairs[1]
    assert both.candidates == neighbourhood(sure, FOCUS, 1).source.size


def test_a_study_that_knows_begins_with_its_sure_edges_and_one_that_does_not_with_all(
    sure: Study, study: Study
) -> None:
    assert default_confidence(sure) == 0.8
    assert default_confidence(study) == 0
    assert neighbourhood(study, FOCUS, 1, confidence=0.8).source.size == neighbourhood(study, FOCUS, 1).source.size
    assert confidence_field("x", study)[1].disabled
    assert "has not been computed" in confidence_field("x", study)[0].title


def test_the_card_says_how_sure_an_edge_its_change_and_its_alternatives_are(sure: Study, study: Study) -> None:
    assert sure.confidence is not None
    first, last = sure.confidence.edges[0], sure.confidence.edges[-1]
    said = words(edge_confidence(sure, sure.regulators[first["regulator"]], sure.targets[first["target"]]))
    assert "probability of being found again in an independent half of the cohort: 5%" in said
    assert "its change along the score: 75%" in said
    assert "falls with the score" in said
    assert f"or {sure.regulators[3]} (r 0.91)" in said
    assert "97%" in said
    assert "found with this sign in 0% of the subsamples" in said
    assert "Replication does not prove regulation" in said
    alone = words(edge_confidence(sure, sure.regulators[last["regulator"]], sure.targets[last["target"]]))
    assert ">99%" in alone
    assert " or " not in alone
    assert "100%" not in alone.split("along the score")[0]
    said = words(edge_confidence(study, FOCUS[0], FOCUS[1]))
    assert "press “Compute confidence” above the network" in said
    assert "%" not in said


def test_the_card_has_plain_association_beside(study: Study) -> None:
    local = local_correlations(study, "ZEB1", "CDH1")
    assert local == pytest.approx(Associations(study).of("CDH1").local[:, study.regulator_index("ZEB1")])
    said = words(edge_association(study, "ZEB1", "CDH1"))
    assert f"r from {local.min():+.2f}".replace("-", "−") in said
    assert edge_association(study, "ZEB1", "ZEB1") == []


@pytest.mark.browser
def test_confidence_is_the_first_control_and_the_status_says_what_to_expect(page: Page, served: str) -> None:
    page.goto(served)
    status = page.get_by_role("status").filter(has_text="expected to be found again")
    expect(status).to_be_visible()
    rows = "() => signdash.network.rows('network', signdash.network.canvas('network').drawing, 0)"
    page.wait_for_function(f"() => ({rows})().length > 0")
    shown = page.evaluate(rows)
    assert min(row["confidence"] for row in shown) >= 0.8
    expected = round(sum(row["confidence"] for row in shown))
    expect(status).to_contain_text(f"about {expected} expected")
    page.get_by_role("textbox", name="Confidence at least").click()
    page.get_by_role("option", name="all").click()
    page.wait_for_function(f"(n) => ({rows})().length > n", arg=len(shown))
    # the card of an edge: its spread over the parts of the cohort is drawn behind its course, and said
    page.get_by_role("tab", name="Edges").click()
    page.locator("#edge-table .ag-center-cols-container .ag-row").first.click()
    page.get_by_role("tab", name="Selected").click()
    shade = page.locator("#inspector .score-plot .fills path.js-fill").first
    expect(shade).to_be_visible()
    drawn, plot = shade.bounding_box(), page.locator("#inspector .score-plot").first.bounding_box()
    assert drawn
    assert plot
    assert drawn["height"] > 5
    assert drawn["width"] > plot["width"] / 3
    expect(page.locator("#inspector")).to_contain_text("90 % of the subsamples, at 3 scores")


@pytest.mark.browser
def test_less_sure_edges_are_faint_where_they_are_asked_for(page: Page, served: str) -> None:
    page.goto(f"{served}/?below=faint")
    status = page.get_by_role("status").filter(has_text="expected to be found again")
    expect(status).to_be_visible()
    found = page.evaluate("() => signdash.network.snapshot('network')")
    drawn = page.evaluate("() => signdash.network.canvas('network').drawing.confidence")
    sure = sum(one >= 0.8 for one in drawn)
    expect(status).to_contain_text(f"about {round(found['again'])} expected")
    assert found["faint"] > 0
    assert len(found["edges"]) - found["faint"] <= sure < len(drawn)
    expect(page.get_by_text(f"{found['faint']} of lower confidence are faint")).to_be_visible()


def test_the_card_says_what_was_taken_out_of_the_association(study: Study) -> None:
    before = study.info
    assert "removed" not in words(edge_association(study, "ZEB1", "CDH1"))
    study.info = replace(before, adjust=["tissue"])
    try:
        assert "along the score (adjusted for tissue)" in words(edge_association(study, "ZEB1", "CDH1"))
    finally:
        study.info = before
