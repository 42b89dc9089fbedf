"""A study with one network for all samples: Explore draws it, pages that need one for each sample say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from compute.messages import Message
from compute.study import EdgeColumn, EdgeMeaning, EdgeTable, Study
from tests.made import made_with, remade
from tests.sign_dash.browser.reading import ink_along, opened, rest
from tests.sign_dash.conftest import serving

pytestmark = pytest.mark.browser

PROBABILITY = EdgeMeaning(
    (EdgeColumn("probability", Message("Probability"), Message("that the edge is there"), 0, 1),), "probability"
)
SENTENCE = " needs one network for each sample; this study has one network for all samples, shown in Explore."


@pytest.fixture(scope="module")
def one_network(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The genes and samples of the planted study; its edges of the last sample, each with a probability."""
    last = study.network(len(study.samples) - 1).tocoo()
    regulator, target = last.coords
    method = replace(made_with({}), name="votes", title="Votes", scope="study", edge=PROBABILITY, diagnostics=[])
    probability = 0.5 + np.abs(last.data) / np.abs(last.data).max() / 2
    table = EdgeTable(regulator, target, {"probability": probability.astype(np.float32)})
    folder = tmp_path_factory.mktemp("studies") / "one"
    return remade(study, folder, "One network", method, lambda writer: writer.write_edges(table))


@pytest.fixture(scope="module")
def served(one_network: Study) -> Iterator[str]:
    with serving(one_network) as address:
        yield address


def test_explore_draws_it_in_grey_and_says_what_its_numbers_are(page: Page, served: str) -> None:
    opened(page, f"{served}/?genes=CDH1&reach=1&strength=0")
    rest(page)
    grey = pytest.approx([0x47, 0x55, 0x67], abs=12)
    assert ink_along(page, "ZEB1", "CDH1", 0.4)[:3] == grey
    legend = page.get_by_label("Legend").first
    expect(legend).to_contain_text("directed edge")
    expect(legend).to_contain_text("width = probability")
    expect(legend).not_to_contain_text("activating")
    expect(page.get_by_role("columnheader", name="Probability")).to_be_visible()
    expect(page.get_by_text("Five ranges")).to_be_hidden()  # they would all be alike
    expect(page.get_by_role("gridcell", name="0.90", exact=True)).to_be_visible()
    page.get_by_role("gridcell", name=re.compile(r"^ZEB1\b")).first.click()
    page.get_by_role("tab", name="Selected").click()
    expect(page.get_by_text("directed edge in all samples, probability 0.90")).to_be_visible()
    page.get_by_role("slider", name="EMT score").press("Home")
    rest(page)
    assert ink_along(page, "ZEB1", "CDH1", 0.4)[:3] == grey, "the same network in every sample"


@pytest.mark.parametrize("name", ["Compare", "Components", "Regulators"])
def test_a_page_that_needs_more_says_so_from_the_header_and_by_its_address(page: Page, served: str, name: str) -> None:
    page.goto(f"{served}/{name.lower()}")
    expect(page.get_by_text(name + SENTENCE)).to_be_visible()
    page.get_by_role("link", name="Explore", exact=True).click()
    link = page.get_by_role("link", name=name, exact=True)
    expect(link).to_have_attribute("title", name + SENTENCE)
    link.click()
    expect(page.get_by_text(name + SENTENCE)).to_be_visible()
    page.get_by_role("link", name="Story", exact=True).click()
    expect(page.get_by_role("heading", name="No slides yet")).to_be_visible()
