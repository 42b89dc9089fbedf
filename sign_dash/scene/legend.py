"""The legend of a network picture: signs, roles, widths, the scale of colours."""

from __future__ import annotations

from sign_dash.scene.marks import edge_marks, node_mark
from sign_dash.scene.paper.legend import DROP, SIZE, LegendItem, scale_item
from sign_dash.scene.paper.lettering import text_width
from sign_dash.scene.paper.marks import Group, Line, Mark, Words
from sign_dash.scene.paper.page import Ink
from sign_dash.scene.scene import LegendNode, Scene, SceneEdge, SceneNode

_NODE_SIZE = 11.0
_WIDTH_LINE = 20.0


def legend_items(scene: Scene, line_scale: float) -> list[LegendItem]:
    """What the marks of a scene mean. line_scale: how many units of the legend one canvas unit is, for the widths."""
    ink, legend = scene.ink, scene.legend
    items = [LegendItem(entry.meaning, _right(entry.edge), edge_marks(entry.edge, ink)) for entry in legend.edges]
    items += [_node_item(entry) for entry in legend.nodes]
    if legend.widths:
        items.append(_width_item(legend.measure, legend.widths, ink, line_scale))
    if legend.scale is not None:
        items.append(scale_item(legend.scale.low, legend.scale.high, legend.scale.colours, ink.text))
    return items


def _right(edge: SceneEdge) -> float:
    return max(x for x, _ in (edge.end, *edge.head))


def _node_item(entry: LegendNode) -> LegendItem:
    node = SceneNode("", _NODE_SIZE / 2, 0, _NODE_SIZE, entry.shape, entry.fill, entry.stroke)
    return LegendItem(entry.meaning, _NODE_SIZE, (node_mark(node),))


def _width_item(measure: str, widths: tuple[tuple[float, float], ...], ink: Ink, line_scale: float) -> LegendItem:
    """What is measured and, for each strength, its line and its value."""
    names = [f"{strength:.2g}" for strength, _ in widths]
    names[-1] = f"≥ {names[-1]}"
    x = text_width(measure, SIZE) + 9
    marks: list[Mark] = [Words(measure, 0, DROP, SIZE, ink.text)]
    for (_, width), name in zip(widths, names, strict=True):
        marks.append(Line((x, 0), (x + _WIDTH_LINE, 0), ink.quiet, width * line_scale))
        marks.append(Words(name, x + _WIDTH_LINE + 5, DROP, SIZE, ink.text))
        x += _WIDTH_LINE + 5 + text_width(name, SIZE) + 9
    return LegendItem("", x - 9, (Group(tuple(marks)),))
