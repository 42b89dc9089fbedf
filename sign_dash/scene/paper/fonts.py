"""The fonts of every PDF, and text cut into runs of one font each.

They come with Python packages, so a PDF looks the same wherever it is written, and each file carries the letters it
uses. Arimo is as wide as Helvetica, Arial and Liberation Sans: what is measured here holds in an SVG too, which leaves
the font to whoever opens it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MISSING: Final = "□"
"""Stands for a character that no font has."""
BOLD_WEIGHT: Final = 700


@dataclass(frozen=True)
class Font:
    """A font of an installed package. name: in reportlab and in the PDF. variable: it has a bold weight as well."""

    name: str
    package: str
    file: str
    variable: bool = False

    def regular(self) -> str:
        return _registered(self, bold=False)

    def bold(self) -> str:
        return _registered(self, bold=self.variable)

    def has(self, character: str) -> bool:
        return ord(character) in pdfmetrics.getFont(self.regular()).face.charToGlyph

    def width(self, character: str, bold: bool) -> float:
        """In thousandths of the size."""
        if bold and self.variable:
            return _bold_width(self, character)
        return float(pdfmetrics.getFont(self.regular()).face.getCharWidth(ord(character)))


FONTS: Final = (
    Font("Arimo", "fontpkg_arimo", "files/Arimo[wght].ttf", variable=True),  # Latin, Greek, Cyrillic
    Font("WenQuanYiMicroHei", "paperang_p2_fonts_cjk", "fonts/wqy-microhei.ttc"),  # Chinese, Japanese, Korean
    Font("FiraCode", "fontpkg_fira_code", "files/FiraCode[wght].ttf"),  # ⊣
)
"""The first that has a character draws it. reportlab embeds TrueType outlines only, which is why none is a Noto CJK."""


def runs(text: str, bold: bool = False) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the name of its font before it; what no font has is :data:`MISSING`."""
    piece, font = "", ""
    for character in text:
        found = _font_of(character)
        name = (found or FONTS[0]).bold() if bold else (found or FONTS[0]).regular()
        if piece and name != font:
            yield font, piece
            piece = ""
        piece, font = piece + (character if found else MISSING), name
    if piece:
        yield font, piece


def width(text: str, bold: bool = False) -> float:
    """Width of :func:`runs`, in thousandths of the size. No bold font is made for it: that takes half a second."""
    found = ((_font_of(character), character) for character in text)
    return sum((font or FONTS[0]).width(character if font else MISSING, bold) for font, character in found)


def missing(text: str) -> set[str]:
    """The characters of a text that no font has."""
    return {character for character in text if not character.isspace() and _font_of(character) is None}


@cache
def _font_of(character: str) -> Font | None:
    if character in "\t\n\r":
        return FONTS[0]
    return next((font for font in FONTS if font.has(character)), None)


@cache
def _registered(font: Font, bold: bool) -> str:
    """Its name in reportlab, which knows it from now on."""
    path = files(font.package) / font.file
    name = f"{font.name}-Bold" if bold else font.name
    source = _bold(path.read_bytes(), name) if bold else io.BytesIO(path.read_bytes())
    pdfmetrics.registerFont(TTFont(name, source))
    return name


@cache
def _bold_width(font: Font, character: str) -> float:
    glyphs, names, size = _bold_glyphs(font)
    return float(glyphs[names.get(ord(character), ".notdef")].width * 1000 / size)


@cache
def _bold_glyphs(font: Font) -> tuple[Any, dict[int, str], int]:
    """The glyphs of a variable font in bold, the name of each character's, and the units in an em."""
    from fontTools.ttLib import TTFont as Tables  # here, as below

    tables = Tables(io.BytesIO((files(font.package) / font.file).read_bytes()))
    return tables.getGlyphSet(location={"wght": BOLD_WEIGHT}), tables.getBestCmap(), tables["head"].unitsPerEm


def _bold(content: bytes, name: str) -> io.BytesIO:
    """The bold weight of a variable font as a font of its own, since reportlab knows no weights."""
    from fontTools.ttLib import TTFont as Tables  # here: it takes a moment, and only bold letters need it
    from fontTools.varLib.instancer import instantiateVariableFont

    tables = Tables(io.BytesIO(content))
    for unused in {"GDEF", "GPOS", "GSUB"} & set(tables.keys()):
        del tables[unused]
    instantiateVariableFont(tables, {"wght": BOLD_WEIGHT}, inplace=True, optimize=False)
    tables["name"].setName(name, 6, 3, 1, 0x409)  # two faces of one PostScript name are one to reportlab
    written = io.BytesIO()
    tables.save(written)
    written.seek(0)
    return written
