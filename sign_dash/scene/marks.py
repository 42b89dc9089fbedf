"""The marks of a network: a node, an edge with its head."""

from __future__ import annotations

from typing import Final

from sign_dash.scene.geometry import EdgeShape
from sign_dash.scene.paper.marks import Area, Box, Disc, Group, Line, Mark
from sign_dash.scene.paper.page import Ink
from sign_dash.scene.scene import SceneEdge, SceneNode

DOUBLE: Final = 3.2
"""How much wider than a single line a double one is, in canvas units."""
RING: Final = 8.0
"""From where an edge begins to the middle of its ring."""


def signed(value: float) -> str:
    """A coefficient as text: three decimals, always with its sign, a true minus."""
    return f"{value:+.3f}".replace("-", "−")


def node_mark(node: SceneNode) -> Disc | Box:
    """A circle for a regulator, a square with soft corners for a target."""
    half, rim = node.size / 2, node.stroke_width
    if node.shape == "round":
        return Disc(node.x, node.y, half, node.fill, node.stroke, rim, node.opacity, node.gene)
    left, top, corner = node.x - half, node.y - half, node.size * 0.2
    return Box(left, top, node.size, node.size, corner, node.fill, node.stroke, rim, node.opacity, node.gene)


def edge_marks(edge: SceneEdge, shape: EdgeShape, ink: Ink) -> tuple[Mark, ...]:
    """The line and its head, an arrow that activates or a bar that represses; both in the opacity of the edge."""
    colour = edge.colour or (ink.activates if edge.activates else ink.represses)
    width = edge.width + DOUBLE if edge.double else edge.width
    line = Line(shape.start, shape.end, colour, width, shape.control, edge.opacity, edge.dashes)
    marks: list[Mark] = [line]
    if edge.head != "none":
        marks.append(Area(shape.head, colour, edge.opacity))
    if edge.double:
        marks.insert(1, Line(shape.start, shape.end, ink.ground, max(1.4, edge.width * 0.45), shape.control))
    if edge.ring:
        x, y = shape.along(RING)
        marks.append(Disc(x, y, 2.2 + edge.width / 2, ink.ground, colour, 1.4))
    return tuple(marks)


def edge_group(edge: SceneEdge, shape: EdgeShape, ink: Ink) -> Group:
    """An edge of a network, which a program finds by its two genes."""
    sign = "→" if edge.arrow else "⊣"
    hint = f"{edge.regulator} {sign} {edge.target} {signed(edge.coefficient)}"
    return Group(edge_marks(edge, shape, ink), edge=(edge.regulator, edge.target), hint=hint)
