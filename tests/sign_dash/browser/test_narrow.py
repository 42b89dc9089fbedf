"""A telephone's width: no word and no control reaches out of its card, no row of a form touches the next one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

PATIENCE = 120_000
OUTSIDE = """() => {
  const right = (part) => part.getBoundingClientRect().right;
  const words = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const scrolled = (part, card) => {
    for (let up = part.parentElement; up && up !== card; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const cards = [...document.querySelectorAll(".pages .card")].filter((card) => card.checkVisibility());
  return cards.flatMap((card) => [card, ...card.querySelectorAll("*")].filter((part) => {
    if (part.closest(".ag-root-wrapper, .js-plotly-plot, svg, canvas") || !part.checkVisibility()) return false;
    if (part === card) return right(card) > innerWidth;
    if (!(words(part) || part.matches(".figure")) || part.offsetWidth < 3 || scrolled(part, card)) return false;
    return right(part) > right(card) + 1;
  })).map((part) => part.innerText?.slice(0, 40) || part.className);
}"""
"""Words and figures that end to the right of their card, and cards that end outside the window. Tables scroll."""
TOUCHING = """() => [...document.querySelectorAll(".new-row, .new-row .mantine-Checkbox-root")].filter((row) => {
  const last = row.previousElementSibling;
  if (!last?.checkVisibility() || !row.checkVisibility()) return false;
  return row.getBoundingClientRect().top - last.getBoundingClientRect().bottom < 3;
}).map((row) => row.innerText.slice(0, 40))"""


def test_words_stay_inside_their_cards(chromium: Browser, modelled_address: str) -> None:
    with watching(chromium, viewport={"width": 390, "height": 844}) as page:
        for name in ("answers", "explore", "compare", "components", "regulators", "scores", "runs", "story"):
            page.goto(f"{modelled_address}/{name}")
            if name == "components":
                expect(page.locator(".component-card").first).to_be_visible(timeout=PATIENCE)
            tabs = page.locator(f"#page-{name}").get_by_role("tab")
            for place in range(max(tabs.count(), 1)):
                seen = name
                if tabs.count():
                    tabs.nth(place).click()
                    expect(tabs.nth(place)).to_have_attribute("data-active", "true")
                    seen = f"{name}, {tabs.nth(place).inner_text()}"
                page.wait_for_load_state("networkidle")
                assert page.evaluate(OUTSIDE) == [], seen
                assert page.evaluate(TOUCHING) == [], seen


def test_headings_of_tables_take_two_lines(chromium: Browser, modelled_address: str) -> None:
    with watching(chromium, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{modelled_address}/components")
        expect(page.locator(".component-card").first).to_be_visible(timeout=PATIENCE)
        page.get_by_role("tab", name="Markers").click()
        headings = page.locator("#components-markers-table .ag-header-cell-text")
        expect(headings.first).to_be_visible()
        assert _cut(page) == []


def _cut(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".ag-header-cell-text, .marker-known")].filter((words) =>
        words.checkVisibility() && words.scrollWidth > words.clientWidth + 1).map((words) => words.innerText)"""
    )
    return found
