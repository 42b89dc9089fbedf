"""Fonts for PDF: which of this machine's fonts has which character, and text cut into runs of one font each.

A PDF carries its fonts inside. The first of the usual sans serifs that is on the machine is used; a character it lacks
comes from another font, for Chinese, Japanese and Korean at the last from the fonts every PDF reader has for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

# Regular and bold, the best first; Vera comes with reportlab, so there always is one.
_SANS: Final = (
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arimo-Regular.ttf", "Arimo-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
_OTHERS: Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("seguisym.ttf", ""),
    ("Apple Symbols.ttf", ""),
    ("Arial Unicode.ttf", ""),
    ("ARIALUNI.TTF", ""),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("FreeSans.ttf", "FreeSansBold.ttf"),
    ("ipaexg.ttf", ""),
    ("ipag.ttf", ""),
    ("msgothic.ttc", ""),
    ("YuGothR.ttc", "YuGothB.ttc"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("DroidSansFallbackFull.ttf", ""),
)
_FOLDERS: Final = (
    *(("C:/Windows/Fonts",) if sys.platform == "win32" else ()),
    *(("/System/Library/Fonts", "/Library/Fonts") if sys.platform == "darwin" else ()),
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
)
MISSING: Final = "□"
"""Stands for a character that no font has."""
_CJK: Final = ("HeiseiKakuGo-W5", "STSong-Light", "HYSMyeongJo-Medium")
_CODECS: Final = {"HeiseiKakuGo-W5": "shift_jis", "STSong-Light": "gb18030", "HYSMyeongJo-Medium": "euc_kr"}


@dataclass(frozen=True)
class Font:
    """A registered font: its names in reportlab, and the characters it has (None: judged by ``codec``)."""

    regular: str
    bold: str
    characters: frozenset[int] | None
    codec: str = ""

    def has(self, character: str) -> bool:
        if self.characters is not None:
            return ord(character) in self.characters
        # The readers' own fonts: for the letters of the language only, not for whatever the codec knows besides.
        return ord(character) >= 0x2E80 and ord(character) < 0x10000 and _encodes(character, self.codec)


def runs(text: str, bold: bool = False) -> Iterator[tuple[str, str]]:
    """The text in pieces with the name of the font each is written in; what no font has is :data:`MISSING`."""
    piece, font = "", ""
    for character in text:
        found = _font_of(character)
        shown = character if found else MISSING
        chosen = found or _font_of(MISSING) or fonts()[0]
        name = chosen.bold if bold else chosen.regular
        if piece and name != font:
            yield font, piece
            piece = ""
        piece, font = piece + shown, name
    if piece:
        yield font, piece


def missing(text: str) -> set[str]:
    """The characters of a text that no font has."""
    return {character for character in text if not character.isspace() and _font_of(character) is None}


@cache
def _font_of(character: str) -> Font | None:
    if character in "\t\n\r":
        return fonts()[0]
    return next((font for font in fonts() if font.has(character)), None)


@cache
def fonts() -> tuple[Font, ...]:
    """Every font that may be used, the main one first."""
    files = _font_files()
    main = next(filter(None, (_registered(pair, files) for pair in _SANS)))
    others = [font for pair in _OTHERS if (font := _registered(pair, files)) and font.regular != main.regular]
    return main, *others, *(_readers_own(name) for name in _CJK)


def _registered(pair: tuple[str, str], files: dict[str, Path]) -> Font | None:
    regular, bold = (_register(name, files) for name in pair)
    if regular is None:
        return None
    face = pdfmetrics.getFont(regular).face
    return Font(regular, bold or regular, frozenset(face.charToGlyph))


@cache
def _known() -> dict[str, str]:
    return {}


def _register(file_name: str, files: dict[str, Path]) -> str | None:
    """Its name in reportlab; None where it is not there, or is of a kind reportlab cannot embed."""
    if file_name not in files:
        return None
    name = f"Sign{Path(file_name).stem.replace(' ', '')}"
    if name in _known():
        return name
    try:
        pdfmetrics.registerFont(TTFont(name, str(files[file_name])))
    except (TTFError, OSError):
        return None
    _known()[name] = file_name
    return name


def _readers_own(name: str) -> Font:
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return Font(name, name, None, _CODECS[name])


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _font_files() -> dict[str, Path]:
    """Where each wanted file lies; the first place wins."""
    wanted = {name for pair in (*_SANS, *_OTHERS) for name in pair if name}
    found: dict[str, Path] = {}
    for folder in (*_FOLDERS, *rl_config.TTFSearchPath):
        root = Path(folder).expanduser()
        if not root.is_dir():
            continue
        for path in sorted(root.rglob("*.tt[fc]")) + sorted(root.rglob("*.TTF")):
            if path.name in wanted:
                found.setdefault(path.name, path)
    return found
