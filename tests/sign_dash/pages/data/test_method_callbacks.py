"""The form of a new study follows the method that is chosen, in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compute.demo import simulated_files
from compute.methods import METHODS
from compute.runs import ScoreChoice
from sign_dash.server.library import Library
from tests.plugins.announced import announced
from tests.plugins.toy_methods import LOCAL
from tests.sign_dash.pages.data.conftest import offering

pytestmark = pytest.mark.browser


@pytest.fixture
def form(page: Page, library: Library, tmp_path: Path) -> Iterator[Page]:
    """The form on a server where another package has brought a method."""
    (tmp_path / "packages").mkdir()
    with (
        announced(tmp_path / "packages", METHODS, "toy", "METHOD", LOCAL),
        offering(library, tmp_path / "cache") as address,
    ):
        page.goto(f"{address}/runs")
        page.get_by_role("tab", name="New study").click()
        yield page


def choose(page: Page, title: str) -> None:
    page.get_by_role("textbox", name="Method").click()
    page.get_by_role("option", name=title, exact=True).click()


def test_its_fields_appear_and_those_of_the_others_go(form: Page) -> None:
    reach, preview = form.get_by_role("textbox", name="Reach", exact=True), form.get_by_role("textbox", name="Preview")
    expect(preview).to_be_visible()
    expect(reach).to_be_hidden()
    choose(form, "Local correlation")
    expect(reach).to_be_visible()
    expect(reach).to_have_value("0.5")
    expect(preview).to_be_hidden()
    expect(form.get_by_text("Correlation of two genes among the neighbours of each sample.")).to_be_visible()
    expect(form.get_by_text("one network is estimated at each place along it")).to_be_visible()
    expect(form.get_by_text("Find components once the networks are done")).to_be_visible()
    form.get_by_text("Advanced", exact=True).click()
    expect(form.get_by_role("textbox", name="Least r")).to_be_visible()
    choose(form, "NetworkProfiler")
    expect(preview).to_be_visible()
    expect(reach).to_be_hidden()


@pytest.mark.slow
def test_a_method_that_needs_no_score_runs_without_one(form: Page, library: Library) -> None:
    method = METHODS["bayesian-network"]
    assert not method.needs_score
    choose(form, method.title)
    expect(form.get_by_text("This method needs no score")).to_be_visible()
    expect(form.get_by_text("Find components once the networks are done")).to_be_hidden()
    with form.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Choose files").click()
    table = simulated_files()["simulated-expression.csv"].encode()
    chooser.value.set_files({"name": "e.csv", "mimeType": "text/csv", "buffer": table})
    score = form.get_by_role("textbox", name="Score", exact=True)
    expect(score).not_to_have_value("", timeout=120_000)  # one is offered
    form.get_by_role("button", name="Without a score").click()
    expect(score).to_have_value("")
    form.get_by_role("textbox", name="Title of the study").fill("Without a score")
    form.get_by_role("button", name="Start the run").click()
    card = form.get_by_role("region", name="The chosen run")
    expect(card.get_by_role("heading", name="Without a score")).to_be_visible(timeout=30_000)
    (run,) = library.queue.runs()
    assert (run.asked.method, run.asked.score, run.asked.components) == ("bayesian-network", ScoreChoice(), None)
    card.get_by_role("button", name="Cancel").click()
    expect(card.get_by_role("button", name="Resume")).to_be_visible(timeout=120_000)
