"""What a picture is made of, before anybody writes it: discs, boxes, lines, areas, words, in groups.

x runs to the right and y down. On a :class:`Page` the unit is the point (1/72 inch); inside a :class:`Group` it is the
group's own, ``scale`` points to the unit. Colours are ``#rrggbb`` or ``none``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree import ElementTree as ET

Point = tuple[float, float]
NONE = "none"


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around x, y. gene: whose node it is, if it is one."""

    x: float
    y: float
    radius: float
    fill: str = NONE
    stroke: str = NONE
    stroke_width: float = 0.0
    opacity: float = 1.0
    gene: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner, with rounded corners of radius ``corner``."""

    x: float
    y: float
    width: float
    height: float
    corner: float = 0.0
    fill: str = NONE
    stroke: str = NONE
    stroke_width: float = 0.0
    opacity: float = 1.0
    gene: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line from start to end; with ``control`` the quadratic curve through that control point. round: its ends."""

    start: Point
    end: Point
    colour: str
    width: float
    control: Point | None = None
    opacity: float = 1.0
    dashes: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, its baseline at y; ``halo`` is the colour of a rim that lifts it off the lines beneath."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    halo: str = ""
    gene: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished SVG drawing (its root element) with its upper left corner at x, y, ``scale`` points to its unit.

    width, height: in its own units.
    """

    svg: ET.Element
    x: float
    y: float
    width: float
    height: float
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together, shifted by x, y and scaled.

    name: unique in the picture, or empty. edge: regulator and target of the edge the marks draw. hint: what a browser
    shows when the pointer rests on it.
    """

    marks: tuple[Mark, ...]
    name: str = ""
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    edge: tuple[str, str] | None = None
    hint: str = ""


Mark = Disc | Box | Line | Area | Words | Figure | Group


@dataclass(frozen=True, slots=True)
class Page:
    """A whole picture, in points. ground: colour of the paper, ``none`` where it is transparent."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str
    description: str = ""
    ground: str = "#ffffff"


def flattened(page: Page) -> list[Disc | Box | Line | Area | Words | Figure]:
    """Every mark of a page in the order of painting, groups dissolved: all coordinates and sizes in points."""
    return list(_dissolved(page.marks, 0.0, 0.0, 1.0))


def _dissolved(
    marks: tuple[Mark, ...], x: float, y: float, scale: float
) -> Iterator[Disc | Box | Line | Area | Words | Figure]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _dissolved(mark.marks, x + mark.x * scale, y + mark.y * scale, scale * mark.scale)
        else:
            yield _placed(mark, x, y, scale)


def _placed(
    mark: Disc | Box | Line | Area | Words | Figure, x: float, y: float, scale: float
) -> Disc | Box | Line | Area | Words | Figure:
    def at(point: Point) -> Point:
        return x + point[0] * scale, y + point[1] * scale

    match mark:
        case Line():
            return replace(
                mark,
                start=at(mark.start),
                end=at(mark.end),
                control=None if mark.control is None else at(mark.control),
                width=mark.width * scale,
                dashes=tuple(dash * scale for dash in mark.dashes),
            )
        case Area():
            return replace(mark, points=tuple(at(point) for point in mark.points))
        case Words():
            (left, top) = at((mark.x, mark.y))
            return replace(mark, x=left, y=top, size=mark.size * scale)
        case Figure():
            (left, top) = at((mark.x, mark.y))
            return replace(mark, x=left, y=top, scale=mark.scale * scale)
        case Disc():
            (left, top) = at((mark.x, mark.y))
            return replace(mark, x=left, y=top, radius=mark.radius * scale, stroke_width=mark.stroke_width * scale)
        case Box():
            (left, top) = at((mark.x, mark.y))
            return replace(
                mark,
                x=left,
                y=top,
                width=mark.width * scale,
                height=mark.height * scale,
                corner=mark.corner * scale,
                stroke_width=mark.stroke_width * scale,
            )
