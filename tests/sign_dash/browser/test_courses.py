"""A study stored as courses is used like any other; its edges are drawn with their band."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from compute.study import Study
from tests.made import with_courses
from tests.sign_dash.browser.reading import counts, opened, rest
from tests.sign_dash.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def courses(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(study, tmp_path_factory.mktemp("studies") / "courses")


@pytest.fixture(scope="module")
def served(courses: Study) -> Iterator[str]:
    with serving(courses) as address:
        yield address


def test_explore_draws_networks_and_an_edge_with_its_band(page: Page, served: str, courses: Study) -> None:
    opened(page, f"{served}/?genes=CDH1&reach=1&strength=0")
    rest(page)
    assert counts(page)[1] == courses.edge_counts[0]
    page.get_by_role("gridcell", name="ZEB1", exact=True).first.click()
    page.get_by_role("tab", name="Selected").click()
    n = len(courses.samples)
    expect(page.get_by_text("Shaded: its 90% band, score by score. It leaves out 0 in")).to_contain_text(f"of {n:,}")
    page.get_by_role("slider", name="EMT score").press("End")
    rest(page)
    assert counts(page)[1] == courses.edge_counts[-1]


@pytest.mark.parametrize("name", ["Compare", "Components", "Regulators"])
def test_other_pages_open(page: Page, served: str, name: str) -> None:
    page.goto(f"{served}/{name.lower()}")
    expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("needs one network for each sample")).to_have_count(0)
