"""A picture of a network that knows nothing of any renderer.

The canvas on screen is read into a :class:`Scene`, and the scene is laid out as marks on a page (``picture.py``): the
exported picture is the screen, with dragged nodes where they were dragged. Coordinates are canvas units, x to the right
and y down; one unit is one pixel at zoom 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from compute.read import KnownPair
from sign_dash.scene.paper.page import Ink

Shape = Literal["round", "square"]
"""Regulators are round, targets square."""
InkName = Literal["activates", "represses", "ink", "quiet", "card"]
"""A colour by its role: the screen may be dark where the paper is white. ink: of the words; card: of the ground."""
Point = tuple[float, float]
Direction = tuple[int, int]
"""Across and down from a gene, −1, 0 or 1 each: (0, 1) is beneath it."""


@dataclass(frozen=True, slots=True)
class SceneNode:
    """One gene: centre, size (diameter or side), colours; ``focus`` names are bold and placed first, and a gene that is
    not ``named`` has no name drawn. side: where its name is on screen, None where it has none there."""

    gene: str
    x: float
    y: float
    size: float
    shape: Shape
    fill: str
    stroke: str
    stroke_width: float = 1.5
    focus: bool = False
    named: bool = True
    font_size: float = 11.0
    opacity: float = 1.0
    side: Direction | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line along an edge. dashes: in canvas units, empty for a solid line; round: with round ends."""

    ink: InkName
    width: float
    opacity: float = 1.0
    dashes: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """An open ring in the colour of its edge."""

    x: float
    y: float
    radius: float
    width: float


@dataclass(frozen=True, slots=True)
class Dot:
    """In the middle of the edge of a known pair, with a rim in the colour of the ground."""

    x: float
    y: float
    radius: float
    rim: float


@dataclass(frozen=True, slots=True)
class SceneEdge:
    """One edge as drawn, with every point where ``assets/js/edges.mjs`` put it.

    The line runs from ``start`` to ``end``, through the control point of a quadratic curve if it bends; ``strokes`` are
    painted along it one over the other. head: the closed outline of a triangle (activates) or a bar (represses), empty
    where there is none. width, opacity, ink: of the edge as a whole, for programs that draw it themselves. known: what
    is published of the pair, where known pairs are marked; dot: its mark.
    """

    regulator: str
    target: str
    coefficient: float
    activates: bool
    width: float
    opacity: float
    ink: InkName
    start: Point
    end: Point
    control: Point | None
    strokes: tuple[Stroke, ...]
    head: tuple[Point, ...]
    ring: Ring | None = None
    known: KnownPair | None = None
    dot: Dot | None = None

    @property
    def chords(self) -> tuple[tuple[float, float, float, float], ...]:
        """The line as straight pieces x1, y1, x2, y2 (two for a bent edge), for finding what it crosses."""
        if self.control is None:
            return ((*self.start, *self.end),)
        (x1, y1), (x2, y2), (cx, cy) = self.start, self.end, self.control
        middle = ((x1 + x2) / 4 + cx / 2, (y1 + y2) / 4 + cy / 2)
        return (*self.start, *middle), (*middle, *self.end)


@dataclass(frozen=True, slots=True)
class LegendNode:
    """A node of the legend and what it stands for."""

    shape: Shape
    fill: str
    stroke: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LegendEdge:
    """What an edge stands for; ``edge`` runs from 0, 0 to the right."""

    meaning: str
    edge: SceneEdge


@dataclass(frozen=True, slots=True)
class LegendScale:
    """A scale of colours from ``low`` to ``high``, in words; ``colours`` are its steps."""

    low: str
    high: str
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean. ``widths`` pairs strengths |coefficient|, ascending, with the line widths that show them;
    stronger edges are drawn like the last. ``measure`` names what the width shows."""

    nodes: tuple[LegendNode, ...] = ()
    widths: tuple[tuple[float, float], ...] = ()
    scale: LegendScale | None = None
    measure: str = "|coefficient|"
    edges: tuple[LegendEdge, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in the picture. ``simulated`` is written into it, wherever it ends up.

    Edges between genes that are not among the nodes are an error: a picture never drops an edge silently.
    """

    title: str
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    subtitle: str = ""
    caption: str = ""
    legend: Legend = field(default_factory=Legend)
    simulated: bool = False
    ink: Ink = field(default_factory=Ink)

    def __post_init__(self) -> None:
        known = {node.gene for node in self.nodes}
        if len(known) != len(self.nodes):
            raise ValueError("A scene holds every gene once.")
        for edge in self.edges:
            if edge.regulator not in known or edge.target not in known:
                raise ValueError(f"The edge {edge.regulator} → {edge.target} has no node at one end.")

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the nodes; zeros when there are none."""
        return bounds_of([(node.x, node.y, node.size / 2 + node.stroke_width) for node in self.nodes])


def bounds_of(discs: Sequence[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of discs given as x, y, radius; zeros when there are none."""
    if not discs:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(x - radius for x, _, radius in discs),
        min(y - radius for _, y, radius in discs),
        max(x + radius for x, _, radius in discs),
        max(y + radius for _, y, radius in discs),
    )
