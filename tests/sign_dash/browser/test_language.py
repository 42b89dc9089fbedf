"""The interface in Japanese: chosen in the menu or by the browser, whole on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from compute.read import FORMATS
from compute.study import Study
from sign_dash.pages.registry import PAGES
from tests.sign_dash.browser.reading import opened
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

# Two English words in a row are a sentence; what is no sentence of ours, and names that are written so in Japanese too.
SENTENCE = re.compile(r"\b[A-Za-z]*[a-z]{2,}\s+[a-z]{2,}\b")
SAID = """(selectors) => selectors.flatMap((selector) => [...document.querySelectorAll(`${selector}, ${selector} *`)])
  .filter((e) => !e.closest("code"))
  .flatMap((e) => [
    ...[...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent),
    ...["aria-label", "title", "placeholder", "aria-valuetext"].map((name) => e.getAttribute(name)),
  ])
  .filter(Boolean)"""


@pytest.fixture(scope="module")
def names(study: Study) -> re.Pattern[str]:
    """What is written alike in any language: the study's title and columns, what its columns hold, file formats."""
    columns = [str(name) for name in study.annotation.columns]
    levels = [str(level) for name in columns for level in study.annotation[name].unique()]
    formats = [record.label for record in FORMATS.values() if record.label]
    return re.compile("|".join(re.escape(name) for name in [study.title, *columns, *levels, *formats]))


def english(page: Page, names: re.Pattern[str], *selectors: str) -> set[str]:
    """Everything said in English there: as text, name, hint or placeholder."""
    page.keyboard.press("Escape")
    return seen(page, names, *selectors)


def seen(page: Page, names: re.Pattern[str], *selectors: str) -> set[str]:
    said = page.evaluate(SAID, list(selectors))
    return {text for text in said if SENTENCE.search(names.sub("", text))}


@pytest.fixture(scope="module")
def japanese(chromium: Browser, address: str) -> Iterator[Page]:
    with watching(chromium, locale="ja") as page:
        page.goto(f"{address}/?selected=CDH1")
        expect(page.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
        yield page


def test_header_help_menu_and_strip_hold_no_english_sentence(japanese: Page, names: re.Pattern[str]) -> None:
    expect(japanese.locator("html")).to_have_attribute("lang", "ja")
    japanese.keyboard.press("?")
    expect(japanese.get_by_role("dialog", name="キーボードショートカット")).to_be_visible()
    assert seen(japanese, names, "header", "footer", ".mantine-Modal-content") == set()
    japanese.keyboard.press("Escape")
    expect(japanese.get_by_role("dialog", name="キーボードショートカット")).to_be_hidden()
    japanese.get_by_role("button", name="セッション・外観・言語").click()
    assert seen(japanese, names, ".menu") == set()
    japanese.keyboard.press("Escape")


@pytest.mark.parametrize("name", [page.name for page in PAGES if not page.special])
def test_no_page_holds_an_english_sentence(japanese: Page, names: re.Pattern[str], name: str) -> None:
    japanese.locator(f"#link-{name}").click()
    japanese.wait_for_load_state("networkidle")
    assert english(japanese, names, f"#page-{name}") == set()


def test_what_compute_says_is_wrong_is_said_in_japanese(japanese: Page, address: str) -> None:
    japanese.goto(f"{address}/compare?a=ranks%3A1-999999")
    expect(japanese.get_by_role("alert").filter(has_text="1-999999はこのスタディの順位ではありません")).to_be_visible()


def test_the_language_is_chosen_in_the_menu_and_remembered(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("button", name="Session, appearance, language").click()
    page.get_by_role("radiogroup", name="Language").get_by_text("日本語").click()
    expect(page.get_by_role("link", name="探索")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.goto(address)
    expect(page.get_by_role("link", name="探索")).to_be_visible()
    page.get_by_role("button", name="セッション・外観・言語").click()
    page.get_by_role("radiogroup", name="言語").get_by_text("English").click()
    expect(page.get_by_role("link", name="Explore")).to_be_visible()
