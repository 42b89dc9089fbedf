"""The story as a PDF, one slide a page: vector pictures, text as text. Notes stay with the speaker."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from sign_dash import theme
from sign_dash.pages.story.places import FOOT_HEIGHT, GROUND, MARGIN, TITLE_HEIGHT, places
from sign_dash.pages.story.slides import written_slide
from sign_dash.scene.paper.fonts import runs
from sign_dash.scene.paper.lettering import text_width, wrap
from sign_dash.scene.paper.pdf import draw_svg, new_canvas

if TYPE_CHECKING:
    from sign_dash.pages.story.slides import Slide, Story

TITLE_SIZE: Final = 28.0
SMALLEST_TITLE: Final = 12.0
LINE_HEIGHT: Final = 1.15
FOOT_SIZE: Final = 10.0


def to_pdf(story: Story, foot: str) -> bytes:
    """The story as PDF, 16 to 9. foot: the line at the foot of every page."""
    written = io.BytesIO()
    canvas = new_canvas(written, GROUND.width, GROUND.height, story.study)
    for number, slide in enumerate(story.slides, start=1):
        with written_slide(number):
            _slide(canvas, slide, f"{foot} · {number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _slide(canvas: Any, slide: Slide, foot: str) -> None:
    _title(canvas, slide.title)
    for picture, box in zip(slide.pictures, places(len(slide.pictures)), strict=True):
        draw_svg(canvas, picture.svg, box.left, GROUND.height - box.top - box.height, box.width, box.height)
    _line(canvas, foot, MARGIN, MARGIN / 4 + FOOT_HEIGHT / 3, FOOT_SIZE, theme.INK_3)
    canvas.bookmarkPage(slide.identifier)
    canvas.addOutlineEntry(slide.title or foot, slide.identifier)


def _title(canvas: Any, title: str) -> None:
    lines, size = fitted_title(title)
    height = len(lines) * size * LINE_HEIGHT
    top = GROUND.height - MARGIN / 2 - (TITLE_HEIGHT - height) / 2
    for row, text in enumerate(lines):
        _line(canvas, text, MARGIN, top - row * size * LINE_HEIGHT - size, size, theme.INK, bold=True)


def fitted_title(title: str) -> tuple[list[str], float]:
    """The title's lines, and the largest font size at which they fit their place; from the smallest on they are cut."""
    room = GROUND.width - 2 * MARGIN
    size = TITLE_SIZE
    while size > SMALLEST_TITLE:
        lines = wrap(title, size, room)
        wide = max((text_width(text, size, bold=True) for text in lines), default=0)
        if wide <= room and len(lines) * size * LINE_HEIGHT <= TITLE_HEIGHT:
            return lines, size
        size -= 1
    most = int(TITLE_HEIGHT / (SMALLEST_TITLE * LINE_HEIGHT))
    return wrap(title, SMALLEST_TITLE, room)[:most], SMALLEST_TITLE


def _line(canvas: Any, text: str, x: float, y: float, size: float, colour: str, bold: bool = False) -> None:
    canvas.setFillColor(HexColor(colour))
    for font, piece in runs(text, bold):
        canvas.setFont(font, size)
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, font, size)
