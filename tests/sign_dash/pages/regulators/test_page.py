"""The Regulators page in a browser: what a person does and sees."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from compute.analyse import out_degrees, rank_hubs, rank_regulators
from compute.study import Study
from sign_dash.pages.regulators import names
from tests.sign_dash.browser.reading import shown_edges
from tests.sign_dash.conftest import serving, watching
from tests.sign_dash.pages.regulators.test_jobs import gmt

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(study, cache=tmp_path_factory.mktemp("cache")) as address:
        yield address


@pytest.fixture
def regulators(page: Page, served: str) -> Page:
    return opened(page, f"{served}/regulators")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(table(page).get_by_role("row", name=re.compile("ZEB1")).first).to_be_visible()
    expect(page.locator("#regulators-heat .heatmaplayer image, #regulators-heat .hm").first).to_be_attached()
    return page


def table(page: Page, name: str = "Regulators of the target") -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def in_order(page: Page, name: str = "Regulators of the target") -> list[str]:
    """Regulators of the rows in view, from the top."""
    rows = table(page, name).locator(".ag-pinned-left-cols-container .ag-row, .ag-center-cols-container .ag-row")
    found = rows.evaluate_all(
        "(rows) => rows.map((row) => [Number(row.getAttribute('row-index')), row.getAttribute('row-id')])"
    )
    return [name for _, name in sorted({(index, name) for index, name in found})]


def choose(page: Page, group: str, option: str) -> None:
    page.get_by_role("radiogroup", name=group).get_by_text(option, exact=True).click()


def pick(page: Page, select: str, option: str) -> None:
    box = page.get_by_role("textbox", name=select, exact=True)
    box.click()
    if box.is_editable():  # a long list: type, then take the nearest name
        box.fill(option)
        expect(page.get_by_role("option").first).to_have_text(option)
        box.press("Enter")
    else:
        page.get_by_role("option", name=option, exact=True).click()


def save(page: Page, button: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def test_cdh1_comes_first_with_its_regulators_in_order(regulators: Page, study: Study) -> None:
    ranking = rank_regulators(study, "CDH1")
    assert in_order(regulators)[:8] == [row.regulator for row in ranking[:8]]
    expect(
        regulators.get_by_role("status").filter(has_text=f"{len(ranking)} upstream regulators of CDH1")
    ).to_be_visible()
    zeb1 = table(regulators).locator(".ag-center-cols-container .ag-row[row-id=ZEB1]")
    expect(zeb1).to_contain_text("⊣ negative")
    expect(zeb1).to_contain_text("● known")
    expect(table(regulators)).to_contain_text("EMT regulators, a built-in list")


def test_another_target_and_ranking_change_the_table_the_picture_and_the_address(
    regulators: Page, study: Study
) -> None:
    pick(regulators, "Target", "VIM")
    choose(regulators, "Rank by", "robust REC")
    expect(regulators.get_by_text("upstream regulators of VIM")).to_be_visible()
    expected = [row.regulator for row in rank_regulators(study, "VIM", 5.0)]
    regulators.wait_for_function(
        "(first) => document.querySelector('#regulators-heat .js-plotly-plot')?.data?.[0]?.y?.[0] === first",
        arg=expected[0],
    )
    assert in_order(regulators)[:5] == expected[:5]
    assert (query(regulators)["target"], query(regulators)["by"]) == ("VIM", "robust")


def test_the_address_restores_the_page(regulators: Page, chromium: Browser, study: Study) -> None:
    pick(regulators, "Target", "VIM")
    choose(regulators, "The heat map shows", "coefficient")
    choose(regulators, "Regulators in the heat map", "15")
    pick(regulators, "Mark regulators known from", "nothing")
    regulators.get_by_role("slider", name="EMT score").press("Home")
    regulators.wait_for_function(f"() => location.search.includes('sample={study.samples[0]}')")
    with watching(chromium) as second:
        second.goto(regulators.url)
        expect(second.get_by_text("upstream regulators of VIM")).to_be_visible()
        expect(second.get_by_text("No regulator is marked")).to_be_visible()
        expect(second.get_by_role("slider", name="EMT score")).to_have_attribute("aria-valuenow", "0")
        expect(second.get_by_text("coefficient of the direct edge")).to_be_visible()
        drawn = min(15, len(rank_regulators(study, "VIM")))
        second.wait_for_function(
            "(n) => document.querySelector('#regulators-heat .js-plotly-plot')?.data?.[0]?.y?.length === n", arg=drawn
        )


def shown_in_explore(page: Page, regulator: str, target: str) -> None:
    expect(page.get_by_role("region", name="Explore")).to_be_visible()
    expect(page.get_by_role("heading", name=regulator, exact=True)).to_be_visible()
    page.wait_for_function(
        "(genes) => { const shown = signdash.network.snapshot('network')?.nodes.map((n) => n.id);"
        "return shown && genes.every((gene) => shown.includes(gene)); }",
        arg=[regulator, target],
    )


def test_a_regulator_in_the_table_goes_on_in_explore_with_its_target(regulators: Page) -> None:
    table(regulators).get_by_role("button", name="ZEB1").click()
    shown_in_explore(regulators, "ZEB1", "CDH1")
    assert "ZEB1>CDH1" in shown_edges(regulators)
    regulators.go_back()
    expect(regulators.get_by_role("region", name="Regulators", exact=True)).to_be_visible()
    expect(table(regulators).get_by_role("button", name="ZEB1")).to_be_visible()


def test_the_keyboard_follows_a_regulator(regulators: Page) -> None:
    cell = table(regulators).locator(".ag-center-cols-container .ag-row[row-id=GRHL2] .ag-cell").first
    cell.focus()
    regulators.keyboard.press("Enter")
    shown_in_explore(regulators, "GRHL2", "CDH1")


def test_a_name_beside_the_heat_map_goes_on_in_explore(regulators: Page) -> None:
    regulators.locator("#regulators-heat .ytick text", has_text="ZEB1 ").click()
    shown_in_explore(regulators, "ZEB1", "CDH1")


def test_a_cell_of_the_heat_map_goes_to_its_sample_too(regulators: Page, study: Study) -> None:
    plot = regulators.locator("#regulators-heat .nsewdrag").first
    box = plot.bounding_box()
    assert box is not None
    plot.click(position={"x": box["width"] - 2, "y": 4})
    expect(regulators.get_by_role("region", name="Explore")).to_be_visible()
    slider = regulators.get_by_role("slider", name="EMT score")
    assert int(slider.get_attribute("aria-valuenow") or 0) >= len(study.samples) - 3
    first = rank_regulators(study, "CDH1")[0].regulator
    expect(regulators.get_by_role("heading", name=first, exact=True)).to_be_visible()


def test_the_playhead_of_the_heat_map_follows_the_slider(regulators: Page) -> None:
    for key, side in (("Home", "left"), ("End", "right")):
        regulators.get_by_role("slider", name="EMT score").press(key)
        regulators.wait_for_function(
            """(side) => {
              const [head, plot] = [".plot-playhead", ".nsewdrag"].map(
                (part) => document.querySelector(`#regulators-heat ${part}`).getBoundingClientRect());
              return Math.abs(head.x - plot[side]) < 8;
            }""",
            arg=side,
        )


def test_the_tables_are_saved_under_the_studys_name(regulators: Page, study: Study) -> None:
    download = save(regulators, "Save the table of regulators as CSV")
    assert "simulated" in download.suggested_filename
    assert "CDH1" in download.suggested_filename
    saved = pd.read_csv(download.path())
    assert list(saved["regulator"]) == [row.regulator for row in rank_regulators(study, "CDH1")]
    values = pd.read_csv(save(regulators, "Save the heat map’s values as CSV").path())
    assert len(values) == min(25, len(saved)) * len(study.samples)


@pytest.mark.slow
def test_hubs_of_a_large_study_are_counted_in_the_background_and_kept(
    page: Page, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sign_dash.pages.regulators.hubs.MANY_COEFFICIENTS", 0)
    with serving(study, cache=tmp_path) as address:
        opened(page, f"{address}/regulators")
        page.get_by_role("tab", name="Hubs").click()
        expect(
            table(page, "Targets along the score").get_by_role("progressbar", name="Networks counted")
        ).to_be_visible()
        expect(table(page, "Targets along the score").get_by_role("figure")).to_have_count(12, timeout=60_000)
        hubs = rank_hubs(study, out_degrees(study))
        assert in_order(page, "Hubs")[:5] == [hub.regulator for hub in hubs[:5]]
    (job,) = (path for path in (tmp_path / "hubs").iterdir() if path.is_dir())
    made = (job / "degrees.npy").stat().st_mtime_ns
    with serving(study, cache=tmp_path) as address:  # another start of the dashboard
        page.goto(f"{address}/regulators?view=hubs")
        expect(table(page, "Targets along the score").get_by_role("figure")).to_have_count(12)
    assert (job / "degrees.npy").stat().st_mtime_ns == made


def test_hubs_are_counted_binned_ranked_and_saved(regulators: Page, study: Study) -> None:
    regulators.get_by_role("tab", name="Hubs").click()
    panels = table(regulators, "Targets along the score").get_by_role("figure")
    expect(panels).to_have_count(12)
    hubs = rank_hubs(study, out_degrees(study))
    assert in_order(regulators, "Hubs")[:5] == [hub.regulator for hub in hubs[:5]]
    expect(panels.first.locator(".hub-bin")).to_have_count(10)
    bins = regulators.get_by_role("textbox", name="Bins along the score")
    bins.fill("4")
    bins.press("Enter")
    expect(panels.first.locator(".hub-bin")).to_have_count(4)
    choose(regulators, "Rank hubs by", "change between the ends")
    first = min(hubs, key=lambda hub: hub.change_rank).regulator
    expect(panels.first.get_by_role("button", name=first)).to_be_visible()
    assert (query(regulators)["view"], query(regulators)["hubs"], query(regulators)["bins"]) == ("hubs", "change", "4")
    saved = pd.read_csv(save(regulators, "Save the bins as CSV").path())
    assert set(saved["bin"]) == {1, 2, 3, 4}
    regulators.get_by_role("button", name="Export", exact=True).click()
    dialog = regulators.get_by_role("dialog", name="Export")
    dialog.get_by_role("radio", name="Targets along the score").check()
    with regulators.expect_download() as download:
        dialog.get_by_role("button", name="Save", exact=True).click()
    picture = Path(download.value.path()).read_text()
    assert picture.count('id="hub-') == 12
    assert f">{first}</text>" in picture
    regulators.keyboard.press("Escape")
    panels.first.get_by_role("button", name=first).click()
    expect(regulators.get_by_role("heading", name=first, exact=True)).to_be_visible()


@pytest.mark.slow
def test_master_regulators_run_in_the_background_and_are_kept(
    page: Page, chromium: Browser, served: str, study: Study, tmp_path: Path
) -> None:
    page.goto(f"{served}/regulators?view=masters")
    expect(page.get_by_role("heading", name="No result yet")).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    choose_file(page, tmp_path / "sets.gmt", gmt(study))
    expect(page.get_by_text("4 of 4 sets of sets.gmt are tested")).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    result = table(page, "Master regulators")
    expect(result.get_by_text(f"of {len(study.regulators)} regulators are master regulators")).to_be_visible(
        timeout=120_000
    )
    assert len(in_order(page, "Master regulators")) > 5
    saved = pd.read_csv(io.StringIO(Path(save(page, "Save the master regulators as CSV").path()).read_text("utf-8")))
    assert set(saved["regulator"]) == set(study.regulators)
    assert "result" in query(page)
    with watching(chromium) as second:
        second.goto(page.url)
        expect(table(second, "Master regulators").get_by_text("are master regulators")).to_be_visible()
    result.locator(".ag-pinned-left-cols-container .regulator-link").first.click()
    explore = page.get_by_role("region", name="Explore", exact=True)
    expect(explore.get_by_role("tab", name="Selected")).to_have_attribute("aria-selected", "true")
    explore.get_by_role("tab", name="Genes").click()
    explore.get_by_role("button", name="What the selected genes have in common").click()
    expect(explore.get_by_label("Gene sets given before").first).to_have_value("sets.gmt")  # given once
    expect(explore.get_by_text("Select genes: draw a line around them")).to_be_visible()


def test_a_run_can_be_cancelled_and_the_page_stays_quick(page: Page, served: str, study: Study, tmp_path: Path) -> None:
    page.goto(f"{served}/regulators?view=masters")
    choose_file(page, tmp_path / "sets.gmt", gmt(study, sets=3))
    page.get_by_role("textbox", name="Permutations").fill("100000")
    page.wait_for_function(f"() => dash_component_api.getLayout('{names.PERMUTATIONS}').props.value === 100000")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"Permuting the sets: [\d,]+ of"))).to_be_visible(
        timeout=120_000
    )
    expect(page.get_by_role("progressbar", name="Progress of the run")).to_be_visible()
    page.get_by_role("tab", name="Of one target").click()
    expect(table(page).get_by_role("button", name="ZEB1")).to_be_visible()
    page.get_by_role("tab", name="Master regulators").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled; no results were kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_a_file_that_is_no_gmt_is_told_in_place(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/regulators?view=masters")
    choose_file(page, tmp_path / "genes.gmt", b"ZEB1\nSNAI1\n")
    expect(page.get_by_role("alert").filter(has_text="genes.gmt has no gene set in line 1")).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()


def choose_file(page: Page, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose gene sets").click()
    chooser.value.set_files(path)


def test_the_shortcut_opens_the_page_and_simulated_stays_said(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.get_by_role("region", name="Explore")).to_be_visible()
    page.wait_for_function("() => signdash.network.snapshot('network') !== null")
    page.keyboard.press("5")
    expect(page.get_by_role("region", name="Regulators", exact=True)).to_be_visible()
    expect(page.get_by_role("banner").get_by_text("Simulated")).to_be_visible()


def test_the_export_panel_lists_the_heat_map_and_the_table(regulators: Page) -> None:
    regulators.get_by_role("button", name="Export", exact=True).click()
    choices = regulators.get_by_role("radiogroup", name="What to export")
    expect(choices.get_by_role("radio", name=re.compile("Regulators of .* along the EMT score"))).to_be_checked()
    expect(choices.get_by_role("radio", name="Regulators of the target")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("view", ["target", "hubs", "masters"])
def test_nothing_is_wider_than_the_window(chromium: Browser, served: str, width: int, view: str) -> None:
    with watching(chromium, viewport={"width": width, "height": 844}) as page:
        page.goto(f"{served}/regulators?view={view}")
        expect(page.get_by_role("tab", selected=True).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
