"""How wide a word is in the pictures we write, and where a caption breaks.

An SVG keeps its text as text, so whoever opens it chooses the font. Every widely used sans serif (Helvetica, Arial,
Liberation Sans) shares the advance widths below, so label boxes computed from them hold in all of these.
"""

from __future__ import annotations

import re

FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif"

LINE_HEIGHT = 1.3
BOLD_FACTOR = 1.07
DIGIT_WIDTH, FOREIGN_WIDTH = 556, 1000

# Advance widths of Helvetica in thousandths of the font size, letters by width.
_LETTERS = {
    222: "ijl",
    278: "ftI",
    333: "r",
    500: "ckszvxyJ",
    556: "abdeghnopquL",
    611: "FTZ",
    667: "ABEKPSVXY",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    944: "W",
}
_SIGNS = {
    " ": 278,
    "\u00a0": 278,
    ".": 278,
    ",": 278,
    ":": 278,
    "-": 333,
    "/": 278,
    "|": 260,
    "(": 333,
    ")": 333,
    "·": 278,
}
_SIGNS |= {"+": 584, "=": 584, "≥": 549, "−": 584, "_": 556, "'": 191, "%": 889, "@": 1015, "—": 1000}
_WIDTHS = {letter: width for width, letters in _LETTERS.items() for letter in letters} | _SIGNS


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text, in the unit of ``size`` (the font size).

    Letters outside the Latin alphabet count as one em, so a label box is never too small for its text.
    """
    thousandths = sum(_WIDTHS.get(letter, DIGIT_WIDTH if letter.isascii() else FOREIGN_WIDTH) for letter in text)
    return thousandths / 1000 * size * (BOLD_FACTOR if bold else 1.0)


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
