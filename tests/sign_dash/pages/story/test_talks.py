"""The story as files: read back by the programs' own readers."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from compute.errors import UserError
from sign_dash.pages.story.places import GROUND, SlideBox, fitted, places
from sign_dash.pages.story.slides import Story
from sign_dash.pages.story.talk_html import to_html
from sign_dash.pages.story.talk_pdf import TITLE_SIZE, fitted_title, to_pdf
from sign_dash.pages.story.talk_pptx import to_pptx

FOOT = "Simulated data · A study"
BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def test_powerpoint_has_title_vector_picture_and_notes(story: Story) -> None:
    talk = Presentation(io.BytesIO(to_pptx(story, FOOT)))
    for page, slide in zip(talk.slides, story.slides, strict=True):
        assert page.shapes.title.text_frame.text == slide.title
        assert page.notes_slide.notes_text_frame.text.startswith(slide.note)
        assert slide.address in page.notes_slide.notes_text_frame.text
        assert any(FOOT in shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
        drawings = [page.part.related_part(blip.get(EMBED)).blob.decode() for blip in page.shapes._spTree.iter(BLIP)]
        assert drawings == [picture.svg for picture in slide.pictures]


def test_titles_no_xml_may_hold_still_make_a_talk(story: Story) -> None:
    hostile = story.worded(story.slides[0].identifier, title="a\x00b\x0b</a:t>", note="\x1f")
    talk = Presentation(io.BytesIO(to_pptx(hostile, FOOT)))
    assert talk.slides[0].shapes.title.text_frame.text == "a b </a:t>"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_pictures_lie_on_the_slide_and_not_on_each_other(count: int) -> None:
    boxes = places(count)
    assert len(boxes) == count
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= GROUND.width
        assert box.top + box.height <= GROUND.height
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert apart


@pytest.mark.parametrize(("width", "height"), [(400.0, 200.0), (100.0, 900.0)])
def test_a_picture_fills_its_place_without_distortion(width: float, height: float) -> None:
    box = SlideBox(10, 20, 500, 400)
    at = fitted(box, width, height)
    assert at.width / at.height == pytest.approx(width / height, rel=1e-2)
    assert at.width == box.width or at.height == box.height
    assert box.left <= at.left
    assert at.left + at.width <= box.left + box.width
    assert box.top <= at.top
    assert at.top + at.height <= box.top + box.height


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not on this machine")
def test_the_pdf_holds_titles_and_pictures_as_text_but_no_notes(story: Story) -> None:
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=to_pdf(story, FOOT), capture_output=True, check=True
    ).stdout.decode()
    first, second, *_ = said.split("\f")
    assert story.slides[0].title in first
    assert story.slides[1].title in second
    assert re.search(r"\bA\b.*\bB\b", first)  # the text inside the two pictures
    assert first.count(FOOT) == second.count(FOOT) == 1
    assert story.slides[0].note not in said


@pytest.mark.parametrize("title", ["Short", "word " * 60, "上皮間葉転換" * 40, ""])
def test_every_title_fits_its_place(title: str) -> None:
    lines, size = fitted_title(title)
    assert size <= TITLE_SIZE
    assert "".join("".join(lines).split()) == "".join(title.split())


def test_the_web_page_holds_everything_and_asks_for_nothing(story: Story) -> None:
    page = to_html(story, FOOT)
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert "CDH1 falls &lt;along&gt; EMT" in page
    assert page.count("Simulated data</span>") == len(story.slides)
    drawings = [base64.b64decode(data).decode() for data in re.findall(r"svg\+xml;base64,([^\"]+)", page)]
    assert drawings == [picture.svg for slide in story.slides for picture in slide.pictures]
    assert all(ElementTree.fromstring(drawing).tag.endswith("svg") for drawing in drawings)


@pytest.mark.parametrize("write", [to_pdf, to_pptx])
def test_a_picture_that_cannot_be_written_is_told_by_its_slide(
    write: Callable[[Story, str], bytes], story: Story
) -> None:
    """Its attributes and its pixels are looked at by nobody else."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="abc" height="1"/></svg>'
    damaged = replace(story.slides[1].pictures[0], svg=svg, png="iVBORw0KGgo=")
    slides = (story.slides[0], replace(story.slides[1], pictures=(damaged,)))
    with pytest.raises(UserError, match=r"^Slide 2 cannot be written \(.+\); delete it from the story"):
        write(replace(story, slides=slides), FOOT)
