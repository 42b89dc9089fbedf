"""The Modules page in a browser: what a person does and sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from compute.analyse import Modules, study_modules
from compute.study import Study
from tests.sign_dash.browser.test_access import AXE, violations
from tests.sign_dash.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(time_study: Study) -> Iterator[str]:
    with serving(time_study) as address:
        yield address


@pytest.fixture(scope="module")
def modules(time_study: Study) -> Modules:
    return study_modules(time_study)


def test_a_module_is_chosen_a_gene_is_predicted_and_explore_shows_them(
    page: Page, served: str, modules: Modules
) -> None:
    page.goto(f"{served}/modules")
    expect(page.locator(".component-card")).to_have_count(3)
    expect(page.get_by_role("heading", name="Course of module 1")).to_be_visible()
    page.get_by_role("button", name="Module 2", exact=True).click()
    expect(page.get_by_role("heading", name="Genes of module 2")).to_be_visible()
    best = [modules.genes[g] for g in modules.strongest(1)]
    gene = page.get_by_role("textbox", name="Gene", exact=True)
    expect(gene).to_have_value(best[0])
    page.get_by_role("gridcell", name=best[2], exact=True).click()
    expect(gene).to_have_value(best[2])
    said = f"R² {modules.prediction(best[2]).explained:.2f} in the samples"
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("table", name="Coefficients between modules")).to_contain_text(re.compile(r"[+−]\d\.\d\d"))
    expect(page).to_have_url(re.compile(r"module=1"))
    page.evaluate(AXE)
    assert violations(page) == []
    page.get_by_role("button", name="Show in Explore").click()
    expect(page).to_have_url(re.compile(r"/\?.*genes=" + best[0]))
    expect(page.locator("#network-status")).to_have_text(re.compile("showing"))


def test_a_study_of_another_kind_has_no_link_to_it_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/modules")
    expect(page.get_by_text("Modules needs a state space model of time courses")).to_be_visible()
    expect(page.locator("#link-modules")).to_have_count(0)
