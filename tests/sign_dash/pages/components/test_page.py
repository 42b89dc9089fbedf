"""The Components page as a person uses it. Every visit checks several sentences: a visit is what takes the time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from compute.study import Study, open_study
from sign_dash.pages.components.explained import Explained, read_explained
from tests.sign_dash.conftest import serving, watching
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
PATIENCE = 120_000
"""Milliseconds a sentence may take on a busy machine."""
TRRUST = "ZEB1\tCDH1\tRepression\t11;22;33\n"
GMT = "EMT SET\tmade\tZEB1\tZEB2\tSNAI1\tSNAI2\tTWIST1\tGRHL2\tOVOL2\tKLF5\tSIMR01\tSIMR02\n"


@pytest.fixture(scope="module")
def served(others: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("served")
    study = open_study(shutil.copytree(others.path, place / "study"))
    (study.path / "known.tsv").write_text(TRRUST)
    with serving(study, cache=place / "cache") as address:
        yield address


@pytest.fixture
def components(page: Page, served: str) -> Page:
    expect.set_options(timeout=PATIENCE)
    page.set_default_timeout(PATIENCE)
    page.goto(f"{served}/components")
    expect(card(page, 2)).to_be_visible()
    expect(subnetwork(page).get_by_text(re.compile(r"showing \d+ of 70 edges"))).to_be_visible()
    return page


def card(page: Page, number: int, side: str = "Regulator") -> Locator:
    return page.get_by_role("button", name=f"{side} component {number}", exact=True)


def subnetwork(page: Page) -> Locator:
    return page.get_by_role("region", name="Subnetwork", exact=True)


def heading(page: Page) -> Locator:
    return subnetwork(page).get_by_role("heading").first


def to_sample(page: Page, key: str) -> None:
    page.get_by_role("slider", name="EMT score").press(key)


def choose(page: Page, group: str, option: str) -> None:
    """Take one of a row of options; their radio buttons are there for the keyboard, the mouse meets their labels."""
    page.get_by_role("radiogroup", name=group).get_by_text(option, exact=True).click()


def view(page: Page, name: str) -> Locator:
    """Open a view; its panel."""
    page.get_by_role("region", name="Components", exact=True).get_by_role("tab", name=name, exact=True).click()
    return page.get_by_role("tabpanel", name=name)


def take(page: Page, box: str, option: str) -> None:
    page.get_by_role("textbox", name=box, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def give(page: Page, button: Locator, path: Path, text: str) -> None:
    path.write_text(text)
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(path)


def holding(page: Page, changed: str) -> list[Route]:
    """From now on, what a change of this input alone asks for is not answered; the requests."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if (route.request.post_data_json or {}).get("changedPropIds") == [changed]:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("_dash-update-component"), hold)
    return held


def signed(value: float, digits: int = 2) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def test_cards_and_core_are_chosen_and_follow_the_slider(components: Page, others: Study) -> None:
    explained: Explained = read_explained(others, MODEL)
    first, second = components.get_by_role("article").all()
    expect(first).to_contain_text("ZEB1")
    expect(second).to_contain_text("GRHL2")
    expect(card(components, 1)).to_have_attribute("aria-pressed", "true")
    core = components.get_by_role("region", name="Core")
    for key, sample in (("Home", 0), ("End", len(others.samples) - 1)):
        to_sample(components, key)
        value = explained.cores[sample, 1, 0]
        shown = "0.000" if value == 0 else signed(value, 3)
        pair = f"Pair of regulator component 2 and target component 1: core {shown}"
        expect(components.get_by_role("button", name=pair)).to_be_visible()
        expect(core).to_contain_text(f"{others.samples[sample]}: baseline")
        expect(core).to_contain_text(f"observed {signed(explained.given[sample])}")
    choose(components, "The core shows", "Contribution")
    cells = components.get_by_role("button", name=re.compile(r": contribution [+−0]"))
    expect(cells).to_have_count(4)
    total = sum(float(cell.inner_text().replace("−", "-")) for cell in cells.all())
    assert total == pytest.approx(explained.predicted[-1] - explained.baseline, abs=0.02)
    components.get_by_role("button", name="Pair of regulator component 2 and target component 2").click()
    expect(second).to_contain_text("core value, target component 2")
    expect(card(components, 2)).to_have_attribute("aria-pressed", "true")
    plot = components.get_by_role("figure").first.locator(".spark-plot")
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": 1, "y": box["height"] / 2})
    expect(components.get_by_role("slider", name="EMT score")).to_have_attribute("aria-valuenow", "0")
    choose(components, "Components of", "Targets")
    expect(card(components, 1, "Target")).to_be_visible()
    expect(components.get_by_role("article").first).to_contain_text("CDH1")


def plane_of(page: Page) -> Locator:
    return page.get_by_role("group", name="Loadings of every gene on two components")


