"""The story as PowerPoint slides: pictures as SVG, with the PNG beside it for programs that draw none."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Pt

from sign_dash import theme
from sign_dash.pages.story.places import FOOT_HEIGHT, GROUND, MARGIN, TITLE_HEIGHT, SlideBox, fitted, places
from sign_dash.pages.story.slides import written_slide
from sign_dash.scene.paper import foreign

if TYPE_CHECKING:
    from sign_dash.pages.story.slides import Slide, SlidePicture, Story

TITLE_ONLY: Final = 5  # the layout of python-pptx’s template that holds a title and nothing else
# Microsoft's extension of a picture by its SVG form, [MS-ODRAWXML] 2.4.5.
SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_NAMESPACE: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def to_pptx(story: Story, foot: str) -> bytes:
    """The story, one slide each: title, pictures side by side, the note as the speaker's notes.

    foot: the line at the foot of every slide. A picture's caption and the view's address go to the notes.
    """
    talk = Presentation()
    talk.slide_width, talk.slide_height = Pt(GROUND.width), Pt(GROUND.height)
    for number, slide in enumerate(story.slides, start=1):
        page = talk.slides.add_slide(talk.slide_layouts[TITLE_ONLY])
        _title(page, slide.title)
        for index, (picture, box) in enumerate(zip(slide.pictures, places(len(slide.pictures)), strict=True)):
            with written_slide(number):
                _picture(talk, page, picture, box, f"{number}-{index + 1}")
        _foot(page, foot, number)
        page.notes_slide.notes_text_frame.text = _printable(notes(slide))
    written = BytesIO()
    talk.save(written)
    return written.getvalue()


def notes(slide: Slide) -> str:
    """What the speaker reads: the note, then each picture's own words, then where the view is found."""
    captions = [f"{picture.title}. {picture.caption}" for picture in slide.pictures]
    return "\n\n".join(filter(None, [slide.note, *captions, f"View: {slide.address}"]))


def drawn_size(svg: str) -> tuple[float, float]:
    """Width and height of an SVG drawing, in its own units."""
    return foreign.drawn_size(ElementTree.fromstring(svg).attrib)


def _title(page: Any, text: str) -> None:
    title = page.shapes.title
    title.left, title.top = Pt(MARGIN), Pt(MARGIN / 2)
    title.width, title.height = Pt(GROUND.width - 2 * MARGIN), Pt(TITLE_HEIGHT)
    title.text_frame.text = _printable(text)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    title.text_frame.word_wrap = True
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = 1  # left
        paragraph.font.size, paragraph.font.bold = Pt(28 if len(text) < 90 else 20), True
        paragraph.font.color.rgb = _colour(theme.INK)


def _picture(talk: Any, page: Any, picture: SlidePicture, box: SlideBox, name: str) -> None:
    at = fitted(box, *drawn_size(picture.svg))
    shape = page.shapes.add_picture(BytesIO(base64.b64decode(picture.png)), *_emu(at))
    shape.name = _printable(picture.title)
    shape._element.nvPicPr.cNvPr.set("descr", _printable(f"{picture.title}. {picture.caption}"))
    part = Part(PackURI(f"/ppt/media/drawing{name}.svg"), "image/svg+xml", talk.part.package, picture.svg.encode())
    link = page.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._element.blipFill.find(f"{{{_A}}}blip")
    extensions = etree.SubElement(blip, f"{{{_A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{_A}}}ext", uri=SVG_EXTENSION)
    drawing = etree.SubElement(extension, f"{{{SVG_NAMESPACE}}}svgBlip", nsmap={"asvg": SVG_NAMESPACE})
    drawing.set(f"{{{_R}}}embed", link)


def _foot(page: Any, foot: str, number: int) -> None:
    top = GROUND.height - FOOT_HEIGHT - MARGIN / 4
    box = page.shapes.add_textbox(*_emu(SlideBox(MARGIN, top, GROUND.width - 2 * MARGIN, FOOT_HEIGHT)))
    box.text_frame.text = _printable(f"{foot} · {number}")
    box.text_frame.paragraphs[0].font.size = Pt(10)
    box.text_frame.paragraphs[0].font.color.rgb = _colour(theme.INK_3)


def _emu(box: SlideBox) -> tuple[int, int, int, int]:
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def _colour(hexadecimal: str) -> RGBColor:
    red, green, blue = bytes.fromhex(hexadecimal.lstrip("#"))
    return RGBColor(red, green, blue)


def _printable(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text)
