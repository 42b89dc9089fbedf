"""From what the browser has captured to a page: a network, panels of networks, a chart, a drawing of a page's own.

A captured picture is a mapping with the key ``kind``: ``network`` (``snapshot``, ``subject``), ``multiples``,
``difference``, ``cards``, ``core`` and ``hubs`` (``snapshot``), ``chart`` (``svg``, ``width``, ``height``, ``title``,
``about``, ``legend``, ``facts``, ``sample``, ``score``) or ``drawing`` (as a chart). ``assets/js/exporting`` makes
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from compute.errors import UserError
from sign_dash.export import words
from sign_dash.export.cards import cards_page, cards_parts
from sign_dash.export.core import core_page, core_parts
from sign_dash.export.difference import difference_page, difference_parts
from sign_dash.export.hubs import hubs_page, hubs_parts
from sign_dash.export.panels import panels_page, panels_parts
from sign_dash.export.snapshot import read_snapshot, scene
from sign_dash.scene.naming import Naming
from sign_dash.scene.paper.foreign import require_drawing
from sign_dash.scene.paper.legend import LegendItem, row_item
from sign_dash.scene.paper.marks import Figure, Page
from sign_dash.scene.paper.page import Body, Ink, Surroundings, compose, inner_width
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.picture import scene_page

if TYPE_CHECKING:
    from compute.study import Study

Captured = Mapping[str, Any]
Drawer = Callable[["Study", Captured, Paper], "Picture"]
INK: Final = Ink()


@dataclass(frozen=True)
class Picture:
    """A page, what it is called in one line, its caption, the parts of its file's name, what became of gene names."""

    page: Page
    title: str
    caption: str
    parts: tuple[str, ...]
    naming: Naming = Naming()  # noqa: RUF009  # a frozen value


def picture(study: Study, captured: Captured, paper: Paper) -> Picture:
    """The page of a captured picture; :class:`UserError` for a kind there is none of."""
    kind = str(captured.get("kind"))
    if kind not in KINDS:
        raise UserError("There is no picture of the kind {kind}; reload the page and export again.", kind=kind)
    return KINDS[kind](study, captured, paper)


def _network(study: Study, captured: Captured, paper: Paper) -> Picture:
    snapshot, subject = read_snapshot(captured["snapshot"], study.info.method.edge), str(captured.get("subject", ""))
    drawn = scene(
        snapshot,
        words.title(study, snapshot.first, snapshot.last, snapshot.score, snapshot.filters),
        words.subtitle(study, snapshot.first, snapshot.last, snapshot.score),
        words.caption(study, snapshot, subject),
        study.simulated,
    )
    parts = tuple(words.network_parts(study, snapshot, subject))
    page, caption, naming = scene_page(drawn, paper)
    return Picture(page, drawn.title, caption, parts, naming)


def _multiples(study: Study, captured: Captured, paper: Paper) -> Picture:
    page, caption, naming = panels_page(study, captured["snapshot"], paper)
    return Picture(page, page.title, caption, panels_parts(captured["snapshot"]), naming)


def _difference(study: Study, captured: Captured, paper: Paper) -> Picture:
    page, caption, naming = difference_page(study, captured["snapshot"], paper)
    return Picture(page, page.title, caption, difference_parts(captured["snapshot"]), naming)


def _own(make: Callable[..., tuple[Page, str]], parts: Callable[..., tuple[str, ...]]) -> Drawer:
    """The picture of what a page said of itself (``assets/js/exporting/own.mjs``)."""

    def drawn(study: Study, captured: Captured, paper: Paper) -> Picture:
        page, caption = make(study, captured["snapshot"], paper)
        return Picture(page, page.title, caption, parts(study, captured["snapshot"]))

    return drawn


def _chart(study: Study, captured: Captured, paper: Paper) -> Picture:
    title = str(captured["title"])
    sample = captured.get("sample")
    score = captured.get("score")
    between = None if score is None else float(score)
    at = f" Marked: {words.title(study, int(sample), int(sample), between)}." if sample is not None else ""
    about = str(captured.get("about") or "") or _sentence(title)
    facts = " ".join(_sentence(str(fact)) for fact in captured.get("facts", ()) if fact)
    caption = f"{words.simulated(study)}{about}{at} {facts} {words.origin(study)}"
    caption = " ".join(caption.split(" "))
    subtitle = f"{study.title} · {len(study.samples):,} samples"
    legend = [row_item(parts, INK.text) for parts in captured.get("legend", ())]
    around = Surroundings(title, subtitle, " ".join(caption.split()), _filled(legend), study.simulated, INK, facts)
    page = compose(_figure(captured, paper), around, paper)
    parts = (
        title,
        *((words.place(study, int(sample), int(sample), between),) if sample is not None else ()),
        *map(str, captured.get("parts", ())),
    )
    return Picture(page, title, around.caption, parts)


def _figure(captured: Captured, paper: Paper) -> Body:
    """The chart, as wide as the page lets it be."""
    svg = str(captured["svg"])
    try:
        require_drawing(svg)
        root = ET.fromstring(svg)
    except (ValueError, ET.ParseError) as error:
        raise UserError(
            "The chart {chart} was not sent as SVG ({error}); reload the page.", chart=captured["title"], error=error
        ) from error
    width, height = float(captured["width"]), float(captured["height"])
    if not (width > 0 and height > 0):
        raise UserError("The chart {chart} has no size on screen; open it, then export again.", chart=captured["title"])
    scale = inner_width(paper) / width
    return Body((Figure(root, 0, 0, width, height, scale),), width * scale, height * scale)


def _filled(items: Sequence[LegendItem]) -> tuple[LegendItem, ...]:
    return tuple(item for item in items if item.width > 0)


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "。", "!", "?")) else f"{text.rstrip()}."


KINDS: Final[dict[str, Drawer]] = {
    "network": _network,
    "multiples": _multiples,
    "difference": _difference,
    "cards": _own(cards_page, cards_parts),
    "core": _own(core_page, core_parts),
    "hubs": _own(hubs_page, hubs_parts),
    "chart": _chart,
    "drawing": _chart,
}