def draw_around_genes(page: Page) -> None:
    """A lasso around the upper left of the plane."""
    plane = plane_of(page)
    expect(plane.locator(".point").first).to_be_visible()
    box = plane.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    left, top = box["x"] + 2, box["y"] + 2
    right, half = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, half), (left, half), (left, top)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


def test_a_component_may_be_chosen_before_a_region_is_drawn(components: Page) -> None:
    held = holding(components, "components-region.value")
    with components.expect_request(lambda request: "component-network-drawing" in (request.post_data or "")):
        draw_around_genes(components)
    card(components, 2).click()
    expect(heading(components)).to_have_text("Regulator component 2 around the EMT factors")
    assert held  # the region's subnetwork was asked for, and is no longer wanted
    components.unroute_all()  # lets the held requests go
    draw_around_genes(components)
    expect(heading(components)).to_have_text("Region of 3 regulators around the EMT factors")


def test_genes_of_the_plane_are_drawn_as_one_network_and_along_the_score(components: Page) -> None:
    draw_around_genes(components)
    expect(heading(components)).to_have_text("Region of 3 regulators around the EMT factors")
    card(components, 2).click()
    expect(heading(components)).to_have_text("Regulator component 2 around the EMT factors")
    named = components.get_by_role("textbox", name="Genes of the region")
    named.fill("KLF5")
    named.press("Enter")
    expect(heading(components)).to_have_text("Region of 1 regulator around the EMT factors")
    stage = subnetwork(components)
    stage.get_by_role("button", name="Table").click()
    row = stage.get_by_role("row").filter(has_text="ZEB1").first
    row.click()
    expect(stage.get_by_role("button", name=re.compile("Show .* in Explore"))).to_be_visible()
    stage.get_by_role("button", name="Table").click()
    choose(components, "The subnetwork shows", "Along the score")
    along = stage.get_by_role("group", name="The subnetwork in five ranges along the score")
    expect(along.get_by_role("figure")).to_have_count(5)
    expect(along.get_by_role("img", name=re.compile(r"\d+ edges")).first).to_be_visible()
    expect(plane_of(components)).to_be_hidden()


def test_every_view_says_what_it_is_for(components: Page, others: Study, tmp_path: Path) -> None:
    explained: Explained = read_explained(others, MODEL)
    to_sample(components, "End")
    last = others.samples[-1]
    prediction = view(components, "Prediction")
    expect(prediction.get_by_role("note")).to_contain_text("nearly contain it")
    expect(prediction.get_by_role("row", name=re.compile("cross-validated, 5 folds"))).to_contain_text("0.97")
    expect(
        prediction.get_by_role("heading", name=f"{last}: predicted {signed(explained.predicted[-1])}")
    ).to_be_visible()
    choose(components, "Steps of the prediction", "Edges")
    expect(prediction.get_by_text(re.compile(r"^\d+ other edges$"))).to_be_visible()

    genes = view(components, "Genes")
    expect(genes.get_by_text("30 more fits")).to_be_visible()
    expect(genes.get_by_role("button", name="Measure stability")).to_be_visible()
    genes.get_by_role("textbox", name="Genes tested").fill("5")
    give(components, genes.get_by_role("button", name="Choose gene sets"), tmp_path / "mine.gmt", GMT)
    expect(genes.get_by_text("mine.gmt: 0 of 1 sets are enriched among the 5 strongest genes")).to_be_visible()
    expect(genes.get_by_text("ZEB1, ZEB2, SNAI1, SNAI2, TWIST1")).to_be_visible()

    markers = view(components, "Markers")
    expect(markers.get_by_role("heading", name="Regulator component 1: known genes around it")).to_be_visible()
    expect(markers.get_by_text("● EMT regulator").first).to_be_visible()
    take(components, "Known by", "known.tsv (study’s folder)")
    link = markers.get_by_role("link", name="11")
    expect(link.first).to_have_attribute("href", "https://pubmed.ncbi.nlm.nih.gov/11/")
    expect(link.first).to_have_attribute("rel", "noreferrer")
    expect(markers.get_by_role("link", name="all 3").first).to_be_visible()

    silencing = view(components, "Silencing")
    expect(silencing.get_by_text(f"{last}: EMT score")).to_contain_text("without any edge from ZEB1")
    before = silencing.get_by_text(f"{last}: EMT score").inner_text()
    choose(components, "Silenced", "edge")
    expect(silencing.get_by_text(f"{last}: EMT score")).to_contain_text("without ZEB1 → CDH1")
    assert silencing.get_by_text(f"{last}: EMT score").inner_text() != before
    to_sample(components, "Home")
    expect(silencing.get_by_text(f"{others.samples[0]}: EMT score")).to_be_visible()
    expect(silencing.get_by_text("Over all samples:")).to_be_visible()

    ranks = view(components, "Ranks")
    expect(ranks.get_by_text("Ranks have not been compared yet for")).to_be_visible()
    expect(ranks.get_by_role("button", name="Compare ranks")).to_be_visible()


