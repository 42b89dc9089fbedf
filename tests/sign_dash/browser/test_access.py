"""Who sees little, or uses no mouse: axe-core on every page, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from sign_dash.pages.registry import PAGES
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))"""


@pytest.fixture(scope="module", params=["light", "dark"])
def visited(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    with watching(chromium) as page:
        page.add_init_script(f"localStorage.setItem('scheme', JSON.stringify('{request.param}'))")
        page.goto(address)
        page.wait_for_function("() => window.signdash?.network?.snapshot?.('network')", timeout=60_000)
        page.evaluate(AXE)
        yield page


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("name", [page.name for page in PAGES if not page.special])
def test_axe_finds_no_serious_violation(visited: Page, name: str) -> None:
    visited.locator(f"#link-{name}").click()
    expect(visited.locator(f"#page-{name}")).to_be_visible()
    visited.wait_for_load_state("networkidle")
    assert violations(visited) == []
