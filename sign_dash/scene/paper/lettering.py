"""How wide a word is in the pictures we write, and where a caption breaks."""

from __future__ import annotations

import re

from sign_dash.scene.paper import fonts

FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif"

LINE_HEIGHT = 1.3


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text, in the unit of ``size`` (the font size)."""
    return 0.001 * size * fonts.width(text, bold)


def wrap(text: str, size: float, width: float) -> list[str]:
    """The lines of ``text`` at font size ``size`` within ``width``, broken between words.

    A single word wider than the line stands alone on its line rather than being cut.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, re.split(r"[ \n\t]+", text)):  # not at ties (no-break spaces)
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines
