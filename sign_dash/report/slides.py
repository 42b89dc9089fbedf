"""A report as slides: one section each, written by what writes a story's (PDF and PowerPoint)."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sign_dash import theme
from sign_dash.pages.story.slides import LONGEST_NOTE, Slide, SlidePicture, Story
from sign_dash.report.document import PICTURE_WIDTH
from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width, wrap
from sign_dash.scene.paper.marks import Group, Line, Mark, Page, Words
from sign_dash.scene.paper.svg import page_to_svg

if TYPE_CHECKING:
    from sign_dash.report.document import Report, ReportTable, Section
    from sign_dash.scene.paper.page import Body

RIM: Final = 14.0
SLIDE_ROWS: Final = 14
"""Rows of a table that a slide can hold; the HTML file has all of them."""
SIZE: Final = 11.0
NARROWEST, WIDEST = 34.0, 190.0
DPI: Final = 160.0
LONGEST_TITLE: Final = 110
"""Letters of a message that is a slide's title; a longer one stands over the picture."""


def picture_svg(body: Body, section: Section, above: str = "") -> str:
    """A section's picture as SVG. above: words over it, as wide as it is."""
    lines = wrap(above, SIZE * 1.1, body.width - 20) if above else []
    top = RIM + 8 + len(lines) * SIZE * 1.5 + (SIZE if lines else 0)
    words = tuple(
        Words(line, RIM, RIM + (row + 1) * SIZE * 1.45, SIZE * 1.1, theme.INK) for row, line in enumerate(lines)
    )
    group = Group(body.marks, name="picture", x=RIM, y=top)
    height = body.height + top + RIM
    return page_to_svg(Page(body.width + 2 * RIM, height, (*words, group), section.heading, section.message))


@lru_cache(maxsize=1)  # for PDF and PowerPoint
def to_story(report: Report) -> Story:
    """One slide a section: its message as the title; picture, table or words on it, the words as its note."""
    slides = []
    for section in report.sections:
        long = len(section.message) > LONGEST_TITLE
        svg = _drawing(section, section.message if long else "")
        caption = " ".join(section.words)
        picture = SlidePicture(section.heading, svg, painted(svg), caption)
        note = f"{section.message} {caption}"
        slides.append(Slide(section.heading if long else section.message, note[:LONGEST_NOTE], "answers", (picture,)))
    return Story(report.title, report.simulated, tuple(slides))


def _drawing(section: Section, above: str) -> str:
    """A slide holds the picture, else the table, else the words."""
    if section.picture is not None:
        return picture_svg(section.picture, section, above)
    return page_to_svg(_words_page(section) if section.table is None else _table_page(section.table, section))


def painted(svg: str) -> str:
    """The picture as PNG in base64, for programs that draw no SVG."""
    import pypdfium2  # needed for this alone

    from sign_dash.scene.paper.pdf import svg_to_pdf

    document = pypdfium2.PdfDocument(svg_to_pdf(svg).content)
    try:
        image = document[0].render(scale=DPI / 72).to_pil()
    finally:
        document.close()
    written = io.BytesIO()
    image.save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode("ascii")


def _words_page(section: Section) -> Page:
    width, y = PICTURE_WIDTH, 6.0
    marks: list[Mark] = []
    for text in section.words:
        for row, line in enumerate(wrap(text, SIZE, width - 14)):
            y += SIZE * LINE_HEIGHT
            marks.append(Words(line if row else f"• {line}", 14 if row else 4, y, SIZE, theme.INK))
        y += SIZE * 0.6
    return Page(width, y + 10, tuple(marks), section.heading, section.message)


def _table_page(table: ReportTable, section: Section) -> Page:
    """The first rows, long cells cut short."""
    shown = table.rows[:SLIDE_ROWS]
    columns = list(zip(table.columns, *shown, strict=True))
    widths = [
        min(max(max(text_width(cell, SIZE, bold=True) for cell in column) + 10, NARROWEST), WIDEST)
        for column in columns
    ]
    height = SIZE * 1.75
    marks: list[Mark] = []
    for row, cells in enumerate((table.columns, *shown)):
        x, y = 4.0, (row + 1) * height
        for cell, width in zip(cells, widths, strict=True):
            marks.append(Words(_cut(cell, width - 8), x, y, SIZE, theme.INK, bold=row == 0))
            x += width
        marks.append(Line((4, y + 5), (x, y + 5), theme.LINE, 0.6))
    rest = len(table.rows) - len(shown)
    if rest > 0:
        more = f"and {rest:,} more rows, in the HTML file"
        marks.append(Words(more, 4, (len(shown) + 2) * height, SIZE, theme.INK_2))
    return Page(sum(widths) + 8, (len(shown) + 2.6) * height, tuple(marks), section.heading, section.message)


def _cut(text: str, width: float) -> str:
    if text_width(text, SIZE) <= width:
        return text
    while text and text_width(f"{text}…", SIZE) > width:
        text = text[:-1]
    return f"{text}…"
