"""Pictures that are drawn late, since Plotly comes after the words: what was opened meanwhile waits for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

PLOTLY = "**/*plotly*.js"
LATE = 10_000  # ms; GLANCE in assets/js/settled.mjs is 8,000
READING = "Reading the page …"


@pytest.fixture
def draw(page: Page, address: str) -> Callable[[], None]:
    """The page of answers without its pictures, until this is called."""
    held: list[Route] = []
    page.route(PLOTLY, lambda route: held.append(route))
    page.goto(f"{address}/answers")
    expect(page.locator("[data-keep]").first).to_be_visible()

    def let() -> None:
        for route in held:
            route.continue_()
        page.unroute(PLOTLY)

    return let


def test_the_story_s_dialog_offers_it(page: Page, draw: Callable[[], None]) -> None:
    page.locator("[data-keep]").first.click()
    dialog = page.get_by_role("dialog", name="Add this view to the story")
    expect(dialog.get_by_text(READING)).to_be_visible()
    page.wait_for_timeout(LATE)
    expect(dialog.get_by_text(READING)).to_be_visible()
    draw()
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(dialog.get_by_label("Title")).not_to_have_value("")


def test_the_export_panel_lists_it(page: Page, draw: Callable[[], None]) -> None:
    page.get_by_role("button", name="Export", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(READING)).to_be_visible()
    draw()
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(1)
    expect(dialog.get_by_role("img")).to_be_visible()
