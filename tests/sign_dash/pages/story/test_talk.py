"""A talk from nothing: three views of three pages kept, put in order, presented, taken along."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.sign_dash.browser.reading import opened
from tests.sign_dash.pages.story.test_page import keep, saved, slides, titles

pytestmark = pytest.mark.browser

PICTURED = """(at) => { const image = document.querySelectorAll("[data-slide]")[at].querySelector("img");
  return [image.naturalWidth, image.naturalHeight, image.alt]; }"""


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()


@pytest.mark.slow
def test_a_talk_is_prepared_from_three_pages(page: Page, address: str, tmp_path: Path) -> None:
    opened(page, address)
    page.get_by_role("textbox", name="Find a gene").press_sequentially("CDH1")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Only this gene").click()
    expect(page.get_by_role("button", name="Only this gene")).to_have_count(0)
    page.get_by_text("Five ranges", exact=True).click()
    keep(page, "CDH1 along EMT", "Five ranges")
    go(page, "Regulators")
    expect(page.get_by_role("button", name="ZEB1", exact=True)).to_be_visible()
    keep(page, "What changes CDH1")
    go(page, "Compare")
    expect(page.get_by_role("figure", name=re.compile("^Difference"))).to_be_visible()
    keep(page, "Both ends")

    go(page, "Story")
    expect(slides(page)).to_have_count(3)
    page.get_by_role("button", name="Move slide 3 up").click()
    expect(page.get_by_role("textbox", name="Title of slide 2")).to_have_value("Both ends")
    assert titles(page) == ["CDH1 along EMT", "Both ends", "What changes CDH1"]
    for at, said in enumerate(("Network within 1 step of CDH1", "Signed difference", "Regulators of CDH1")):
        width, height, words = page.evaluate(PICTURED, at)
        assert said in words
        assert at == 0 or width / height > 1.5  # as wide as a slide, so that its letters can be read on one

    page.get_by_role("button", name="Present", exact=True).click()
    for title in titles(page):
        expect(page.get_by_role("dialog").get_by_role("heading", name=title)).to_be_visible()
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    talk = Presentation(io.BytesIO(saved(page, "PPTX", tmp_path).read_bytes()))
    assert [slide.shapes.title.text_frame.text for slide in talk.slides] == titles(page)
    assert "Five ranges" in talk.slides[0].notes_slide.notes_text_frame.text
