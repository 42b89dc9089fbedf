"""The Story page as a person uses it: keep views, order them, present them, take them along."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pptx import Presentation

from sign_dash.pages.story.slides import from_json
from tests.sign_dash.browser.reading import opened

pytestmark = pytest.mark.browser


def keep(page: Page, title: str, note: str = "") -> None:
    """Add the current view to the story."""
    page.get_by_role("button", name="Add this view to the story").click()
    dialog = page.get_by_role("dialog", name="Add this view to the story")
    expect(dialog.get_by_role("checkbox").first).to_be_checked(timeout=20_000)
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_label("Note").fill(note)
    dialog.get_by_role("button", name="Add slide").click()
    expect(dialog).to_be_hidden(timeout=30_000)


def slides(page: Page) -> Locator:
    return page.get_by_role("list", name="Slides").get_by_role("listitem")


def titles(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_role("textbox", name=re.compile("Title of slide")).all()]


@pytest.fixture
def told(page: Page, address: str) -> Page:
    """Two views of Explore kept as slides, the Story page open."""
    opened(page, f"{address}/explore?genes=ZEB1")
    keep(page, "ZEB1 at rest", "Say it slowly")
    page.get_by_role("slider", name="EMT score").press("End")
    expect(page.get_by_role("slider", name="EMT score")).to_have_attribute("aria-valuenow", re.compile("[1-9]"))
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Add this view to the story")
    dialog.get_by_label("Title").fill("ZEB1 at the mesenchymal end")
    dialog.get_by_role("button", name="Add slide").click()
    expect(dialog).to_be_hidden(timeout=30_000)
    page.get_by_role("link", name="Story").click()
    expect(slides(page)).to_have_count(2)
    return page


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_story_is_told_ordered_mended_and_comes_back(told: Page, address: str) -> None:
    assert titles(told) == ["ZEB1 at rest", "ZEB1 at the mesenchymal end"]
    told.get_by_role("button", name="Move slide 2 up").click()
    expect(told.get_by_role("textbox", name="Title of slide 1")).to_have_value("ZEB1 at the mesenchymal end")
    told.get_by_role("textbox", name="Note of slide 1").fill("Ends here")
    expect(told.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    told.reload()
    expect(told.get_by_role("textbox", name="Note of slide 1")).to_have_value("Ends here", timeout=20_000)
    assert titles(told) == ["ZEB1 at the mesenchymal end", "ZEB1 at rest"]
    told.get_by_role("button", name="Delete slide 1").click()
    expect(slides(told)).to_have_count(1)
    told.get_by_role("button", name="Undo: slide deleted").click()
    expect(slides(told)).to_have_count(2)
    assert titles(told) == ["ZEB1 at the mesenchymal end", "ZEB1 at rest"]
    told.get_by_role("button", name="Move slide 2 up").click()
    expect(told.get_by_role("textbox", name="Title of slide 1")).to_have_value("ZEB1 at rest")
    told.get_by_role("button", name="Undo: slide moved").first.click()
    expect(told.get_by_role("textbox", name="Title of slide 1")).to_have_value("ZEB1 at the mesenchymal end")
    slides(told).first.get_by_role("link", name="Go to this view").click()
    slider = told.get_by_role("slider", name="EMT score")
    expect(slider).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]"), timeout=20_000)
    assert slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax")


def test_presenting_shows_one_slide_at_a_time_without_the_notes(told: Page) -> None:
    told.get_by_role("button", name="Present", exact=True).click()
    talk = told.get_by_role("dialog", name=re.compile("Slide 1 of 2"))
    expect(talk.get_by_role("heading", name="ZEB1 at rest")).to_be_visible()
    expect(talk.get_by_role("img")).to_have_count(1)
    expect(talk.get_by_text("Say it slowly")).to_be_hidden()
    told.keyboard.press("n")
    expect(talk.get_by_text("Say it slowly")).to_be_visible()
    told.keyboard.press("ArrowRight")
    expect(told.get_by_role("dialog", name=re.compile("Slide 2 of 2"))).to_be_visible()
    told.keyboard.press("ArrowRight")
    expect(told.get_by_role("dialog", name=re.compile("Slide 2 of 2"))).to_be_visible()
    told.keyboard.press("Escape")
    expect(told.get_by_role("dialog")).to_have_count(0)


def test_what_is_taken_along_holds_what_is_told(told: Page, chromium: Browser, tmp_path: Path) -> None:
    kept = from_json(saved(told, "Save story", tmp_path).read_text(encoding="utf-8"), "story.json")
    assert [slide.title for slide in kept.slides] == titles(told)
    assert all("ZEB1" in picture.svg for slide in kept.slides for picture in slide.pictures)
    talk = Presentation(io.BytesIO(saved(told, "PPTX", tmp_path).read_bytes()))
    assert [page.shapes.title.text_frame.text for page in talk.slides] == titles(told)
    assert saved(told, "PDF", tmp_path).read_bytes().startswith(b"%PDF")
    file = saved(told, "HTML", tmp_path).as_uri()
    page = chromium.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file)
    expect(page.get_by_role("heading", name="ZEB1 at rest")).to_be_visible()
    assert page.get_by_role("img").first.evaluate("(image) => image.naturalWidth") > 0
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="ZEB1 at the mesenchymal end")).to_be_visible()
    assert [url for url in requests if not url.startswith("data:")] == [file]
    page.close()
