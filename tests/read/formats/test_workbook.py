"""Workbooks that would take all memory end the process that opens them, and that alone."""

from __future__ import annotations

import resource
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import read_annotation, read_expression, recognise
from compute.read.formats.excel import FORMAT
from compute.read.source import find_source
from tests.read.limited import limited

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
CELLS = '<c t="s"><v>0</v></c>' * 20
TEXTS = "".join(f'<row r="{row}">{CELLS}</row>' for row in range(1, 201))
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
READERS: tuple[Callable[[Path], object], ...] = (recognise, read_annotation, read_expression)


@pytest.fixture(autouse=True)
def _little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with limited(monkeypatch, memory=500_000_000):
        yield


def book(path: Path, sheet: str, text: str = "x") -> Path:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    return packed(path, parts)


def packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, content)
    return path


def repeated(path: Path) -> Path:
    """OpenDocument, in which a cell says how often it is there."""
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-cell></table:table-row>'
    names = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    inside = f'<office:spreadsheet><table:table table:name="A">{row}</table:table></office:spreadsheet>'
    body = f"<office:body>{inside}</office:body>"
    return packed(path, {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": f"<office:document-content {names}>{body}</office:document-content>",
    })  # fmt: skip


def lying(path: Path, part: str) -> Path:
    """A zip file that says, in both places, that a part unpacks to 20 bytes."""
    content = bytearray(path.read_bytes())
    for mark, size, back in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = content.find(part.encode(), content.find(mark)) - back
        while content[at : at + 4] != mark:
            at = content.find(part.encode(), at + back + 1) - back
        struct.pack_into("<I", content, at + size, 20)
    path.write_bytes(content)
    return path


def zipped_table(path: Path) -> Path:
    return packed(path, {"table.csv": "gene,A,B\n" + "ZEB1,1,2\n" * 1_000_000})


BOMBS: dict[str, Callable[[Path], Path]] = {
    "the last cell.xlsx": lambda path: book(path, CORNERS),
    "one long text in every cell.xlsx": lambda path: book(path, TEXTS, "x" * 1_000_000),
    "cells that repeat.ods": repeated,
    "a lie.xlsx": lambda path: lying(book(path, CORNERS + " " * 50_000_000), "xl/worksheets/sheet1.xml"),
    "a lie.zip": lambda path: lying(zipped_table(path), "table.csv"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_that_would_take_all_memory_is_one_sentence(name: str, tmp_path: Path) -> None:
    path = BOMBS[name](tmp_path / name)
    assert path.stat().st_size < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for read in READERS:
        with pytest.raises(UserError, match=r"^[^\n]+ (needs more memory|cannot be read: )[^\n]+$"):
            read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_a_sheet_of_more_text_than_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "table.xlsx", TEXTS, "x" * 1000)
    with limited(monkeypatch, bytes=1_000_000), pytest.raises(UserError, match="unpacks to more than 1,000,000 bytes"):
        read_annotation(path)


def test_a_sheet_of_more_cells_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "table.xlsx", TEXTS)
    with limited(monkeypatch, rows=100), pytest.raises(UserError, match="has 199 rows, and at most 100 are read"):
        read_annotation(path)


def test_the_process_finds_its_library_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing that lies there in its place."""
    path = book(tmp_path / "table.xlsx", '<row r="1"><c t="s"><v>0</v></c></row>')
    (tmp_path / "csv.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert FORMAT.parts is not None
    assert list(FORMAT.parts(find_source(path))) == ["A"]
