"""The legend under the written picture: it flows from left to right and wraps like words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sign_dash.network.geometry import edge_shape
from sign_dash.network.lettering import text_width
from sign_dash.network.marks import draw_edge, draw_node, draw_text, number
from sign_dash.network.scene import Ink, LegendNode, LegendScale, Scene, SceneEdge, SceneNode

SIZE = 11.0
ROW = 22.0
SPACE = 22.0
MARK_GAP = 7.0
_LINE_LENGTH = 34.0
_NODE_SIZE = 11.0
_WIDTH_LINE = 20.0
_SCALE_WIDTH = 72.0


@dataclass(frozen=True, slots=True)
class _Item:
    """One mark and its meaning; ``draw`` paints the mark with its left end at x, centred on y."""

    meaning: str
    mark_width: float
    draw: Callable[[ET.Element, float, float], object]

    @property
    def width(self) -> float:
        return self.mark_width + (MARK_GAP + text_width(self.meaning, SIZE) if self.meaning else 0)


def legend_height(scene: Scene, width: float) -> float:
    """Height of the legend when it is ``width`` wide."""
    return ROW * len(_rows(scene, width))


def draw_legend(parent: ET.Element, scene: Scene, left: float, top: float, width: float) -> float:
    """Draw the legend and return the y of its lower edge."""
    group = ET.SubElement(parent, "g", id="legend")
    ET.SubElement(
        group,
        "line",
        x1=number(left),
        x2=number(left + width),
        y1=number(top - 8),
        y2=number(top - 8),
        stroke=scene.ink.line,
    )
    rows = _rows(scene, width)
    for index, row in enumerate(rows):
        x, y = left, top + ROW * (index + 0.5)
        for item in row:
            item.draw(group, x, y)
            if item.meaning:
                at = (x + item.mark_width + MARK_GAP, y + SIZE * 0.36)
                draw_text(group, item.meaning, at, SIZE, scene.ink.text)
            x += item.width + SPACE
    return top + ROW * len(rows)


def _rows(scene: Scene, width: float) -> list[list[_Item]]:
    rows: list[list[_Item]] = [[]]
    filled = 0.0
    for item in _items(scene):
        if rows[-1] and filled + item.width > width:
            rows.append([])
            filled = 0.0
        rows[-1].append(item)
        filled += item.width + SPACE
    return rows


def _items(scene: Scene) -> list[_Item]:
    ink, legend = scene.ink, scene.legend
    items = [_edge_item(1.0, 2.5, "activates", ink), _edge_item(-1.0, 2.5, "represses", ink)]
    items += [_node_item(entry) for entry in legend.nodes]
    if legend.widths:
        items.append(_width_item(legend.widths, ink))
    if legend.scale is not None:
        items.append(_scale_item(legend.scale, ink))
    return items


def _edge_item(coefficient: float, width: float, meaning: str, ink: Ink) -> _Item:
    def draw(group: ET.Element, x: float, y: float) -> None:
        ends = [
            SceneNode(name, x + dx, y, 0, "round", "none", "none", 0) for name, dx in (("a", 0), ("b", _LINE_LENGTH))
        ]
        edge = SceneEdge("a", "b", coefficient, width, 1.0)
        _forget_identity(draw_edge(group, edge, edge_shape(edge, *ends), ink))

    return _Item(meaning, _LINE_LENGTH, draw)


def _forget_identity(mark: ET.Element) -> None:
    """A line of the legend is no edge of the network: whoever counts or restyles the edges must not find it."""
    for attribute in ("class", "data-regulator", "data-target"):
        mark.attrib.pop(attribute, None)
    title = mark.find("title")
    if title is not None:
        mark.remove(title)


def _node_item(entry: LegendNode) -> _Item:
    def draw(group: ET.Element, x: float, y: float) -> None:
        half = _NODE_SIZE / 2
        draw_node(group, SceneNode("", x + half, y, _NODE_SIZE, entry.shape, entry.fill, entry.stroke))

    return _Item(entry.meaning, _NODE_SIZE, draw)


def _width_item(widths: tuple[tuple[float, float], ...], ink: Ink) -> _Item:
    """|coefficient| and, for each strength, its line and its value."""
    head = "|coefficient|"
    names = [f"{strength:.2g}" for strength, _ in widths]
    names[-1] = f"≥ {names[-1]}"
    steps = [_WIDTH_LINE + 5 + text_width(name, SIZE) + 9 for name in names]
    start = text_width(head, SIZE) + 9

    def draw(group: ET.Element, x: float, y: float) -> None:
        draw_text(group, head, (x, y + SIZE * 0.36), SIZE, ink.text)
        x += start
        for (_, width), name, step in zip(widths, names, steps, strict=True):
            line = ET.SubElement(group, "line", x1=number(x), x2=number(x + _WIDTH_LINE), y1=number(y), y2=number(y))
            line.set("stroke", ink.quiet)
            line.set("stroke-width", number(width))
            draw_text(group, name, (x + _WIDTH_LINE + 5, y + SIZE * 0.36), SIZE, ink.text)
            x += step

    return _Item("", start + sum(steps) - 9, draw)


def _scale_item(scale: LegendScale, ink: Ink) -> _Item:
    """The words of both ends with the scale of colours between them."""
    start = text_width(scale.low, SIZE) + MARK_GAP
    step = _SCALE_WIDTH / len(scale.colours)

    def draw(group: ET.Element, x: float, y: float) -> None:
        draw_text(group, scale.low, (x, y + SIZE * 0.36), SIZE, ink.text)
        for index, colour in enumerate(scale.colours):
            rect = ET.SubElement(group, "rect", x=number(x + start + index * step), y=number(y - 4), fill=colour)
            rect.set("width", number(step + 0.3))  # a hair wider: no seams between the steps
            rect.set("height", "8")

    return _Item(scale.high, start + _SCALE_WIDTH, draw)
