"""A study along a drug, Gemtuzumab: no page takes its score for one of EMT because "emt" is in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from compute.study import Study, StudyScore, open_study
from sign_dash.export.methods import methods_paragraph
from tests.sign_dash.browser.reading import opened
from tests.sign_dash.conftest import serving, watching
from tests.sign_dash.planted import plant

pytestmark = pytest.mark.browser

NAME = "ln IC50 of Gemtuzumab"
OF_EMT = re.compile("epithelial|mesenchymal|mesench|EMT score", re.IGNORECASE)
MARKS = "EMT regulators"  # a list of genes on offer, of whatever study
VISIBLE = """() => [document.body.innerText, ...Array.from(document.querySelectorAll('[title], [aria-label], [alt]'))
  .flatMap((e) => [e.title, e.getAttribute('aria-label'), e.alt])].filter(Boolean).join('\\n')"""


@pytest.fixture(scope="module")
def drug(tmp_path_factory: pytest.TempPathFactory) -> Study:
    score = StudyScore(NAME, "", "sensitive", "resistant")
    return open_study(plant(tmp_path_factory.mktemp("drug") / "study", samples=40, score=score).path)


@pytest.fixture(scope="module")
def served(drug: Study) -> Iterator[str]:
    with serving(drug) as address:
        yield address


def shown(page: Page) -> str:
    return str(page.evaluate(VISIBLE))


def test_explore_names_the_ends_of_the_drug(page: Page, served: str) -> None:
    opened(page, served)
    expect(page.get_by_role("slider", name=NAME)).to_be_visible()
    page.get_by_text("Five ranges").click()
    panels = page.get_by_role("group", name="Mean networks of five ranges")
    expect(panels.get_by_role("img")).to_have_count(5)
    expect(panels.locator("figcaption b")).to_have_text(["sensitive", "in between", "resistant"])
    assert OF_EMT.findall(shown(page)) == []


def test_the_tour_leads_along_the_drug(chromium: Browser, served: str) -> None:
    with watching(chromium, first_visit=True) as page:
        page.goto(served)
        tour = page.get_by_role("dialog", name="The score orders everything")
        expect(tour).to_contain_text("from sensitive to resistant")


def test_compare_sets_the_drugs_ends_side_by_side(page: Page, served: str) -> None:
    page.goto(f"{served}/compare")
    sides = page.locator("#page-compare")
    expect(sides).to_contain_text("sensitive end, 10 %")
    expect(sides).to_contain_text("resistant end, 10 %")
    assert OF_EMT.findall(shown(page)) == []


def test_regulators_head_their_columns_with_the_drugs_ends(page: Page, served: str) -> None:
    page.goto(f"{served}/regulators")
    table = page.get_by_role("region", name="Regulators of the target", exact=True)
    for heading in ("Sensitive", "Resistant"):
        expect(table.get_by_role("columnheader", name=heading)).to_be_visible()
    expect(page.locator("#page-regulators")).to_contain_text("left: sensitive samples · right: resistant samples")
    assert OF_EMT.findall(shown(page).replace(MARKS, "")) == []


def test_what_is_written_of_it_names_neither(drug: Study) -> None:
    written = methods_paragraph(drug)
    assert f"ordered by the score “{NAME}” (low = sensitive, high = resistant)" in written
    assert OF_EMT.findall(written) == []
