"""The page in a browser: answers with their pictures, one click to the page that shows it, one to a slide."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_question_leads_to_its_page_and_to_a_slide(page: Page, address: str) -> None:
    page.goto(f"{address}/answers?gene=CDH1")
    expect(page.locator(".answer .js-plotly-plot")).to_have_count(4)
    expect(page.locator("#answers-dossier h2")).to_have_text("CDH1")
    expect(page.locator("#answers-dossier tbody")).to_contain_text("ZEB1")
    regulators = page.locator("#answers-regulators")
    regulators.get_by_role("button", name="+ Story").click()
    expect(page.get_by_label("Who regulates CDH1?", exact=True).and_(page.locator("input"))).to_be_checked()
    title = page.locator("#story-add-title")
    expect(title).to_have_value(re.compile("regulators act on CDH1"))
    page.keyboard.press("Escape")
    page.locator("#answers-changes").get_by_role("link", name="Show on Compare").click()
    expect(page.locator("#page-compare")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/compare\?"))
