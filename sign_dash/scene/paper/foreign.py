"""Drawings that come from a browser or a file: SVG that is nothing but a drawing, of a bounded size, or refused.

Programs that open what is exported follow what a drawing refers to: svglib puts pictures of this machine's disk into a
PDF, and draws a part once for each time it is used, which ten lines can make a thousand million. No figure of the
dashboard refers to anything but its own clips and patterns, so nothing else is let in.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from sign_dash.scene.paper.svg import SVG

LONGEST: Final = 20_000_000
"""Characters of one drawing."""
MOST_PARTS: Final = 300_000
DEEPEST: Final = 64
MOST_PIXELS: Final = 150_000_000
"""Of the bitmaps in one drawing: a heat map is made as sharp as 12,000 to a side (assets/js/exporting/charts.mjs)."""
WIDEST: Final = 1e6
"""Of a drawing, in its own units."""
PNG: Final = b"\x89PNG\r\n\x1a\n"
_SHAPES: Final = ("g", "circle", "ellipse", "rect", "line", "polyline", "polygon", "path")
_PAINTS: Final = frozenset({"clipPath", "pattern", "linearGradient", "radialGradient"})
"""What others refer to; what is in them refers to nothing, or each could hold the next many times."""
_PAINTED: Final = frozenset({*_SHAPES, "stop", "title"})
"""What such a one may hold."""
_KNOWN: Final = frozenset({"svg", "defs", "desc", "metadata", "text", "tspan", "image"}) | _PAINTED | _PAINTS
MOST_REPEATED: Final = 100_000_000
"""Characters, of the largest such one times the number of references: it is drawn anew for each."""
_BITMAP: Final = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]*)")
_REFERENCE: Final = re.compile(r"url\(\s*+(['\"]?#)?", re.IGNORECASE)
_WORDS: Final = re.compile(r"data-.*|aria-.*|id|class|role|font-family", re.DOTALL)
"""Attributes that hold names, and draw nothing."""
_LENGTH: Final = re.compile(r"\s*(\d{1,12}(?:\.\d{1,12})?)(?:px|pt|mm|cm|in|em)?\s*")


def require_drawing(svg: str) -> None:
    """ValueError, in words, for text that is no SVG, larger than is drawn, or more than a drawing."""
    if len(svg) > LONGEST:
        raise ValueError(f"a picture has more than {LONGEST:,} characters")
    parser = expat.ParserCreate("utf-8", " ")
    seen = _Seen()
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    try:
        parser.Parse(svg.encode(), True)
    except expat.ExpatError as error:
        raise ValueError(f"a picture is damaged: {error}") from None


def drawn_size(attributes: Mapping[str, str]) -> tuple[float, float]:
    """Width and height of a drawing in its own units, by the attributes of its root; 1 where it says none.

    ValueError where they are no sizes.
    """
    box = attributes.get("viewBox", "").replace(",", " ").split()
    texts = box[2:] if box else [attributes.get(side, "1") for side in ("width", "height")]
    found = [float(text) if box else _length(text) for text in texts]
    if len(box) not in (0, 4) or not all(math.isfinite(float(text)) for text in box):
        raise ValueError("a picture has no size")
    width, height = found
    if not (1 / WIDEST <= width <= WIDEST and 1 / WIDEST <= height <= WIDEST):
        raise ValueError("a picture has no size")
    return width, height


def pixels(png: bytes) -> int:
    """How many a PNG holds, by its first bytes; ValueError for what is none."""
    if not png.startswith(PNG):
        raise ValueError("a picture is no PNG")
    return int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big")


@dataclass
class _Seen:
    """What there has been of a drawing."""

    parts: int = 0
    pixels: int = 0
    references: int = 0
    paint: int = 0
    largest: int = 0
    open: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self.open and (space, name) != (SVG, "svg"):
            raise ValueError("a picture is no SVG")
        if space != SVG or name not in _KNOWN:
            raise ValueError(f"a picture holds what no figure has: {name[:40]}")
        if not self.open:
            drawn_size(attributes)
        inside = bool(_PAINTS.intersection(self.open))
        if inside and name not in _PAINTED:
            raise ValueError(f"a picture holds what no figure has: {name[:40]}")
        self.paint = self.paint + len(name) + sum(map(len, attributes.values())) if inside else 0
        self.largest = max(self.largest, self.paint)
        self.parts += 1
        self.open.append(name)
        if self.parts > MOST_PARTS or len(self.open) > DEEPEST:
            raise ValueError(f"a picture has more than {MOST_PARTS:,} parts, or more than {DEEPEST} within each other")
        for key, value in attributes.items():
            self._attribute(name, key.rpartition(" ")[2], value, inside)

    def end(self, _tag: str) -> None:
        self.open.pop()
        if self.references * self.largest > MOST_REPEATED:
            raise ValueError("a picture draws one of its parts too often")

    def _attribute(self, tag: str, name: str, value: str, inside: bool) -> None:
        if _WORDS.fullmatch(name):
            return
        if name.lower() in ("href", "src"):
            self._bitmap(tag, value)
            return
        references = _REFERENCE.findall(value)
        self.references += len(references)
        if name.lower().startswith("on") or "\\" in value or not all(references) or (inside and references):
            raise ValueError(f"a picture holds what no figure has: {name[:40]}")

    def _bitmap(self, tag: str, value: str) -> None:
        found = _BITMAP.fullmatch(value)
        if tag != "image" or not found:
            raise ValueError("a picture refers to something outside of it")
        self.pixels += pixels(_head(found[1]))
        if self.pixels > MOST_PIXELS:
            raise ValueError(f"a picture has more than {MOST_PIXELS:,} pixels")


def _head(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text[:80].split())[:32])
    except binascii.Error:
        return b""


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return 1.0 if text.strip().endswith("%") else float(found[1]) if found else math.nan


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() != "utf-8":  # the next reader of it would read other letters
        raise ValueError("a picture is not in UTF-8")


def _doctype(*_: object) -> None:
    raise ValueError("a picture holds what no figure has: DOCTYPE")


def _instruction(target: str, _data: str) -> None:
    raise ValueError(f"a picture holds what no figure has: {target[:40]}")