def test_the_chosen_components_and_the_core_leave_as_pictures(components: Page, others: Study) -> None:
    take(components, "Components shown", "2")
    expect(components.get_by_role("article")).to_have_count(1)
    take(components, "Genes marked on the cards", "GRHL2")
    marked = components.get_by_role("article").get_by_text("rank 1 of 12")
    expect(marked).to_be_visible()
    expect(components).to_have_url(re.compile("cards=2&marked=ZEB1,GRHL2"))
    to_sample(components, "End")
    components.get_by_role("button", name="Export", exact=True).click()
    dialog = components.get_by_role("dialog", name="Export")
    dialog.get_by_role("radio", name="Overview of the regulator components").check()
    root, name = saved_svg(components)
    assert root.find(f".//{SVG}g[@id='component-1']") is None
    written = [part.text for part in root.iterfind(f".//{SVG}g[@id='component-2']//{SVG}text")]
    shown = components.locator("article .loading-gene").all_inner_texts()
    assert written[2 : 2 + 2 * len(shown) : 2] == shown
    assert f"{marked.inner_text().removeprefix('GRHL2').strip()}" in written
    assert name == f"Planted-cohort_simulated_trip_Regulator-component-2_ZEB1_GRHL2_{others.samples[-1]}.svg"
    dialog.get_by_role("radio", name="Core of the current sample").check()
    root, _ = saved_svg(components)
    cells = components.locator("#components-core .core-cell").all_inner_texts()
    assert set(cells) <= {part.text for part in root.iter(f"{SVG}text")}


def saved_svg(page: Page) -> tuple[ET.Element, str]:
    """What the export panel saves of what is chosen in it, and the file's name."""
    dialog = page.get_by_role("dialog", name="Export")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("Saved")
    return ET.fromstring(Path(download.value.path()).read_bytes()), download.value.suggested_filename


@pytest.mark.slow
def test_models_of_every_kind_are_shown_and_the_address_brings_them_back(components: Page, chromium: Browser) -> None:
    take(components, "Model", CLASSES)
    expect(components.get_by_text("predict 3 classes of tissue")).to_be_visible()
    take(components, "Class whose log-odds are shown", "lung")
    prediction = view(components, "Prediction")
    expect(prediction.get_by_role("heading", name=re.compile("log-odds of lung"))).to_be_visible()
    expect(prediction.get_by_role("note")).to_contain_text("the EMT score alone")
    take(components, "Model", OWN)
    expect(components.locator("#components-facts")).to_contain_text("separate components for each sample")
    genes = view(components, "Genes")
    to_sample(components, "Home")
    expect(genes.get_by_text("shown: LINE-000")).to_be_visible()
    take(components, "Model", UNSTABLE)
    expect(components.get_by_role("article").nth(1)).to_contain_text("unstable")
    card(components, 2).click()
    expect(genes.get_by_text("Regulator component 2 is not stable")).to_be_visible()
    choose(components, "Rotation of the components", "Varimax")
    expect(components).to_have_url(re.compile("turn=varimax"))
    expect(components).to_have_url(re.compile(f"model={UNSTABLE}"))
    with watching(chromium) as again:
        again.set_default_timeout(PATIENCE)
        again.goto(components.url)
        expect(again.get_by_role("textbox", name="Model", exact=True)).to_have_value(UNSTABLE)
        expect(again.get_by_role("tab", name="Genes", exact=True)).to_have_attribute("aria-selected", "true")


@pytest.mark.slow
def test_a_first_model_is_learned_from_the_page(chromium: Browser, others: Study, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(others.path, tmp_path / "study"))
    shutil.rmtree(study.path / "models")
    with serving(study, cache=tmp_path / "cache") as address, watching(chromium) as page:
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/components")
        expect(page.get_by_role("heading", name="This study has no components yet")).to_be_visible()
        page.get_by_role("button", name="Learn components").click()
        dialog = page.get_by_role("dialog", name="Learn components")
        for size in ("Regulator components", "Target components"):
            dialog.get_by_role("textbox", name=size).fill("1")
        expect(dialog.get_by_role("textbox", name="Name of the model")).to_have_value("trip 1x1")
        dialog.get_by_role("button", name="Learn components").click()
        expect(page.get_by_text("The model trip 1x1 is fitted and stored in the study.")).to_be_visible()
        expect(page.get_by_text("1 × 1 components predict the EMT score")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(chromium: Browser, served: str, width: int) -> None:
    with watching(chromium, viewport={"width": width, "height": 800}) as page:
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served}/components")
        expect(card(page, 2)).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
