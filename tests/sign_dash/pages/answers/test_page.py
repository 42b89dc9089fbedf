"""The page in a browser: answers with their pictures, one click to the page that shows it, one to a slide."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_question_leads_to_its_page_and_to_a_slide(page: Page, address: str) -> None:
    page.goto(f"{address}/answers?gene=CDH1")
    expect(page.locator(".answer .js-plotly-plot")).to_have_count(4)
    expect(page.locator("#answers-dossier h2")).to_contain_text("CDH1")
    expect(page.locator("#answers-dossier tbody")).to_contain_text("ZEB1")
    page.locator("#answers-dossier").get_by_role("button", name="+ Story").click()
    expect(page.locator("#story-add-title")).to_have_value(re.compile("^CDH1: .* regulators"))
    page.keyboard.press("Escape")
    regulators = page.locator("#answers-regulators")
    regulators.get_by_role("button", name="+ Story").click()
    expect(page.get_by_label("Who regulates CDH1?", exact=True).and_(page.locator("input"))).to_be_checked()
    title = page.locator("#story-add-title")
    expect(title).to_have_value(re.compile("upstream regulators"))
    page.keyboard.press("Escape")
    page.locator("#answers-changes").get_by_role("link", name="Show on Compare").click()
    expect(page.locator("#page-compare")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/compare\?"))


def test_the_report_goes_into_the_story(page: Page, address: str) -> None:
    page.goto(f"{address}/answers")
    page.get_by_label("Report on the whole cohort").get_by_role("button", name="+ Story").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("The report is in the story, slides 1 to [0-9]+"))
    page.get_by_role("link", name="Story").click()
    expect(page.locator("[data-slide]").first).to_be_visible()
