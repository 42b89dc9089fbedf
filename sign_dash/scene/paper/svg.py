"""A page written as SVG: text as text, the same bytes every time, nothing fetched from anywhere."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from sign_dash.scene.paper.lettering import FONT_FAMILY
from sign_dash.scene.paper.marks import NONE, Area, Box, Disc, Figure, Group, Line, Mark, Page, Point, Words
from sign_dash.scene.paper.paper import POINTS_PER_MM

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ET.register_namespace("", SVG)
ET.register_namespace("xlink", XLINK)

# XML 1.0 has no way to write these; a gene name that holds one shows the replacement sign instead.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with everything XML cannot hold replaced by the replacement sign."""
    return _NOT_IN_XML.sub("\ufffd", text)


def number(value: float, decimals: int = 3) -> str:
    """A coordinate, written the same way every time (never ``-0``)."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def page_to_svg(page: Page) -> str:
    """The page as an SVG document as wide on paper as the page is; one unit of its coordinates is one point."""
    root = _element("svg", role="img")
    root.set("width", f"{number(page.width / POINTS_PER_MM)}mm")
    root.set("height", f"{number(page.height / POINTS_PER_MM)}mm")
    root.set("viewBox", f"0 0 {number(page.width)} {number(page.height)}")
    root.set("font-family", FONT_FAMILY)
    _child(root, "title").text = clean(page.title)
    _child(root, "desc").text = clean(page.description)
    if page.ground != NONE:
        _child(root, "rect", width=number(page.width), height=number(page.height), fill=page.ground, id="ground")
    for mark in page.marks:
        _write(root, mark)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{SVG}}}{tag}", attributes)


def _child(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{SVG}}}{tag}", attributes)


def _write(parent: ET.Element, mark: Mark) -> None:
    match mark:
        case Group():
            _group(parent, mark)
        case Words():
            _words(parent, mark)
        case Disc():
            shape = _child(parent, "circle", cx=number(mark.x), cy=number(mark.y), r=number(mark.radius))
            _paint(shape, mark)
        case Box():
            shape = _child(parent, "rect", x=number(mark.x), y=number(mark.y), width=number(mark.width))
            shape.set("height", number(mark.height))
            if mark.corner:
                shape.set("rx", number(mark.corner))
            _paint(shape, mark)
        case Line():
            _line(parent, mark)
        case Area():
            shape = _child(parent, "path", d=_outline(mark.points), fill=mark.fill)
            _fade(shape, mark.opacity, "fill-opacity")
        case Figure():
            _figure(parent, mark)


def _group(parent: ET.Element, mark: Group) -> None:
    group = _child(parent, "g")
    if mark.name:
        group.set("id", mark.name)
    if mark.edge is not None:
        group.set("class", "edge")
        group.set("data-regulator", clean(mark.edge[0]))
        group.set("data-target", clean(mark.edge[1]))
    if mark.x or mark.y or mark.scale != 1:
        scale = f" scale({number(mark.scale, 6)})" if mark.scale != 1 else ""
        group.set("transform", f"translate({number(mark.x)} {number(mark.y)}){scale}")
    if mark.hint:
        _child(group, "title").text = clean(mark.hint)
    for inner in mark.marks:
        _write(group, inner)


def _paint(shape: ET.Element, mark: Disc | Box) -> None:
    shape.set("fill", mark.fill)
    if mark.stroke != NONE:
        shape.set("stroke", mark.stroke)
        shape.set("stroke-width", number(mark.stroke_width))
    if mark.opacity < 1:
        _fade(shape, mark.opacity, "fill-opacity", "stroke-opacity")
    if mark.gene:
        shape.set("data-gene", clean(mark.gene))
        _child(shape, "title").text = clean(mark.gene)


def _fade(shape: ET.Element, opacity: float, *names: str) -> None:
    """Opacity of the paint, not of the group: what writes PDF knows no other."""
    if opacity < 1:
        for name in names:
            shape.set(name, number(opacity))


def _line(parent: ET.Element, mark: Line) -> None:
    start, end = _pair(mark.start), _pair(mark.end)
    way = f"M{start} L{end}" if mark.control is None else f"M{start} Q{_pair(mark.control)} {end}"
    shape = _child(parent, "path", d=way, fill=NONE, stroke=mark.colour)
    shape.set("stroke-width", number(mark.width))
    if mark.dashes:
        shape.set("stroke-dasharray", " ".join(number(dash) for dash in mark.dashes))
    if mark.round:
        shape.set("stroke-linecap", "round")
    _fade(shape, mark.opacity, "stroke-opacity")


def _words(parent: ET.Element, mark: Words) -> None:
    text = _child(parent, "text", x=number(mark.x), y=number(mark.y), fill=mark.colour)
    text.set("font-size", number(mark.size))
    if mark.bold:
        text.set("font-weight", "bold")
    if mark.anchor != "start":
        text.set("text-anchor", mark.anchor)
    if mark.halo:
        text.set("stroke", mark.halo)
        text.set("stroke-width", number(mark.size * 0.25))
        text.set("stroke-linejoin", "round")
        text.set("paint-order", "stroke")
    if mark.gene:
        text.set("data-gene", clean(mark.gene))
    text.text = clean(mark.text)


def _figure(parent: ET.Element, mark: Figure) -> None:
    group = _child(
        parent, "g", transform=f"translate({number(mark.x)} {number(mark.y)}) scale({number(mark.scale, 6)})"
    )
    group.extend(copy.deepcopy(element) for element in mark.svg)


def _outline(points: Iterable[Point]) -> str:
    return "M" + " L".join(_pair(point) for point in points) + " Z"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
