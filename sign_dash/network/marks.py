"""The marks of a network: a node, an edge with its head."""

from __future__ import annotations

from sign_dash.drawing.marks import Area, Box, Disc, Group, Line
from sign_dash.drawing.page import Ink
from sign_dash.network.geometry import EdgeShape
from sign_dash.network.scene import SceneEdge, SceneNode


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


def edge_marks(edge: SceneEdge, shape: EdgeShape, ink: Ink) -> tuple[Line, Area]:
    """The line and its head, an arrow that activates or a bar that represses; both in the opacity of the edge."""
    colour = edge.colour or (ink.activates if edge.activates else ink.represses)
    line = Line(shape.start, shape.end, colour, edge.width, shape.control, edge.opacity, edge.dashes)
    return line, Area(shape.head, colour, edge.opacity)


def edge_group(edge: SceneEdge, shape: EdgeShape, ink: Ink) -> Group:
    """An edge of a network, which a program finds by its two genes."""
    sign = "→" if edge.activates else "⊣"
    hint = f"{edge.regulator} {sign} {edge.target} {signed(edge.coefficient)}"
    return Group(edge_marks(edge, shape, ink), edge=(edge.regulator, edge.target), hint=hint)
