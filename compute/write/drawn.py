"""How a network was drawn: what a file needs so that another program shows the same picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BENEATH = (0, 1)


@dataclass(frozen=True)
class NodeLook:
    """One gene. x to the right, y down, in pixels; size: diameter or side in pixels; colours ``#rrggbb``.

    label: the name as drawn, empty where none was; side: where it was, across and down from the gene, −1, 0 or 1 each:
    (0, 1) is beneath it. opacity: 0 to 1.
    """

    x: float
    y: float
    size: float
    colour: str
    opacity: float = 1.0
    border_colour: str = "#ffffff"
    border_width: float = 1.0
    label: str = ""
    label_size: float = 11.0
    bold: bool = False
    side: tuple[int, int] = BENEATH


@dataclass(frozen=True)
class EdgeLook:
    """One edge: width in pixels, opacity 0 to 1, colour ``#rrggbb``."""

    width: float
    opacity: float
    colour: str


@dataclass(frozen=True)
class Looks:
    """The looks of every gene of a network, by name, and of its edges, by regulator and target."""

    nodes: Mapping[str, NodeLook]
    edges: Mapping[tuple[str, str], EdgeLook]
