"""One page around one picture: title above, legend and caption beneath, the label of simulated data always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sign_dash import theme
from sign_dash.scene.paper.legend import SIZE, LegendItem, laid_out
from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width, wrap
from sign_dash.scene.paper.marks import Box, Group, Line, Mark, Page, Words
from sign_dash.scene.paper.paper import Paper

SIMULATED = "SIMULATED DATA"
TITLE, SUBTITLE = 1.5, 1.05
"""Sizes of the letters, as multiples of the type of the names."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours around a picture: ground, text, quiet text, lines; and the two signs of an edge."""

    ground: str = theme.CARD
    text: str = theme.INK
    quiet: str = theme.INK_3
    line: str = theme.LINE
    activates: str = theme.ACTIVATES
    represses: str = theme.REPRESSES


@dataclass(frozen=True)
class Surroundings:
    """What stands around a picture. simulated: the label is drawn, whatever else is left out. caution: the part of the
    caption without which the picture would mislead; drawn where the caption is not."""

    title: str
    subtitle: str = ""
    caption: str = ""
    legend: Sequence[LegendItem] = ()
    simulated: bool = False
    ink: Ink = field(default_factory=Ink)
    caution: str = ""


@dataclass(frozen=True)
class Body:
    """A picture whose upper left corner is at 0, 0; width and height in points."""

    marks: tuple[Mark, ...]
    width: float
    height: float


RIM = (12.0, 0.03)
"""The free rim of a page: points at most, and its share of the width."""


def margin(paper: Paper) -> float:
    """The free rim of the page, in points."""
    most, share = RIM
    return min(most, paper.points * share)


def inner_width(paper: Paper) -> float:
    """The width a body may take, in points."""
    return paper.points - 2 * margin(paper)


def compose(body: Body, around: Surroundings, paper: Paper) -> Page:
    """The page: as wide as the paper, as high as it needs to be. A body narrower than it stands in the middle."""
    rim = margin(paper)
    marks: list[Mark] = []
    heading, y = _heading(around, paper, rim)
    marks += heading
    gap = paper.type_size
    y += gap * 0.8 if heading else 0
    marks.append(Group(body.marks, name="picture", x=rim + (inner_width(paper) - body.width) / 2, y=y))
    y += body.height
    if paper.legend and around.legend:
        y += gap * 1.2
        legend, height = _legend(around, paper)
        marks.append(Group(legend, name="legend", x=rim, y=y))
        y += height
    sentences = around.caption if paper.caption else around.caution
    if sentences:
        y += gap * 0.6
        for line in wrap(sentences, paper.type_size, inner_width(paper)):
            marks.append(Words(line, rim, y + paper.type_size, paper.type_size, around.ink.quiet))
            y += paper.type_size * LINE_HEIGHT
    label = f"{SIMULATED}. " if around.simulated else ""
    description = f"{label}{around.subtitle} {around.caption}".strip()
    ground = "none" if paper.transparent else around.ink.ground
    return Page(paper.points, y + rim, tuple(marks), around.title, description, ground)


def _heading(around: Surroundings, paper: Paper, top: float) -> tuple[list[Mark], float]:
    """Title, subtitle and, where it applies, the label; and the y beneath them."""
    rim, ink, size = margin(paper), around.ink, paper.type_size
    marks: list[Mark] = []
    y = top
    room = inner_width(paper)
    if around.simulated:
        width = text_width(SIMULATED, size, bold=True) + size * 1.5
        left, height = paper.points - rim - width, size * 1.8
        marks.append(Box(left, y, width, height, size * 0.35, stroke=ink.text, stroke_width=0.75))
        words = Words(SIMULATED, left + width / 2, y + height / 2 + size * 0.36, size, ink.text, True, "middle")
        marks.append(words)
        room -= width + size
        if not paper.title:
            return marks, y + height
    if not paper.title:
        return marks, y
    if around.simulated and room < text_width(around.title, size * TITLE, bold=True):
        y += size * 2.3  # a line of its own: on a narrow page the title would be broken for the label
        room = inner_width(paper)
    for line in wrap(around.title, size * TITLE / 1, room / 1.07):
        marks.append(Words(line, rim, y + size * TITLE * 0.85, size * TITLE, ink.text, bold=True))
        y += size * TITLE * LINE_HEIGHT
    for line in wrap(around.subtitle, size * SUBTITLE, inner_width(paper)):
        marks.append(Words(line, rim, y + size * SUBTITLE * 0.9, size * SUBTITLE, ink.quiet))
        y += size * SUBTITLE * LINE_HEIGHT
    return marks, y


def _legend(around: Surroundings, paper: Paper) -> tuple[tuple[Mark, ...], float]:
    scale = paper.type_size / SIZE
    width = inner_width(paper)
    marks, height = laid_out(around.legend, width / scale, around.ink.text)
    rule = Line((0, 0), (width, 0), around.ink.line, 0.75)
    return (rule, Group(marks, y=paper.type_size * 0.4, scale=scale)), height * scale + paper.type_size * 0.4
