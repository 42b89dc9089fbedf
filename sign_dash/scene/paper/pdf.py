"""SVG drawn as PDF: vectors stay vectors, text stays text, in fonts that the file carries.

svglib reads the SVG, reportlab writes it. Between them every text is cut into pieces of one font each
(:mod:`sign_dash.scene.paper.fonts`), because neither looks for a font that has the character.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import SvgRenderer, register_font

from compute.errors import UserError
from sign_dash.scene.paper.fonts import FONTS, missing, runs
from sign_dash.scene.paper.svg import SVG

_TEXT, _TSPAN, _RECT = (f"{{{SVG}}}{tag}" for tag in ("text", "tspan", "rect"))
_INVISIBLE = {f"{{{SVG}}}{tag}" for tag in ("title", "desc", "metadata")}


@dataclass(frozen=True)
class PdfFile:
    """A written PDF, and the characters that no font has: they are drawn as □."""

    content: bytes
    missing: frozenset[str]


def svg_to_pdf(svg: str, title: str = "") -> PdfFile:
    """A PDF of one page, as large as the SVG says; the same bytes every time.

    Raises :class:`UserError` where the text is no SVG, or cannot be drawn.
    """
    drawing, lacking = read_drawing(svg)
    stream = io.BytesIO()
    with _drawn():
        canvas = new_canvas(stream, drawing.width, drawing.height, title)
        renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return PdfFile(stream.getvalue(), lacking)


def new_canvas(stream: IO[bytes], width: float, height: float, title: str) -> Canvas:
    """An empty PDF with pages of a size in points. It begins in a font that it carries, not in Helvetica."""
    canvas = Canvas(
        stream, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=FONTS[0].regular()
    )
    canvas.setTitle(title)
    canvas.setCreator("SiGN-Dash")
    return canvas


def draw_svg(canvas: Canvas, svg: str, x: float, y: float, width: float, height: float) -> frozenset[str]:
    """Draw an SVG on a page of a PDF that is being written, as large as it fits into a box, in the box's middle.

    x, y: lower left corner of the box in points; width, height: of the box. Returns the characters that no font has.
    """
    drawing, lacking = read_drawing(svg)
    with _drawn():
        scale = min(width / drawing.width, height / drawing.height)
        canvas.saveState()
        canvas.translate(x + (width - drawing.width * scale) / 2, y + (height - drawing.height * scale) / 2)
        canvas.scale(scale, scale)
        renderPDF.draw(drawing, canvas, 0, 0)
        canvas.restoreState()
    return lacking


def read_drawing(svg: str) -> tuple[Drawing, frozenset[str]]:
    """The SVG as a reportlab drawing with its fonts set, and the characters that no font has."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UserError("The picture is not valid SVG ({error}); save it as SVG to inspect it.", error=error) from error
    lacking: set[str] = set()
    with _drawn():
        for text in list(root.iter(_TEXT)):
            lacking |= missing("".join(text.itertext()))
            _set_fonts(text)
        # Without a path of its own it reads no file that the drawing names; its types know none without.
        drawing = SvgRenderer(None).render(root)  # type: ignore[arg-type]
        drawing.initialFontName = FONTS[0].regular()  # reportlab would begin in Helvetica, used or not
    return drawing, frozenset(lacking)


@contextmanager
def _drawn() -> Iterator[None]:
    """Whatever svglib, Pillow or reportlab raises at the content of a drawing becomes one sentence."""
    try:
        yield
    except Exception as error:
        raise UserError(
            "A picture cannot be drawn as PDF ({error}); save it as SVG to inspect it.",
            error=str(error) or type(error).__name__,
        ) from error


def _set_fonts(text: Any) -> None:
    """Cut a text, and each of its spans, into spans of one font."""
    for skipped in [child for child in text if child.tag in _INVISIBLE]:
        text.remove(skipped)
    if text.get("paint-order") == "stroke":
        _lay_ground(text)
    spans = [text, *text.iter(_TSPAN)]
    for span in spans:
        if span.text and not any(child.tag == _TSPAN for child in span):
            _cut(span, _bold(span))


def _cut(span: Any, bold: bool) -> None:
    pieces = list(runs(span.text, bold))
    for font, _ in pieces:
        register_font(font, rlgFontName=font)
    if len(pieces) == 1:
        _use(span, pieces[0][0])
        span.text = pieces[0][1]
        return
    # Each piece gets its own place: svglib would anchor each by itself.
    size = float((_inherited(span, "font-size") or "12").removesuffix("px"))
    widths = [pdfmetrics.stringWidth(piece, font, size) for font, piece in pieces]
    share = {"middle": 0.5, "end": 1.0}.get(_inherited(span, "text-anchor"), 0.0)
    x = float(_inherited(span, "x") or 0) - sum(widths) * share
    span.text = None
    for (font, piece), width in zip(pieces, widths, strict=True):
        part = etree.SubElement(span, _TSPAN)
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        part.set("x", f"{x:.3f}")
        part.text = piece
        _use(part, font)
        x += width
    span.set("text-anchor", "start")
    _restyle(span, ("text-anchor",))


def _use(element: Any, font: str) -> None:
    """This font and no other: the registered name says regular or bold already."""
    _restyle(element, ("font-family", "font-weight", "font-style"))
    element.set("font-family", font)
    element.set("font-weight", "normal")
    element.set("font-style", "normal")


def _restyle(element: Any, without: Collection[str]) -> None:
    """Take these out of the element's style, where they would go before its attributes."""
    style = {name: value for name, value in _declarations(element.get("style", "")) if name not in without}
    if style:
        element.set("style", ";".join(f"{name}:{value}" for name, value in style.items()))
    else:
        element.attrib.pop("style", None)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _inherited(element: Any, name: str) -> str:
    while element is not None:
        value = dict(_declarations(element.get("style", ""))).get(name) or element.get(name)
        if value:
            return str(value)
        element = element.getparent()
    return ""


def _bold(element: Any) -> bool:
    weight = _inherited(element, "font-weight")
    return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)


def _lay_ground(text: Any) -> None:
    """A patch beneath a name lifts it off the lines, as the rim of its letters does where there can be one."""
    size = float(text.get("font-size", "10").removesuffix("px"))
    width = sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in runs(text.text or "", _bold(text)))
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor", "start"), 0.0)
    ground = etree.Element(_RECT)
    box = (left - size * 0.1, y - size * 0.78, width + size * 0.2, size)
    for name, value in zip(("x", "y", "width", "height"), box, strict=True):
        ground.set(name, f"{value:.3f}")
    ground.set("fill", text.get("stroke", "#ffffff"))
    ground.set("fill-opacity", "0.75")
    parent = text.getparent()
    parent.insert(parent.index(text), ground)
    for name in ("stroke", "stroke-width", "stroke-linejoin", "paint-order"):
        text.attrib.pop(name, None)
