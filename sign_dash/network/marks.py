"""The marks of the written picture: a node, an edge, a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from sign_dash.network.geometry import EdgeShape, Point
from sign_dash.network.scene import Ink, SceneEdge, SceneNode

# XML 1.0 has no way to write these; a gene name that holds one shows the replacement sign instead.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with everything XML cannot hold replaced by the replacement sign."""
    return _NOT_IN_XML.sub("\ufffd", text)


def number(value: float) -> str:
    """A coordinate with two decimals at most, written the same way every time (never ``-0``)."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float) -> str:
    """A coefficient as text: three decimals, always with its sign, a true minus."""
    return f"{value:+.3f}".replace("-", "−")


def draw_text(
    parent: ET.Element,
    words: str,
    at: Point,
    size: float,
    fill: str,
    *,
    bold: bool = False,
    anchor: str = "start",
    halo: str | None = None,
) -> ET.Element:
    """One line of text with its baseline at ``at``; ``halo`` is the colour of a rim that lifts it off the lines."""
    text = ET.SubElement(parent, "text", x=number(at[0]), y=number(at[1]), fill=fill)
    text.set("font-size", number(size))
    if bold:
        text.set("font-weight", "bold")
    if anchor != "start":
        text.set("text-anchor", anchor)
    if halo is not None:
        text.set("stroke", halo)
        text.set("stroke-width", "3")
        text.set("stroke-linejoin", "round")
        text.set("paint-order", "stroke")
    text.text = clean(words)
    return text


def draw_node(parent: ET.Element, node: SceneNode) -> ET.Element:
    """A circle for a regulator, a square with soft corners for a target."""
    half = node.size / 2
    if node.shape == "round":
        mark = ET.SubElement(parent, "circle", cx=number(node.x), cy=number(node.y), r=number(half))
    else:
        corner = number(node.size * 0.2)
        mark = ET.SubElement(parent, "rect", x=number(node.x - half), y=number(node.y - half), rx=corner)
        mark.set("width", number(node.size))
        mark.set("height", number(node.size))
    mark.set("fill", node.fill)
    mark.set("stroke", node.stroke)
    mark.set("stroke-width", number(node.stroke_width))
    if node.opacity < 1:
        mark.set("opacity", number(node.opacity))
    return mark


def draw_edge(parent: ET.Element, edge: SceneEdge, shape: EdgeShape, ink: Ink) -> ET.Element:
    """The line and its head, blue arrow or vermilion bar; the head keeps the line's opacity."""
    colour = ink.activates if edge.activates else ink.represses
    group = ET.SubElement(parent, "g", opacity=number(edge.opacity))
    group.set("class", "edge")
    group.set("data-regulator", clean(edge.regulator))
    group.set("data-target", clean(edge.target))
    sign = "→" if edge.activates else "⊣"
    title = ET.SubElement(group, "title")
    title.text = clean(f"{edge.regulator} {sign} {edge.target} {signed(edge.coefficient)}")
    line = ET.SubElement(group, "path", d=_line(shape), fill="none", stroke=colour)
    line.set("stroke-width", number(edge.width))
    ET.SubElement(group, "path", d=_outline(shape.head), fill=colour)
    return group


def _line(shape: EdgeShape) -> str:
    start, end = _pair(shape.start), _pair(shape.end)
    return f"M{start} L{end}" if shape.control is None else f"M{start} Q{_pair(shape.control)} {end}"


def _outline(points: Iterable[Point]) -> str:
    return "M" + " L".join(_pair(point) for point in points) + " Z"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
