"""A picture of a network that knows nothing of any renderer.

The canvas on screen is read into a :class:`Scene`, and the scene is laid out as marks on a page (``picture.py``): the
exported picture is the screen, with dragged nodes where they were dragged. Coordinates are canvas units, x to the right
and y down; one unit is one pixel at zoom 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sign_dash.scene.paper.page import Ink

Head = Literal["", "arrow", "bar", "none"]
Shape = Literal["round", "square"]
"""Regulators are round, targets square."""


@dataclass(frozen=True, slots=True)
class SceneNode:
    """One gene: centre, size (diameter or side), colours; ``focus`` names are bold and placed first, and a gene that is
    not ``named`` has no name drawn."""

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


@dataclass(frozen=True, slots=True)
class SceneEdge:
    """One edge as drawn: positive coefficients activate (arrow head), negative ones repress (T-bar).

    ``bend`` is how far the curve's middle lies from the straight line, to the right of the way from the regulator to
    the target; 0 is straight. Two genes that regulate each other are drawn as two bent edges. colour: where it is not
    that of its sign. dashes: of the line, in canvas units. head: where it is not that of the coefficient's sign.
    double: two lines beside each other. ring: an open ring where the edge begins.
    """

    regulator: str
    target: str
    coefficient: float
    width: float
    opacity: float
    bend: float = 0.0
    arrow_scale: float = 1.0
    colour: str = ""
    dashes: tuple[float, ...] = ()
    head: Head = ""
    double: bool = False
    ring: bool = False

    @property
    def activates(self) -> bool:
        return self.coefficient > 0

    @property
    def arrow(self) -> bool:
        """Whether the head is an arrow."""
        return self.head == "arrow" if self.head else self.activates


@dataclass(frozen=True, slots=True)
class LegendNode:
    """A node of the legend and what it stands for."""

    shape: Shape
    fill: str
    stroke: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LegendEdge:
    """An edge of the legend and what it stands for; its looks as of :class:`SceneEdge`."""

    meaning: str
    activates: bool
    colour: str = ""
    dashes: tuple[float, ...] = ()
    double: bool = False
    ring: bool = False
    head: Head = ""


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
    edges: tuple[LegendEdge, ...] = (LegendEdge("activates", True), LegendEdge("represses", False))


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
