"""Five slides of a talk, from the study to PowerPoint: what changes, both ends, difference, CDH1, components."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from pptx import Presentation

from compute.answers import answer
from tests.browser.tasks import names
from tests.browser.tasks.asking import changes_are_read
from tests.browser.tasks.ground import Ground
from tests.browser.tasks.looks import BY_NAME
from tests.browser.tasks.walker import Walker, visiting

CLICKS = 18
PAGES = (names.COMPARE, names.REGULATORS, names.COMPONENTS)


def add(walker: Walker, button: Locator) -> None:
    """Keep what is shown as a slide, under the title that is offered."""
    walker.still()
    walker.click(button)
    dialog = walker.page.get_by_role("dialog", name=walker.said(names.ADD_DIALOG))
    expect(dialog.get_by_role("checkbox", checked=True).first).to_be_visible()
    walker.click(walker.button(names.ADD_SLIDE, dialog))
    expect(dialog).to_be_hidden()


def talk(walker: Walker) -> tuple[Path, Path]:
    """The slides as PowerPoint and as PDF."""
    walker.open()
    keep = walker.button(names.ADD_DIALOG)
    add(walker, walker.button(names.KEEP, walker.section(walker.told(answer(walker.ground.study, "changes").question))))
    walker.click(walker.link(names.COMPARE))
    changes_are_read(walker)
    for shown in (names.BOTH, names.DIFFERENCE):
        walker.click(walker.page.get_by_role("radiogroup").get_by_text(walker.said(shown), exact=True))
        add(walker, keep)
    walker.click(walker.link(names.REGULATORS))
    expect(walker.page.get_by_text("CDH1").locator("visible=true").first).to_be_visible()
    add(walker, keep)
    walker.click(walker.link(names.COMPONENTS))
    page = walker.page.get_by_role("region", name=walker.said(names.COMPONENTS), exact=True)
    expect(page.get_by_role("article").first).to_be_visible()
    add(walker, keep)
    walker.click(walker.link(names.STORY))
    slides = walker.page.get_by_role("list", name=walker.said(names.SLIDES)).get_by_role("listitem")
    expect(slides).to_have_count(5)
    powerpoint = walker.saved(lambda: walker.click(walker.button("PPTX")))
    return powerpoint, walker.saved(lambda: walker.click(walker.button("PDF")))


@pytest.mark.browser
@pytest.mark.slow
def test_five_slides_of_a_talk(
    chromium: Browser, ground: Ground, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = request.config.getoption("--walk")
    if folder is None:
        pytest.skip("the talk is given with --walk FOLDER alone")
    folder.mkdir(parents=True, exist_ok=True)
    with visiting(chromium, BY_NAME["1440"], ground, folder) as walker:
        began = time.perf_counter()
        powerpoint, _ = talk(walker)
        minutes = (time.perf_counter() - began) / 60
        walker.page.screenshot(path=folder / "talk.png")
        (folder / "talk.md").write_text(f"{walker.clicks} clicks, {minutes:.1f} minutes\n", encoding="utf-8")
    slides = Presentation(str(powerpoint)).slides
    assert len(slides) == 5
    assert all(any(shape.shape_type == 13 for shape in slide.shapes) for slide in slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(title[0].isupper() for title in titles)
    assert walker.clicks <= CLICKS
