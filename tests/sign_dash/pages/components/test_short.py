"""Components on a laptop's screen: every view of the page is seen at once, above the strip."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, TimeoutError, expect

from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

HIDDEN = """() => {
  const CARD = ".components .card, .component-card";
  const PARTS = "button, input, .legend > *, .core-sentence, .card-foot > *";
  const bottom = (part) => part.getBoundingClientRect().bottom;
  const cards = [...document.querySelectorAll(CARD)].filter((card) => card.checkVisibility());
  const outside = cards.filter((card) => bottom(card) > document.querySelector(".strip").getBoundingClientRect().top);
  const cut = cards.flatMap((card) => [...card.querySelectorAll(PARTS)])
    .filter((part) => part.checkVisibility() && part.offsetHeight > 1 && !part.closest(".ag-root-wrapper"))
    .filter((part) => bottom(part) > bottom(part.closest(CARD)) + 1);
  return [...outside, ...cut].map((part) => part.className || part.id);
}"""
"""Cards that reach below the strip's upper edge, and controls and words that reach below their card. Tables scroll."""
SCROLLS = """() => {
  const pages = document.querySelector(".pages");
  return pages.scrollHeight > pages.clientHeight;
}"""
PATIENCE = 120_000
"""Milliseconds until the components are read on a busy machine."""


def test_every_view_lies_above_the_strip(chromium: Browser, modelled_address: str) -> None:
    with watching(chromium, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{modelled_address}/components")
        expect(page.locator(".component-card").first).to_be_visible(timeout=PATIENCE)
        tabs = page.locator(".components-tabs > [role=tablist]").get_by_role("tab")
        for place in range(tabs.count()):
            tabs.nth(place).click()
            expect(tabs.nth(place)).to_have_attribute("data-active", "true")
            page.wait_for_load_state("networkidle")
            for width, height in ((1280, 800), (1440, 900)):
                page.set_viewport_size({"width": width, "height": height})
                with suppress(TimeoutError):  # charts follow the window a moment later
                    page.wait_for_function(f"() => !({SCROLLS})() && ({HIDDEN})().length === 0")
                seen = (tabs.nth(place).inner_text(), width)
                assert not page.evaluate(SCROLLS), seen
                assert page.evaluate(HIDDEN) == [], seen
            page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("tab", name="Genes").click()
        names = page.locator(".genes-chart .yaxislayer-above text")
        expect(names.first).to_be_visible()
        tops = sorted(box["y"] for box in (name.bounding_box() for name in names.all()) if box)
        assert min(b - a for a, b in pairwise(tops)) > 11  # each gene keeps its line
