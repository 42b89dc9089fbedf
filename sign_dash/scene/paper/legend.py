"""A legend: marks with their meanings, flowing from left to right and wrapping like words.

Laid out in type of :data:`SIZE`; the page scales it to the type it wants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sign_dash.scene.paper.lettering import text_width
from sign_dash.scene.paper.marks import Box, Group, Line, Mark, Words

SIZE = 11.0
ROW = 20.0
SPACE = 22.0
MARK_GAP = 7.0
DROP = SIZE * 0.36
"""How far the baseline lies beneath the middle of the letters."""
_SCALE_WIDTH, _SCALE_HEIGHT = 72.0, 8.0
_SWATCH = 11.0


@dataclass(frozen=True, slots=True)
class LegendItem:
    """Marks from x = 0 to ``mark_width``, centred on y = 0, and what they mean."""

    meaning: str
    mark_width: float = 0.0
    marks: tuple[Mark, ...] = ()
    colour: str = ""

    @property
    def width(self) -> float:
        gap = MARK_GAP if self.mark_width and self.meaning else 0.0
        return self.mark_width + gap + text_width(self.meaning, SIZE)


def laid_out(items: Sequence[LegendItem], width: float, ink: str) -> tuple[tuple[Mark, ...], float]:
    """The marks of a legend ``width`` wide, its upper left corner at 0, 0, and its height. ink: of the words."""
    rows = _rows(items, width)
    marks: list[Mark] = []
    for index, row in enumerate(rows):
        x, y = 0.0, ROW * (index + 0.5)
        for item in row:
            if item.marks:
                marks.append(Group(item.marks, x=x, y=y))
            if item.meaning:
                left = x + item.mark_width + (MARK_GAP if item.mark_width else 0.0)
                marks.append(Words(item.meaning, left, y + DROP, SIZE, item.colour or ink))
            x += item.width + SPACE
    return tuple(marks), ROW * len(rows)


def _rows(items: Sequence[LegendItem], width: float) -> list[list[LegendItem]]:
    rows: list[list[LegendItem]] = []
    filled = 0.0
    for item in items:
        if not rows or (filled and filled + item.width > width):
            rows.append([])
            filled = 0.0
        rows[-1].append(item)
        filled += item.width + SPACE
    return rows


def scale_item(low: str, high: str, colours: Sequence[str], ink: str) -> LegendItem:
    """The words of both ends with the scale of colours between them."""
    start = text_width(low, SIZE) + MARK_GAP if low else 0.0
    step = _SCALE_WIDTH / len(colours)
    # A hair wider than the step: no seams between them.
    boxes = [
        Box(start + index * step, -_SCALE_HEIGHT / 2, step + (0.3 if index + 1 < len(colours) else 0), _SCALE_HEIGHT,
            fill=colour)
        for index, colour in enumerate(colours)
    ]  # fmt: skip
    words = (Words(low, 0, DROP, SIZE, ink),) if low else ()
    return LegendItem(high, start + _SCALE_WIDTH, (*words, *boxes))


def swatch_item(meaning: str, colour: str, *, line: bool = False, ink: str = "") -> LegendItem:
    """A patch, or a piece of line, of one colour."""
    if line:
        return LegendItem(meaning, 2 * _SWATCH, (Line((0, 0), (2 * _SWATCH, 0), colour, 2.0),), ink)
    return LegendItem(meaning, _SWATCH, (Box(0, -_SWATCH / 2, _SWATCH, _SWATCH, 2.0, fill=colour),), ink)


def row_item(parts: Sequence[Mapping[str, Any]], ink: str) -> LegendItem:
    """Words and patches one after the other, as the browser read them from a legend on screen.

    parts: each ``{"words", "colour"}``, ``{"patch": colour}``, ``{"line": colour}`` or ``{"scale": [colours]}``.
    """
    marks: list[Mark] = []
    x = 0.0
    for part in parts:
        if "words" in part:
            text = str(part["words"])
            marks.append(Words(text, x, DROP, SIZE, str(part.get("colour") or ink)))
            x += text_width(text, SIZE)
        else:
            item = _patch(part, ink)
            marks.append(Group(item.marks, x=x))
            x += item.mark_width
        x += MARK_GAP
    return LegendItem("", max(x - MARK_GAP, 0.0), tuple(marks))


def _patch(part: Mapping[str, Any], ink: str) -> LegendItem:
    if "scale" in part:
        return scale_item("", "", smooth([str(colour) for colour in part["scale"]]), ink)
    return swatch_item("", str(part.get("line") or part.get("patch") or ink), line="line" in part)


def smooth(stops: Sequence[str], steps: int = 24) -> list[str]:
    """Colours from the first stop to the last, as a gradient through all of them runs."""
    channels = [[int(stop[at : at + 2], 16) for stop in stops] for at in (1, 3, 5)]
    places = np.linspace(0, 1, len(stops))
    mixed = [np.interp(np.linspace(0, 1, steps), places, channel).round().astype(int) for channel in channels]
    return [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in zip(*mixed, strict=True)]
