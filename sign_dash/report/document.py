"""What a report is made of: sections, each with a sentence as its message, a picture, a table, further words."""

from __future__ import annotations

from dataclasses import dataclass

from sign_dash.scene.paper.page import Body

PICTURE_WIDTH = 620.0
"""Of a section's picture, in points."""


@dataclass(frozen=True)
class ReportTable:
    """columns: headings. rows: cells as text, in the order they are shown; slides hold the first few."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """heading: a few words. message: the sentence a slide has as its title. words: further paragraphs."""

    heading: str
    message: str
    words: tuple[str, ...] = ()
    picture: Body | None = None
    table: ReportTable | None = None


@dataclass(frozen=True)
class Report:
    """title: of the study. foot: what stands at the foot of every page."""

    title: str
    foot: str
    simulated: bool
    sections: tuple[Section, ...]
