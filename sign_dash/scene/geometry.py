"""Where an edge leaves one node, reaches the other, and what its head looks like."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, pow

from sign_dash.scene.scene import SceneEdge, SceneNode

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class EdgeShape:
    """An edge ready to be drawn: the line from ``start`` to ``end``, through ``control`` if it bends, and the head.

    The head is a closed outline: a triangle with its tip on the target's rim, or a bar across the line.
    """

    start: Point
    end: Point
    control: Point | None
    head: tuple[Point, ...]

    @property
    def chords(self) -> tuple[tuple[float, float, float, float], ...]:
        """The line as straight pieces x1, y1, x2, y2 (two for a bent edge), for finding what it crosses."""
        if self.control is None:
            return ((*self.start, *self.end),)
        middle = _between(_between(self.start, self.end, 0.5), self.control, 0.5)
        return (*self.start, *middle), (*middle, *self.end)

    def along(self, far: float) -> Point:
        """The point so far from the beginning, towards the control point where there is one."""
        to = self.control or self.end
        way = hypot(to[0] - self.start[0], to[1] - self.start[1]) or 1.0
        return _between(self.start, to, far / way)


def edge_shape(edge: SceneEdge, source: SceneNode, target: SceneNode) -> EdgeShape:
    """The drawn edge from rim to rim, or from centre to centre where one node was dragged onto the other."""
    control = _control(edge.bend, source, target)
    towards_target = control or (target.x, target.y)
    towards_source = control or (source.x, source.y)
    start = rim(source, towards_target)
    tip = rim(target, towards_source)
    if not _in_order(source, start, tip, target):
        start, tip = (source.x, source.y), (target.x, target.y)
    length = hypot(tip[0] - towards_source[0], tip[1] - towards_source[1])
    direction = (1.0, 0.0)  # two nodes on one spot have no direction between them; any will do
    if length > 1e-9:
        direction = ((tip[0] - towards_source[0]) / length, (tip[1] - towards_source[1]) / length)
    size = head_size(edge.width, edge.arrow_scale)
    head = _arrow(tip, direction, size) if edge.arrow else _bar(tip, direction, size)
    # The line ends just inside the head: it must not show beyond a pointed tip, nor through a head that is translucent.
    end = _step(tip, direction, -size * 0.97) if edge.arrow else _step(tip, direction, -size * 0.32)
    return EdgeShape(start, end, control, head)


def head_size(width: float, scale: float = 1.0) -> float:
    """Length of an arrow head on a line of this width, growing more slowly than the line (as the canvas does it)."""
    return 0.3 * scale * max(pow(13.37 * width, 0.9), 29.0)


def rim(node: SceneNode, towards: Point) -> Point:
    """Where the straight line from the node's centre to ``towards`` leaves the node."""
    dx, dy = towards[0] - node.x, towards[1] - node.y
    length = hypot(dx, dy)
    if length < 1e-9:
        return node.x, node.y
    radius = node.size / 2 + node.stroke_width / 2
    reach = radius / length if node.shape == "round" else radius / max(abs(dx), abs(dy))
    return node.x + dx * reach, node.y + dy * reach


def _control(bend: float, source: SceneNode, target: SceneNode) -> Point | None:
    dx, dy = target.x - source.x, target.y - source.y
    length = hypot(dx, dy)
    if bend == 0 or length < 1e-9:
        return None
    middle = ((source.x + target.x) / 2, (source.y + target.y) / 2)
    # A quadratic curve passes halfway between its chord and its control point.
    return middle[0] - dy / length * 2 * bend, middle[1] + dx / length * 2 * bend


def _in_order(source: SceneNode, start: Point, tip: Point, target: SceneNode) -> bool:
    """Whether the rims are met in the order source, target along the way between the centres."""
    dx, dy = target.x - source.x, target.y - source.y
    return (tip[0] - start[0]) * dx + (tip[1] - start[1]) * dy > 0


def _step(point: Point, direction: Point, length: float) -> Point:
    return point[0] + direction[0] * length, point[1] + direction[1] * length


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _arrow(tip: Point, direction: Point, size: float) -> tuple[Point, ...]:
    back = _step(tip, direction, -size)
    across = (-direction[1], direction[0])
    return tip, _step(back, across, size / 2), _step(back, across, -size / 2)


def _bar(tip: Point, direction: Point, size: float) -> tuple[Point, ...]:
    back = _step(tip, direction, -size / 3)
    across = (-direction[1], direction[0])
    half = size / 2
    return _step(tip, across, half), _step(back, across, half), _step(back, across, -half), _step(tip, across, -half)
