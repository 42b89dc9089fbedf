"""Where things lie on a slide of 16 to 9, in points (1/72 inch), from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class SlideBox:
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


GROUND: Final = SlideBox(0, 0, 960, 540)
MARGIN: Final = 34.0
TITLE_HEIGHT: Final = 60.0
FOOT_HEIGHT: Final = 26.0
GAP: Final = 16.0


def places(count: int) -> list[SlideBox]:
    """Where so many pictures go: side by side, from three on in two rows."""
    columns = 1 if count == 1 else 2
    rows = max(-(-count // columns), 1)
    width = (GROUND.width - 2 * MARGIN - (columns - 1) * GAP) / columns
    top = MARGIN / 2 + TITLE_HEIGHT
    height = (GROUND.height - top - FOOT_HEIGHT - MARGIN / 2 - (rows - 1) * GAP) / rows
    return [
        SlideBox(MARGIN + at % columns * (width + GAP), top + at // columns * (height + GAP), width, height)
        for at in range(count)
    ]


def fitted(box: SlideBox, width: float, height: float) -> SlideBox:
    """A picture of that shape as large as the box allows, in its middle, not distorted."""
    scale = min(box.width / width, box.height / height)
    wide, high = width * scale, height * scale
    return SlideBox(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)
