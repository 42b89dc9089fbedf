"""What is taken along: figures, the report, one file, slides."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from playwright.sync_api import expect
from pptx import Presentation

from compute.answers import QUESTIONS, answer
from sign_dash.numbers import with_minus_signs
from tests.browser.tasks import names
from tests.browser.tasks.task import task
from tests.browser.tasks.walker import Walker

SVG = "{http://www.w3.org/2000/svg}"


@task("Five ranges of CDH1’s network as a figure, one and two columns wide", clicks=7)
def five_ranges_as_a_figure(walker: Walker) -> None:
    walker.open("explore?genes=CDH1")
    walker.click(walker.page.get_by_text(walker.said(names.FIVE_RANGES), exact=True))
    expect(
        walker.page.get_by_role("group", name=walker.said(names.FIVE_RANGES_SHOWN)).get_by_role("img")
    ).to_have_count(5)
    walker.click(walker.button(names.EXPORT))
    dialog = walker.page.get_by_role("dialog")
    for words, width in ((names.ONE_COLUMN, 85), (names.TWO_COLUMNS, 178)):
        walker.click(dialog.get_by_text(walker.said(words), exact=True))
        drawing = ET.parse(walker.saved(lambda: walker.click(walker.button(names.SAVE, dialog)))).getroot()
        assert drawing.attrib["width"] == f"{width}mm"
        height = float(drawing.attrib["height"].removesuffix("mm"))
        assert height > width / 3  # five panels that can be read
        words_in_it = [text for element in drawing.iter(f"{SVG}text") if (text := "".join(element.itertext()).strip())]
        assert words_in_it.count("CDH1") == 5


@task("The report on the whole cohort as a page", clicks=1)
def report_as_a_page(walker: Walker) -> None:
    walker.open()
    report = walker.button(names.REPORT_PAGE)
    path = walker.saved(lambda: walker.click(report))
    text = path.read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert answer(walker.ground.study, question).answered
    other = walker.page.context.new_page()
    other.goto(path.as_uri())
    for question in set(QUESTIONS) - {"components"}:  # the report reads these page by page
        expect(other.locator("body")).to_contain_text(
            with_minus_signs(str(answer(walker.ground.study, question).sentence))
        )
    other.screenshot(path=walker.folder / "report.png")
    assert not re.findall(r"(?:src|href)=\"https?://[^\"]+\.(?:js|css|png)", text)
    other.close()


@task("The study as one file that opens without a server", clicks=2)
def share_as_one_file(walker: Walker) -> None:
    walker.open("explore")
    walker.click(walker.button(names.EXPORT))
    dialog = walker.page.get_by_role("dialog")
    path = walker.saved(lambda: walker.click(walker.button(names.ONE_FILE, dialog)))
    assert path.stat().st_size <= 20_000_000
    other = walker.page.context.new_page()
    other.goto(path.as_uri())
    other.get_by_role("slider").first.press("End")
    expect(other.get_by_text(walker.ground.study.samples[-1]).first).to_be_visible()
    other.screenshot(path=walker.folder / "one-file.png")
    other.close()


@task("An answer as a slide, and the talk as PowerPoint", clicks=4)
def answer_as_a_slide(walker: Walker) -> None:
    walker.open()
    found = answer(walker.ground.study, "regulators")
    walker.click(walker.button(names.KEEP, walker.section(walker.told(found.question))))
    dialog = walker.page.get_by_role("dialog", name=walker.said(names.ADD_DIALOG))
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(1)
    walker.click(walker.button(names.ADD_SLIDE, dialog))
    expect(dialog).to_be_hidden()
    walker.click(walker.link(names.STORY))
    expect(walker.page.get_by_role("list", name=walker.said(names.SLIDES)).get_by_role("listitem")).to_have_count(1)
    path = walker.saved(lambda: walker.click(walker.button("PPTX")))
    (slide,) = Presentation(str(path)).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == walker.told(found.sentence)
    assert any(shape.shape_type == 13 for shape in slide.shapes)  # a picture


@task("A slide too many, deleted by mistake and taken back", clicks=5)
def deleted_and_taken_back(walker: Walker) -> None:
    walker.open()
    walker.click(walker.button(names.KEEP, walker.section(walker.told(answer(walker.ground.study, "acting").question))))
    dialog = walker.page.get_by_role("dialog", name=walker.said(names.ADD_DIALOG))
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(1)
    walker.click(walker.button(names.ADD_SLIDE, dialog))
    expect(dialog).to_be_hidden()
    walker.click(walker.link(names.STORY))
    slides = walker.page.get_by_role("list", name=walker.said(names.SLIDES)).get_by_role("listitem")
    walker.click(walker.button(names.DELETE_SLIDE, n=1))
    expect(slides).to_have_count(0)
    walker.click(walker.button(names.UNDO_DELETED))
    expect(slides).to_have_count(1)
