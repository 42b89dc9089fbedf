"""What an export answers: ``{"name", "type", "text" or "base64", "notes"}``, or why not: ``{"problem"}``."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from compute.errors import UserError
from compute.write import study_origin
from sign_dash.export import words
from sign_dash.export.bundle import everything
from sign_dash.export.networks import drawn_networks, network_file
from sign_dash.export.own import with_cautions
from sign_dash.export.pictures import picture
from sign_dash.export.tables import ExportTable, cores_table, loadings_table, read_table, table_csv, table_xlsx
from sign_dash.language import say, spoken
from sign_dash.pages.components.explained import read_explained
from sign_dash.scene.naming import Naming, listed
from sign_dash.scene.paper.paper import read_paper
from sign_dash.scene.paper.svg import page_to_svg

if TYPE_CHECKING:
    from compute.study import Study

Asked = Mapping[str, Any]
Written = tuple[dict[str, Any], int]
TYPES: Final = {
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "cx2": "application/json",
    "graphml": "application/xml",
    "sif": "text/plain",
    "zip": "application/zip",
    "html": "text/html",
}


def written(study: Study, what: str, asked: Asked) -> Written:
    """The answer and its status: what the page should not have sent is refused with 400, in one sentence."""
    if what not in ANSWERS:
        return {"problem": say("There is nothing of that kind to export; reload the page.")}, 400
    try:
        return ANSWERS[what](study, asked), 200
    except UserError as error:
        return {"problem": spoken(error)}, 400
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return {"problem": say("The export request was invalid; reload the page and try again.")}, 400


def _picture(study: Study, asked: Asked) -> dict[str, Any]:
    drawn = picture(study, asked["captured"], read_paper(asked.get("paper", {})))
    ending = "pdf" if asked.get("format") == "pdf" else "svg"
    svg = page_to_svg(drawn.page)
    about = {"title": drawn.title, "caption": drawn.caption, "names": _names(drawn.naming)}
    name = words.file_name(study, drawn.parts, ending)
    if ending == "svg":
        return _text(name, svg) | about
    from sign_dash.scene.paper.pdf import svg_to_pdf  # reportlab and svglib are needed for this alone

    written = svg_to_pdf(svg, drawn.title)
    return _bytes(name, written.content, _lacking(written.missing)) | about


def _names(naming: Naming) -> str:
    """Which names differ from the screen, for the preview; empty where none does."""
    sentences = []
    if naming.unlabelled:
        sentences.append(say("Not labelled, for lack of space: {genes}.", genes=listed(naming.unlabelled)))
    if naming.moved:
        moved = listed(sorted(naming.moved))
        sentences.append(say("Labels moved to another side of their gene: {genes}.", genes=moved))
    return " ".join(sentences)


def _lacking(characters: frozenset[str]) -> list[str]:
    if not characters:
        return []
    shown = " ".join(sorted(characters))
    return [say("The fonts in a PDF lack {characters}: it shows □ instead; the SVG keeps them.", characters=shown)]


def _network(study: Study, asked: Asked) -> dict[str, Any]:
    (drawn,) = drawn_networks(study, asked["captured"])
    return _text(*network_file(study, drawn, str(asked["format"])))


def _table(study: Study, asked: Asked) -> dict[str, Any]:
    return _written(study, read_table(asked["table"]), asked)


def _model(study: Study, asked: Asked) -> dict[str, Any]:
    return _written(study, _own_table(study, str(asked["model"]), str(asked["table"])), asked)


def _own_table(study: Study, model: str, which: str) -> ExportTable:
    explained = read_explained(study, model)
    return loadings_table(explained) if which == "loadings" else cores_table(explained, study)


def _written(study: Study, table: ExportTable, asked: Asked) -> dict[str, Any]:
    if asked.get("format") == "xlsx":
        content = table_xlsx(table, study, str(asked.get("permalink", "")))
        return _bytes(words.file_name(study, [table.name], "xlsx"), content)
    text = with_cautions(table_csv(table), study_origin(study))
    return _text(words.file_name(study, [table.name], "csv"), text)


def _everything(study: Study, asked: Asked) -> dict[str, Any]:
    own = [_own_table(study, str(one["model"]), str(one["table"])) for one in asked.get("models", ())]
    name, content = everything(study, asked, read_paper(asked.get("paper", {})), own)
    return _bytes(name, content)


def _shared(study: Study, asked: Asked) -> dict[str, Any]:
    from sign_dash.share import shared_page  # reads all of the study; wanted rarely

    return _text(words.file_name(study, ["with-slider"], "html"), shared_page(study, known=asked.get("known")))


def _text(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "type": TYPES[name.rsplit(".", 1)[-1]], "text": text, "notes": []}


def _bytes(name: str, content: bytes, notes: list[str] | None = None) -> dict[str, Any]:
    encoded = base64.b64encode(content).decode("ascii")
    return {"name": name, "type": TYPES[name.rsplit(".", 1)[-1]], "base64": encoded, "notes": notes or []}


ANSWERS: Final[dict[str, Callable[[Study, Asked], dict[str, Any]]]] = {
    "picture": _picture,
    "network": _network,
    "table": _table,
    "model": _model,
    "everything": _everything,
    "shared": _shared,
}
