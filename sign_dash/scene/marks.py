"""The marks of a network: a node, an edge with its head."""

from __future__ import annotations

from sign_dash.numbers import signed
from sign_dash.scene import look
from sign_dash.scene.paper.marks import Area, Box, Disc, Group, Line, Mark
from sign_dash.scene.paper.page import Ink
from sign_dash.scene.scene import InkName, SceneEdge, SceneNode


def node_mark(node: SceneNode) -> Disc | Box:
    """A circle for a regulator, a square with soft corners for a target."""
    half, rim = node.size / 2, node.stroke_width
    if node.shape == "round":
        return Disc(node.x, node.y, half, node.fill, node.stroke, rim, node.opacity, node.gene)
    left, top, corner = node.x - half, node.y - half, node.size * look.CORNER
    return Box(left, top, node.size, node.size, corner, node.fill, node.stroke, rim, node.opacity, node.gene)


def edge_marks(edge: SceneEdge, ink: Ink) -> tuple[Mark, ...]:
    """The strokes along the line, the head (an arrow that activates or a bar that represses), the ring, the dot."""
    colour = ink_of(edge.ink, ink)
    marks: list[Mark] = [
        Line(
            edge.start, edge.end, ink_of(stroke.ink, ink), stroke.width, edge.control,
            stroke.opacity, stroke.dashes, stroke.round,
        )
        for stroke in edge.strokes
    ]  # fmt: skip
    if edge.head:
        marks.append(Area(edge.head, colour, edge.opacity))
    if edge.ring:
        marks.append(Disc(edge.ring.x, edge.ring.y, edge.ring.radius, ink.ground, colour, edge.ring.width))
    if edge.dot:
        marks.append(Disc(edge.dot.x, edge.dot.y, edge.dot.radius + edge.dot.rim, ink.ground))
        marks.append(Disc(edge.dot.x, edge.dot.y, edge.dot.radius, ink.text))
    return tuple(marks)


def edge_group(edge: SceneEdge, ink: Ink) -> Group:
    """An edge of a network, which a program finds by its two genes."""
    sign = "→" if edge.activates else "⊣"
    known = "" if edge.known is None else f", known pair, {edge.known.references} references"
    hint = f"{edge.regulator} {sign} {edge.target} {signed(edge.coefficient, 3)}{known}"
    return Group(edge_marks(edge, ink), edge=(edge.regulator, edge.target), hint=hint)


def ink_of(name: InkName, ink: Ink) -> str:
    """The colour that a role has on paper."""
    return {
        "activates": ink.activates, "represses": ink.represses, "ink": ink.text, "quiet": ink.quiet, "card": ink.ground,
    }[name]  # fmt: skip
