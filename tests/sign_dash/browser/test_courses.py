"""A study stored as courses is used like any other; its edges are drawn with their band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from compute.study import CourseTable, Study
from tests.made import made_with, remade
from tests.sign_dash.browser.reading import counts, opened, rest
from tests.sign_dash.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def courses(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The genes and samples of the planted study; the edges of its last sample, each a level and a slope."""
    last = study.network(len(study.samples) - 1).tocoo()
    regulator, target = last.coords
    method = replace(made_with({}), name="curves", title="Curves", diagnostics=[], courses=True)
    m = study.modulator
    functions = np.column_stack([np.ones(m.size), (m - m[0]) / (m[-1] - m[0])])
    course = np.column_stack([0.2 * last.data, 0.8 * last.data]).astype(np.float32)
    spread = np.tile(np.array([1e-4, 0, 1e-4], np.float32), (last.nnz, 1))
    table = CourseTable(m, functions, target, regulator, course, spread, 0.0)
    folder = tmp_path_factory.mktemp("studies") / "courses"
    return remade(study, folder, "Courses", method, lambda writer: writer.write_courses(table))


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
