"""The Components page as a person uses it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from compute import Study, open_study
from compute.study import write_model
from sign_dash.components.explained import Explained
from tests.sign_dash.components.modelled import MODEL
from tests.sign_dash.conftest import serving, watching

pytestmark = pytest.mark.browser


@pytest.fixture
def components(page: Page, modelled_address: str) -> Page:
    page.goto(f"{modelled_address}/components")
    expect(page.get_by_role("button", name="Regulator component 2", exact=True)).to_be_visible()
    expect(subnetwork(page).get_by_role("status")).to_have_text(re.compile(r"showing \d+ of 70 edges"))
    return page


def subnetwork(page: Page) -> Locator:
    return page.get_by_role("region", name="Subnetwork", exact=True)


def drawn_genes(page: Page) -> set[str]:
    return set(page.evaluate("signdash.network.snapshot('component-network').nodes.map((n) => n.id)"))


def to_sample(page: Page, key: str) -> None:
    page.get_by_role("slider", name="EMT score").press(key)


def choose(page: Page, group: str, option: str) -> None:
    """Take one of a row of options; their radio buttons are there for the keyboard, the mouse meets their labels."""
    page.get_by_role("radiogroup", name=group).get_by_text(option, exact=True).click()


def test_every_component_has_a_card_with_its_strongest_genes(components: Page) -> None:
    first, second = components.get_by_role("article").all()
    expect(first).to_contain_text("ZEB1")
    expect(second).to_contain_text("GRHL2")
    expect(components.get_by_role("button", name="Regulator component 1", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_chosen_component_brings_its_subnetwork_around_the_emt_factors(components: Page) -> None:
    components.get_by_role("button", name="Regulator component 2", exact=True).click()
    expect(subnetwork(components).get_by_role("heading")).to_have_text("Regulator component 2 around the EMT factors")
    expect(components.get_by_role("button", name="Regulator component 2", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    components.wait_for_function("signdash.network.snapshot('component-network').nodes.some((n) => n.id === 'OVOL2')")
    assert {"ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1", "GRHL2", "OVOL2", "KLF5"} <= drawn_genes(components)


def test_the_target_side_has_its_own_components(components: Page) -> None:
    choose(components, "Components of", "Targets")
    expect(components.get_by_role("button", name="Target component 1", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(components.get_by_role("article").first).to_contain_text("CDH1")
    expect(subnetwork(components).get_by_role("heading")).to_have_text("Target component 1 around the EMT factors")


def test_core_prediction_and_edges_follow_the_slider(components: Page, explained: Explained, modelled: Study) -> None:
    for key, sample in (("Home", 0), ("End", len(modelled.samples) - 1)):
        to_sample(components, key)
        value = explained.cores[sample, 1, 0]
        shown = "0.000" if value == 0 else f"{value:+.3f}".replace("-", "−")
        name = f"Pair of regulator component 2 and target component 1: core {shown}"
        expect(components.get_by_role("button", name=name)).to_be_visible()
        given = f"given {explained.given[sample]:+.2f}".replace("-", "−")
        expect(components.get_by_role("region", name="Core")).to_contain_text(modelled.samples[sample])
        expect(components.get_by_role("region", name="Core")).to_contain_text(given)
        edges = int((abs(modelled.network(sample).toarray()) >= 0.02).sum())
        drawn = components.evaluate("signdash.network.snapshot('component-network').edges.length")
        assert 0 < drawn <= edges
        expect(subnetwork(components).get_by_role("status")).to_have_text(
            f"showing {drawn} of {modelled.edge_counts[sample]} edges"
        )


def test_the_playhead_stands_at_the_samples_score(components: Page, modelled: Study) -> None:
    to_sample(components, "End")
    figure = components.get_by_role("figure").first.locator(".spark-plot")
    box, head = figure.bounding_box(), figure.locator(".spark-playhead").bounding_box()
    assert box is not None
    assert head is not None
    assert head["x"] == pytest.approx(box["x"] + box["width"], abs=2)


def test_a_click_in_a_curve_goes_to_the_sample_there(components: Page, modelled: Study) -> None:
    plot = components.get_by_role("figure").first.locator(".spark-plot")
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": 1, "y": box["height"] / 2})
    expect(components.get_by_role("slider", name="EMT score")).to_have_attribute("aria-valuenow", "0")


def test_the_contributions_add_up_on_screen(components: Page, explained: Explained) -> None:
    to_sample(components, "Home")
    choose(components, "The core shows", "Contribution")
    cells = components.get_by_role("button", name=re.compile(r": contribution [+−0]"))
    expect(cells).to_have_count(4)
    total = sum(float(cell.inner_text().replace("−", "-")) for cell in cells.all())
    assert total == pytest.approx(explained.predicted[0] - explained.baseline, abs=0.02)


def test_a_pair_is_chosen_in_the_core(components: Page) -> None:
    components.get_by_role("button", name="Pair of regulator component 2 and target component 2").click()
    card = components.get_by_role("article").nth(1)
    expect(card).to_contain_text("core value, target component 2")
    expect(components.get_by_role("button", name="Regulator component 2", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_plane_takes_any_two_components(components: Page) -> None:
    plane = components.get_by_role("group", name="Loadings of every gene on two components")
    expect(plane.get_by_text("loading on component 2")).to_be_visible()
    components.get_by_role("textbox", name="Component up").click()
    components.get_by_role("option", name="1", exact=True).click()
    expect(plane.get_by_text("loading on component 1")).to_have_count(2)
    components.get_by_role("button", name="Regulator component 2", exact=True).click()
    expect(plane.get_by_text("loading on component 2")).to_be_visible()  # a chosen component comes into the plane


def test_a_region_is_drawn_in_the_plane_with_the_mouse(components: Page) -> None:
    plane = components.get_by_role("group", name="Loadings of every gene on two components")
    expect(plane.locator(".point").first).to_be_visible()
    box = plane.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    left, top = box["x"] + 2, box["y"] + 2
    right, half = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6
    components.mouse.move(left, top)
    components.mouse.down()
    for x, y in ((right, top), (right, half), (left, half), (left, top)):
        components.mouse.move(x, y, steps=4)
    components.mouse.up()
    expect(subnetwork(components).get_by_role("heading")).to_have_text("Region of 3 regulators around the EMT factors")
    region = components.get_by_role("region", name="Component plane")
    for gene in ("GRHL2", "OVOL2", "KLF5"):
        expect(region.get_by_text(gene, exact=True).first).to_be_visible()


def test_a_region_is_named_with_the_keyboard_and_given_up_for_a_component(components: Page) -> None:
    box = components.get_by_role("textbox", name="Genes of the region")
    box.fill("KLF5")
    box.press("Enter")
    heading = subnetwork(components).get_by_role("heading")
    expect(heading).to_have_text("Region of 1 regulator around the EMT factors")
    components.get_by_role("button", name="Regulator component 1", exact=True).click()
    expect(heading).to_have_text("Regulator component 1 around the EMT factors")


def test_more_genes_and_a_higher_cut_off_change_the_picture(components: Page) -> None:
    status = subnetwork(components).get_by_role("status")
    before = status.inner_text()
    strength = components.get_by_role("textbox", name="Subnetwork strength at least")
    strength.fill("0.15")
    strength.press("Enter")
    expect(status).not_to_have_text(before)
    shown = components.evaluate(
        "signdash.network.snapshot('component-network').edges.map((e) => Math.abs(e.coefficient))"
    )
    assert min(shown) >= 0.15


def test_the_caution_stands_beside_the_prediction(components: Page, explained: Explained) -> None:
    region = components.get_by_role("region", name="Predicted against given")
    expect(region.get_by_role("note")).to_have_text(explained.info["caution"])
    expect(region.get_by_role("row", name=re.compile("held out, 5 folds"))).to_contain_text("0.97")


def test_a_gene_of_the_subnetwork_goes_on_in_explore(components: Page) -> None:
    place = components.evaluate(
        "signdash.network.canvas('component-network').cy.getElementById('CDH1').renderedPosition()"
    )
    components.get_by_role("group", name=re.compile("Subnetwork of the sample at hand")).click(position=place)
    components.get_by_role("button", name="Show CDH1 in Explore").click()
    expect(components.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()


def test_the_edges_are_there_as_a_table_too(components: Page) -> None:
    stage = subnetwork(components)
    expect(stage.get_by_role("treegrid").or_(stage.get_by_role("grid"))).to_have_count(0)
    stage.get_by_role("button", name="Table").click()
    expect(stage.get_by_role("button", name="Table")).to_have_attribute("aria-pressed", "true")
    strongest = components.evaluate("signdash.network.rows('component-network', "
                                    "signdash.network.canvas('component-network').drawing, 0)[0]")  # fmt: skip
    row = stage.get_by_role("row").filter(has_text=strongest["regulator"]).filter(has_text=strongest["target"]).first
    row.click()
    expect(stage.get_by_role("button", name=re.compile(f"Show {strongest['regulator']} and"))).to_be_visible()


def test_another_model_is_shown_when_chosen(chromium: Browser, modelled: Study, tmp_path: Path) -> None:
    copy = shutil.copytree(modelled.path, tmp_path / "study")
    stored = modelled.model(MODEL)
    one = {key: array[:, :1] for key, array in stored.arrays.items() if key.endswith("loadings")}
    one |= {key: stored.arrays[key][:, :1, :1] for key in ("cores", "contributions", "gradients")}
    info = {key: value for key, value in stored.info.items() if key not in ("files", "arrays")}
    info |= {"rank": [1, 1], "regulator_energy": [1.0], "target_energy": [1.0]}
    write_model(copy, "single", {**stored.arrays, **one}, info)
    with serving(open_study(copy)) as address, watching(chromium) as page:
        page.goto(f"{address}/components")
        expect(page.get_by_text("1 × 1 components predict")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(1)
        page.get_by_role("textbox", name="Model").click()
        page.get_by_role("option", name=MODEL, exact=True).click()
        expect(page.get_by_text("2 × 2 components predict")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(2)
        expect(page.get_by_role("button", name=re.compile("^Pair of"))).to_have_count(4)


def test_a_study_without_a_model_says_which_command_makes_one(chromium: Browser, study: Study) -> None:
    with serving(study) as address, watching(chromium) as page:
        page.goto(f"{address}/components")
        expect(page.get_by_role("heading", name="This study has no components yet")).to_be_visible()
        expect(page.get_by_text("python -m compute trip")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(chromium: Browser, modelled_address: str, width: int) -> None:
    with watching(chromium, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{modelled_address}/components")
        expect(page.get_by_role("button", name="Regulator component 2", exact=True)).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
