"""PDF: text comes out as text, in any script; what no font has is said; the same bytes every time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from compute.errors import UserError
from sign_dash.scene.paper.fonts import missing, runs
from sign_dash.scene.paper.marks import Box, Disc, Group, Line, Page, Words, flattened
from sign_dash.scene.paper.pdf import draw_svg, svg_to_pdf
from sign_dash.scene.paper.svg import page_to_svg

NAMES = ["ZEB1", "HLA-A*02:01", "β-catenin", "miR-200c⊣", "カドヘリン", "钙黏蛋白", "Кадгерин", "<b>&amp;", "-SUM(A1)"]


def page(*words: str) -> Page:
    marks = tuple(Words(text, 20, 20 + 14 * line, 10, "#1b2430", line % 2 == 0) for line, text in enumerate(words))
    return Page(300, 30 + 14 * len(words), (Group(marks, name="words"),), "A title")


def poppler_reads(content: bytes, folder: Path) -> str:
    """What pdftotext reads; a skip where there is none."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "page.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def pypdf_reads(content: bytes, _folder: Path) -> str:
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


@pytest.mark.parametrize("reader", [poppler_reads, pypdf_reads])
def test_names_in_any_script_are_text_in_the_pdf(reader: Callable[[bytes, Path], str], tmp_path: Path) -> None:
    written = svg_to_pdf(page_to_svg(page(*NAMES)), "A title")
    assert written.missing == frozenset()
    assert "".join(reader(written.content, tmp_path).split()) == "".join(NAMES)


@pytest.mark.parametrize("name", [*NAMES, "한글", "直骨誤"])
def test_no_letter_is_left_to_the_fonts_of_the_reader(name: str) -> None:
    """Each font is inside, and none names a character map for the reader to have (poppler's come in poppler-data)."""
    assert missing(name) == set()
    fonts = fonts_of(svg_to_pdf(page_to_svg(page(name, name))).content)
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"].get_object(), font["/BaseFont"]
        assert font["/Subtype"] == "/TrueType"
        assert re.match("/[A-Z]{6}\\+", font["/FontDescriptor"].get_object()["/FontName"]), "not a subset"


def fonts_of(content: bytes) -> list[Any]:
    found = []
    for sheet in PdfReader(io.BytesIO(content)).pages:
        found += [font.get_object() for font in sheet["/Resources"]["/Font"].values()]  # type: ignore[index]
    return found


def test_the_page_is_as_large_as_the_picture() -> None:
    reader = PdfReader(io.BytesIO(svg_to_pdf(page_to_svg(page("ZEB1 activates CDH1"))).content))
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((300, 44), abs=0.1)


def test_a_bold_letter_is_of_a_bold_font() -> None:
    written = svg_to_pdf(page_to_svg(page("regular", "bold"))).content
    assert {font["/BaseFont"].split("+")[1] for font in fonts_of(written)} == {"Arimo-Regular", "Arimo-Bold"}


def test_a_character_without_any_font_is_shown_as_a_box_and_told() -> None:
    written = svg_to_pdf(page_to_svg(page("gene \U0001f9ec\U000e0041")))
    assert written.missing
    assert all(ord(character) > 0xFFFF for character in written.missing)
    assert missing("ZEB1") == set()


def test_the_same_page_gives_the_same_bytes() -> None:
    assert svg_to_pdf(page_to_svg(page(*NAMES))).content == svg_to_pdf(page_to_svg(page(*NAMES))).content


def test_a_text_is_cut_where_the_font_changes() -> None:
    pieces = list(runs("ZEB1 ⊣ CDH1"))
    assert "".join(piece for _, piece in pieces) == "ZEB1 ⊣ CDH1"
    assert len(list(runs("ZEB1"))) == 1


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_a_text_of_two_fonts_stays_at_its_anchor(anchor: str, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = Words("ZEB1 ⊣", 150, 20, 10, "#000000", anchor=anchor)  # type: ignore[arg-type]
    path = tmp_path / "page.pdf"
    path.write_bytes(svg_to_pdf(page_to_svg(Page(300, 40, (text,), "t"))).content)
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    edges = [float(at) for at in re.findall(r'x(?:Min|Max)="([\d.]+)"', done)]
    left, right = min(edges), max(edges)
    assert {"start": left, "middle": (left + right) / 2, "end": right}[anchor] == pytest.approx(150, abs=1.5)
    assert right - left < 60


def test_a_picture_can_be_drawn_on_a_page_that_is_being_written(tmp_path: Path) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(800, 450), invariant=1)
    canvas.drawString(20, 420, "Slide one")
    assert draw_svg(canvas, page_to_svg(page("ZEB1")), 40, 40, 720, 360) == frozenset()
    canvas.save()
    assert {"Slide", "ZEB1"} <= set(poppler_reads(stream.getvalue(), tmp_path).split())


def test_flattened_marks_are_where_the_groups_put_them() -> None:
    inner = Group((Disc(10, 20, 5, stroke_width=1), Line((0, 0), (10, 0), "#000000", 2, dashes=(3, 1))), x=100, scale=2)
    outer = Page(500, 500, (Group((inner, Box(0, 0, 1, 1)), x=5, y=7),), "t")
    disc, line, box = flattened(outer)
    assert (disc.x, disc.y, disc.radius, disc.stroke_width) == (125, 47, 10, 2)  # type: ignore[union-attr]
    assert (line.start, line.end, line.width, line.dashes) == ((105, 7), (125, 7), 4, (6, 2))  # type: ignore[union-attr]
    assert (box.x, box.y, box.width) == (5, 7, 1)  # type: ignore[union-attr]


DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def test_a_drawing_brings_no_picture_of_the_disk_into_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "secret.png")
    monkeypatch.chdir(tmp_path)
    inside = '<image xlink:href="secret.png" width="50" height="50"/>'
    written = svg_to_pdf(DRAWN.format('width="100" height="100"', inside)).content
    assert not PdfReader(io.BytesIO(written)).pages[0].images


@pytest.mark.parametrize("inside", [
    '<rect width="abc" height="1"/>', '<rect width="1e400" height="1"/>', '<text font-size="1e9999">b</text>',
    '<text x="a">b</text>', '<image xlink:href="data:image/png;base64,AAAA" width="5" height="5"/>',
])  # fmt: skip
def test_a_drawing_that_cannot_be_drawn_is_one_sentence(inside: str) -> None:
    with pytest.raises(UserError, match=r"^A picture cannot be drawn as PDF \(.+\); save it as SVG"):
        svg_to_pdf(DRAWN.format('width="100" height="100"', inside))
