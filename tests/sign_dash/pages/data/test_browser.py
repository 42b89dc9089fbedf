"""From one study to another, in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from compute.demo import simulated_files
from compute.methods import METHODS
from compute.runs import ScoreChoice
from compute.settings import declared
from sign_dash.server.library import Library
from tests.sign_dash.pages.data.conftest import offering

pytestmark = pytest.mark.browser


def test_the_menu_in_the_header_leads_to_another_study(page: Page, library: Library, tmp_path: Path) -> None:
    with offering(library, tmp_path) as address:
        page.goto(f"{address}/components?sample=LINE-007")  # an address from before there were several studies
        expect(page).to_have_url(f"{address}/study/planted/components?sample=LINE-007")
        page.get_by_role("link", name="Explore", exact=True).click()
        expect(page.get_by_role("region", name="Explore")).to_be_visible()
        page.wait_for_url(f"{address}/study/planted/?**")
        page.get_by_role("button", name="Studies").click()
        page.get_by_role("menuitem", name="Second cohort").click()
        page.wait_for_url(f"{address}/study/second/**")
        page.get_by_role("link", name="Regulators", exact=True).click()
        expect(page.get_by_role("region", name="Regulators", exact=True)).to_be_visible()
        page.wait_for_url(f"{address}/study/second/regulators**")


def test_from_files_to_a_run_and_back_without_a_command_line(page: Page, library: Library, tmp_path: Path) -> None:
    """Bring files, read the report, start, cancel, and delete a study, by roles and names."""
    texts = simulated_files()
    expression = texts.pop("simulated-expression.csv")
    with offering(library, tmp_path / "cache") as address:
        page.goto(f"{address}/runs")
        page.get_by_role("tab", name="New study").click()
        page.get_by_role("button", name="Start the run").click()
        expect(page.get_by_role("alert").filter(has_text="An expression table is needed")).to_be_visible()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        table = {"name": "simulated-expression.csv", "mimeType": "text/csv", "buffer": expression.encode()}
        chooser.value.set_files(table)  # type: ignore[arg-type]
        carried = page.evaluate_handle(
            "(files) => { const data = new DataTransfer(); for (const [name, text] of files) "
            "data.items.add(new File([text], name)); return data; }",
            list(texts.items()),
        )
        field = page.locator("#new-drop")  # the others are dropped
        field.dispatch_event("dragover", {"dataTransfer": carried})
        expect(field).to_have_class(re.compile("drop-over"))
        field.dispatch_event("drop", {"dataTransfer": carried})
        report = page.get_by_role("region", name="Report on the files")
        expect(report.get_by_text("80 of the 80 samples of the expression table are in it").first).to_be_visible(
            timeout=120_000
        )
        expect(page.get_by_role("textbox", name="What simulated-targets.txt is")).to_have_value("Targets")
        expect(page.get_by_role("textbox", name="What the low end means")).to_have_value("epithelial")
        expect(page.get_by_role("textbox", name="What the high end means")).to_have_value("mesenchymal")
        page.get_by_role("textbox", name="What the high end means").fill("invasive")
        page.get_by_role("textbox", name="Title of the study").fill("From <b>files</b>")
        page.get_by_text("These data are simulated").click()
        page.get_by_role("button", name="Start the run").click()
        card = page.get_by_role("region", name="The chosen run")
        expect(card.get_by_role("heading", name="From <b>files</b>")).to_be_visible(timeout=30_000)
        card.get_by_role("button", name="Cancel").click()
        expect(card.get_by_role("button", name="Resume")).to_be_visible(timeout=120_000)
        (run,) = library.queue.runs()
        assert run.asked.score == ScoreChoice("simulated-scores.csv", "EMT score", low="epithelial", high="invasive")
        page.get_by_role("tab", name="Studies").click()
        page.get_by_role("gridcell", name="Second cohort").click()
        chosen = page.get_by_role("region", name="The chosen study")
        chosen.get_by_role("button", name="Delete …").click()
        sure = chosen.get_by_role("button", name="Delete permanently")
        expect(sure).to_be_disabled()
        chosen.get_by_role("textbox", name="Type its title to delete it").fill("Second cohort")
        expect(sure).to_be_enabled(timeout=30_000)
        sure.click()
        expect(page.get_by_role("gridcell", name="Second cohort")).to_have_count(0, timeout=30_000)
    assert not (library.folder / "second").exists()


def test_a_preset_fills_the_fields_and_what_differs_is_marked(page: Page, library: Library, tmp_path: Path) -> None:
    with offering(library, tmp_path) as address:
        page.goto(f"{address}/study/planted/runs")
        page.get_by_role("tab", name="New study").click()
        step = page.get_by_role("region", name="Settings", exact=True)
        step.get_by_text("Advanced").click()
        ridges = step.get_by_role("textbox", name="Ridge penalties tried")
        passes = step.get_by_role("textbox", name="Reweighting passes")
        changed = step.get_by_text("changed", exact=True).locator("visible=true")
        expect(ridges).to_have_value("1")
        expect(passes).to_have_count(0)  # no weights are used
        expect(changed).to_have_count(0)
        step.get_by_role("radiogroup", name="Settings for").get_by_text("As published").click()
        expect(passes).to_have_value("5")
        expect(ridges).to_have_value("0.01, 0.1")
        expect(step.get_by_text("NetworkProfiler as published in 2011")).to_be_visible()
        expect(changed).to_have_count(0)
        passes.fill("4")
        expect(changed).to_have_count(1)


def test_an_upload_goes_on_when_the_server_answers_again(chromium: Browser, library: Library, tmp_path: Path) -> None:
    """The first request does not reach it, and the answer to the second is lost."""
    page = chromium.new_page()
    lost = ["request", "answer"]

    def lose(route: Route) -> None:
        if lost and lost.pop(0) == "answer":
            route.fetch()
            route.abort()
        elif len(lost) == 1:
            route.abort()
        else:
            route.continue_()

    with offering(library, tmp_path) as address:
        page.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
        page.goto(f"{address}/study/planted/runs")
        page.get_by_role("tab", name="New study").click()
        page.route("**/_upload*", lose)
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        scores = simulated_files()["simulated-scores.csv"].encode()
        chooser.value.set_files({"name": "scores.csv", "mimeType": "text/csv", "buffer": scores})
        expect(page.get_by_text("the server does not answer; trying again")).to_be_visible()
        expect(page.get_by_role("textbox", name="What scores.csv is")).to_have_value("Scores of samples")
    page.close()
    (kept,) = (library.folder / ".drafts").rglob("scores.csv")
    assert kept.read_bytes() == scores


@pytest.mark.slow
def test_a_bayesian_network_with_published_pairs_is_asked_for_from_the_page(
    page: Page, library: Library, tmp_path: Path
) -> None:
    """No score; every setting that the method declares has its field; pairs that are dropped go with the run."""
    files = {"table.csv": simulated_files()["simulated-expression.csv"], "pairs.tsv": "ZEB1\tCDH1\tRepression\t1\n"}
    with offering(library, tmp_path / "cache") as address:
        page.goto(f"{address}/runs")
        page.get_by_role("tab", name="New study").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(
            [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]  # type: ignore[arg-type,list-item]
        )
        expect(page.get_by_role("textbox", name="What pairs.tsv is")).to_have_value("Published pairs")
        report = page.get_by_role("region", name="Report on the files")
        expect(report.get_by_text("Both genes of 1 of them are in the expression table.")).to_be_visible(timeout=60_000)
        step = page.get_by_role("region", name="Settings", exact=True)
        step.get_by_role("textbox", name="Method", exact=True).click()
        page.get_by_role("option", name="SiGN-SSM", exact=True).click()
        time = step.get_by_role("textbox", name="Time column")
        expect(time).to_be_visible()
        expect(page.get_by_role("textbox", name="Score", exact=True)).to_have_count(0)
        step.get_by_role("textbox", name="Method", exact=True).click()
        page.get_by_role("option", name="SiGN-BN", exact=True).click()
        expect(time).to_have_count(0)
        expect(step.get_by_role("textbox", name="Replicate column")).to_be_visible()
        page.get_by_role("button", name="Without a score").click()
        step.get_by_role("textbox", name="Bootstraps", exact=True).fill("7")
        step.get_by_text("Advanced").click()
        weight = step.get_by_role("textbox", name="Weight ζ of published pairs")
        expect(weight).to_have_count(0)
        step.get_by_role("radiogroup", name="Prior of the network").get_by_text("published pairs").click()
        expect(weight).to_be_visible()
        for setting in declared(METHODS["bayesian-network"].settings):
            if setting.name not in ("subset", "rounds"):  # of another way to search
                expect(step.get_by_label(str(setting.label), exact=True).locator("visible=true")).not_to_have_count(0)
        page.get_by_role("textbox", name="Title of the study").fill("Pairs")
        page.get_by_role("button", name="Start the run").click()
        card = page.get_by_role("region", name="The chosen run")
        expect(card.get_by_role("heading", name="Pairs")).to_be_visible(timeout=30_000)
        (run,) = library.queue.runs()
        assert (run.asked.method, run.asked.evidence, run.asked.score) == (
            "bayesian-network",
            "pairs.tsv",
            ScoreChoice(),
        )
        assert {"bootstraps": 7, "prior": "knowledge", "zeta": None}.items() <= run.asked.settings.items()
        card.get_by_role("button", name="Cancel").click()
        expect(card.get_by_role("button", name="Resume")).to_be_visible(timeout=120_000)
