"""Everything of a page in one zip: pictures, tables, networks, a README, the citations."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from compute.errors import UserError
from compute.write import study_origin
from sign_dash.export import words
from sign_dash.export.citations import bibtex
from sign_dash.export.networks import FORMATS, DrawnNetwork, drawn_networks, network_file
from sign_dash.export.own import with_cautions
from sign_dash.export.pictures import Captured, picture
from sign_dash.export.readme import STUDY_SUMS, readme, study_sums
from sign_dash.export.tables import ExportTable, read_table, table_csv, table_xlsx
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.paper.svg import page_to_svg

if TYPE_CHECKING:
    from compute.study import Study

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the same content gives the same bytes."""


@dataclass
class Bundle:
    """Files by name, what each shows, and what could not be written."""

    files: dict[str, bytes] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, folder: str, name: str, content: bytes | str, about: str = "") -> None:
        """Put a file in; a second one of the same name gets a number."""
        path = PurePosixPath(folder) / name
        number = 1
        while str(path) in self.files:
            number += 1
            path = PurePosixPath(folder) / f"{PurePosixPath(name).stem}-{number}{PurePosixPath(name).suffix}"
        self.files[str(path)] = content.encode() if isinstance(content, str) else content
        if about:
            self.about[str(path)] = about


def everything(study: Study, request: Mapping[str, Any], paper: Paper, own: list[ExportTable]) -> tuple[str, bytes]:
    """Name and content of the zip.

    request: ``page`` (its name), ``permalink``, ``pictures`` (each with the captured picture, and as ``png`` its
    painting in base64) and ``tables`` (as reported). own: further tables, of the page's model.
    """
    bundle = Bundle()
    for asked in request.get("pictures", ()):
        _add_picture(bundle, study, asked["captured"], paper, asked.get("png"))
    permalink = str(request.get("permalink", ""))
    tables = [*(read_table(reported) for reported in request.get("tables", ())), *own]
    for table in tables:
        _add_table(bundle, study, table, permalink)
    bundle.add("", "citations.bib", bibtex(study))
    checksums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(bundle.files.items())}
    text = readme(study, checksums, bundle.about, permalink, bundle.notes)
    listing = "".join(f"{digest}  {name}\n" for name, digest in checksums.items())
    return words.file_name(study, [str(request.get("page", "page"))], "zip"), _zipped(
        {
            "README.txt": text.encode(),
            "SHA256SUMS": listing.encode(),
            STUDY_SUMS: study_sums(study).encode(),
            **bundle.files,
        }
    )


def _add_picture(bundle: Bundle, study: Study, captured: Captured, paper: Paper, png: str | None) -> None:
    drawn = picture(study, captured, paper)
    svg = page_to_svg(drawn.page)
    from sign_dash.scene.paper.pdf import svg_to_pdf  # reportlab and svglib are needed for this alone

    written = svg_to_pdf(svg, drawn.title)
    name = words.file_name(study, drawn.parts, "svg").removesuffix(".svg")
    bundle.add("figures", f"{name}.svg", svg, drawn.title)
    bundle.add("figures", f"{name}.pdf", written.content)
    if written.missing:
        lacking = " ".join(sorted(written.missing))
        bundle.notes.append(f"{name}.pdf: its fonts lack {lacking} and it shows □ there; the SVG keeps them.")
    if png:
        bundle.add("figures", f"{name}.png", _decoded(png))
    for network in drawn_networks(study, captured):
        _add_network(bundle, study, network)


def _add_network(bundle: Bundle, study: Study, drawn: DrawnNetwork) -> None:
    for kind in FORMATS:
        try:
            bundle.add("networks", *network_file(study, drawn, kind))
        except UserError as error:
            bundle.notes.append(f"{words.file_name(study, drawn.parts, kind)}: {error}")


def _add_table(bundle: Bundle, study: Study, table: ExportTable, permalink: str) -> None:
    name = words.file_name(study, [table.name], "csv").removesuffix(".csv")
    about = " ".join((table.name, *table.notes))
    bundle.add("tables", f"{name}.csv", with_cautions(table_csv(table), study_origin(study)), about)
    bundle.add("tables", f"{name}.xlsx", table_xlsx(table, study, permalink))


def _decoded(png: str) -> bytes:
    try:
        content = base64.b64decode(png, validate=True)
    except binascii.Error as error:
        raise UserError("The picture was sent incompletely ({error}); export it again.", error=error) from error
    if not content.startswith(b"\x89PNG"):
        raise UserError("The picture was not sent as PNG; export it again.")
    return content


def _zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
