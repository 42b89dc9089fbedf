"""Short screens, a window at 150 %: header and strip collapse, nothing lies outside, pictures stay legible."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sign_dash.browser.walking import CUT, OVERLAPS, left_over, walk
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

WINDOWS = ({"width": 960, "height": 600}, {"width": 1280, "height": 800})


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]


def test_header_and_strip_leave_room_for_the_pictures(chromium: Browser, address: str) -> None:
    with watching(chromium, viewport=WINDOWS[0]) as page:
        page.goto(f"{address}/compare")
        expect(page.locator("#compare-status")).to_contain_text("changes")
        assert height(page, ".compare-sentence") + height(page, ".compare-numbers") < 120
        for window in WINDOWS:
            page.set_viewport_size(window)
            for part in (".header", ".strip"):
                inside = page.locator(part).evaluate("e => e.scrollWidth <= e.clientWidth")
                assert inside, (part, window)
            last = page.locator("#help-button").bounding_box()
            about, search = (page.locator(part).bounding_box() for part in (".about-button", ".gene-search"))
            assert last
            assert about
            assert search
            assert about["x"] + about["width"] <= search["x"]
            assert last["x"] + last["width"] <= window["width"]
            assert height(page, ".header") + height(page, ".strip") < window["height"] / 5
            assert height(page, "[data-panel=difference] .compare-canvas") > 200
        # What is to be read with care leaves room for the study's name, and keeps away from the search.
        page.evaluate(
            """() => document.querySelector(".study-name").insertAdjacentHTML("afterbegin",
            '<span class="badge-caution">Preview · Blood lines · Stroma</span>')"""
        )
        assert page.locator(".study-title").evaluate("e => e.scrollWidth <= e.clientWidth")
        page.evaluate("() => document.querySelector('.badge-simulated').remove()")
        assert page.locator(".study-title").evaluate("e => e.scrollWidth <= e.clientWidth")
        assert page.locator(".study-title h1").evaluate("e => e.getBoundingClientRect().width") > 40


@pytest.mark.parametrize("locale", ["en-GB", "ja-JP"])
def test_no_control_lies_on_another_and_no_word_is_cut(chromium: Browser, modelled_address: str, locale: str) -> None:
    with watching(chromium, viewport=WINDOWS[0], locale=locale) as page:
        for seen in walk(page, modelled_address):
            for script in (OVERLAPS, CUT):
                assert left_over(page, script) == [], seen
