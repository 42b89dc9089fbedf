"""How large a picture is on paper, how large its letters are, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from compute.errors import UserError
from compute.messages import Message

POINTS_PER_MM: Final = 72 / 25.4
ONE_COLUMN, TWO_COLUMNS, SLIDE = 85.0, 178.0, 254.0
"""Widths in mm: of a journal's column, of its page, of a slide."""
NARROWEST, WIDEST = 40.0, 1200.0
SMALLEST_TYPE, LARGEST_TYPE = 4.0, 36.0
TALLEST: Final = 1.3
"""Height of a network, in widths of the paper."""
LEGEND_LEAVES: Final = 0.8
"""Share of a page's height that its legend leaves to the network."""


@dataclass(frozen=True)
class Paper:
    """width: in mm; type_size: in points, of the gene names, axes, legend and caption. height: in mm, of the page the
    picture is for, where it has one (a slide): pictures then use its width; None where a page is as high as it needs.

    names, title, legend, caption: whether they are drawn. transparent: no ground. The label of simulated data has no
    such switch.
    """

    width: float = TWO_COLUMNS
    type_size: float = 8.0
    names: bool = True
    title: bool = True
    legend: bool = True
    caption: bool = True
    transparent: bool = False
    height: float | None = None

    @property
    def points(self) -> float:
        """The width in points."""
        return self.width * POINTS_PER_MM

    @property
    def tallest(self) -> float:
        """The height a network may take, in points: beside its legend on a page with a height."""
        most = TALLEST * self.points
        return most if self.height is None else min(most, LEGEND_LEAVES * self.height * POINTS_PER_MM)


def read_paper(wanted: Mapping[str, Any]) -> Paper:
    """The settings as the export panel sends them; :class:`UserError` for a width or type that is out of range."""
    width = _within(wanted.get("width", TWO_COLUMNS), NARROWEST, WIDEST, Message("The width"), "mm")
    size = _within(wanted.get("typeSize", 8.0), SMALLEST_TYPE, LARGEST_TYPE, Message("The font size"), "pt")
    shown = {part: bool(wanted.get(part, True)) for part in ("names", "title", "legend", "caption")}
    height = wanted.get("height")
    room = None if height is None else _within(height, NARROWEST, WIDEST, Message("The height"), "mm")
    return Paper(width, size, **shown, transparent=bool(wanted.get("transparent", False)), height=room)


def _within(value: object, low: float, high: float, what: Message, unit: str) -> float:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
    if not (isfinite(number) and low <= number <= high):
        raise UserError(
            "{what} of a picture must be from {low:g} to {high:g} {unit}.",
            what=what,
            low=low,
            high=high,
            unit=unit,
        )
    return number
