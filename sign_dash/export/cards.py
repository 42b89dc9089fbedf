"""The overview of components on paper: the cards that are on screen, side by side, as vectors with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from compute.components import Side
from sign_dash import theme
from sign_dash.export import words
from sign_dash.export.card import Card, least_height, loading_bar, marked_lines
from sign_dash.export.snapshot import INK
from sign_dash.pages.components import said
from sign_dash.pages.components.choice import ChosenComponent, chosen_now
from sign_dash.pages.components.explained import Explained, read_explained
from sign_dash.pages.components.overview import GENES_ON_A_CARD, Overview, overviews
from sign_dash.scene.naming import listed
from sign_dash.scene.paper.legend import SIZE, LegendItem, scale_item
from sign_dash.scene.paper.marks import Box, Disc, Group, Page
from sign_dash.scene.paper.page import Body, Surroundings, compose, inner_width, margin
from sign_dash.scene.paper.paper import POINTS_PER_MM, Paper
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.study import Study

GAP: Final = 10.0
"""Points between two cards."""
NARROWEST: Final = 19.0
"""Width of a card, in sizes of its type."""


@dataclass(frozen=True)
class Cards:
    """What the browser reported: which components are on screen, the genes marked, the current sample."""

    explained: Explained
    side: Side
    shown: list[Overview]
    sample: int

    @property
    def components(self) -> list[int]:
        return [one.component for one in self.shown]


def read_cards(study: Study, reported: Mapping[str, Any]) -> Cards:
    """The cards of a report of ``assets/js/components-pictures.mjs``; KeyError, ValueError for what is none."""
    explained, chosen = read_choice(study, reported["chosen"])
    shown, marked = ([str(one) for one in reported.get(key) or ()] for key in ("shown", "marked"))
    sample = int(reported["sample"])
    if not 0 <= sample < len(study.samples):
        raise ValueError("a sample the study has not")
    return Cards(explained, chosen["side"], overviews(explained, chosen, shown, marked), sample)


def read_choice(study: Study, chosen: Mapping[str, Any]) -> tuple[Explained, ChosenComponent]:
    """The model as it is read on screen, and what is chosen of it (:class:`choice.ChosenComponent`)."""
    if chosen["side"] not in ("regulator", "target") or chosen["rotation"] not in ("principal", "varimax"):
        raise ValueError("a choice that is none")
    sample = None if chosen.get("sample") is None else int(chosen["sample"])
    explained = read_explained(study, str(chosen["model"]), chosen["rotation"], chosen.get("of_class"), sample)
    cell = f"{int(chosen['row']) + 1}-{int(chosen['column']) + 1}"
    return explained, chosen_now(explained, chosen["side"], cell)


def cards_parts(study: Study, reported: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of the file's name."""
    cards = read_cards(study, reported)
    title = said.components_words(cards.side, cards.components)
    return (cards.explained.name, title, *_marked_genes(cards), study.samples[cards.sample])


def cards_page(study: Study, reported: Mapping[str, Any], paper: Paper) -> tuple[Page, str]:
    """The page of the cards on screen, and its caption."""
    cards = read_cards(study, reported)
    title = said.components_words(cards.side, cards.components)
    genes = _marked_genes(cards)
    if genes:
        title += f" · {listed(genes)} marked"
    subtitle = f"{study.title} · {len(study.samples):,} samples · model {cards.explained.name}"
    caption = _caption(study, cards)
    items = _legend(study, cards)
    around = Surroundings(title, subtitle, caption, items, study.simulated, INK, _caution(cards))
    return compose(_body(study, cards, paper), around, paper), caption


def _body(study: Study, cards: Cards, paper: Paper) -> Body:
    columns, size = _fitted(study, cards, paper)
    rows = -(-len(cards.shown) // columns)
    width = _width(columns, paper)
    lines = _lines(cards, size, width)
    height = max(least_height(size, lines), (_slide_height(study, paper) - (rows - 1) * GAP) / rows)
    marks = []
    for index, one in enumerate(cards.shown):
        card = Card(study, cards.explained, one, cards.sample, width, height, size, lines)
        x, y = index % columns * (width + GAP), index // columns * (height + GAP)
        marks.append(Group(card.marks(), name=f"component-{one.component + 1}", x=x, y=y))
    return Body(tuple(marks), inner_width(paper), rows * height + (rows - 1) * GAP)


def _fitted(study: Study, cards: Cards, paper: Paper) -> tuple[int, float]:
    """How many cards beside each other, and the size of their type: the paper's, as many as are legible, in rows as
    even as can be; on a slide the arrangement in which all of them fit with the largest type."""
    count, size = len(cards.shown), paper.type_size
    if paper.height is None:
        most = max(1, int((inner_width(paper) + GAP) / (NARROWEST * size + GAP)))
        rows = -(-count // most)
        return -(-count // rows), size

    def legible(columns: int) -> float:
        rows, width = -(-count // columns), _width(columns, paper)
        high = (_slide_height(study, paper) - (rows - 1) * GAP) / rows
        smaller = min(1.0, width / (NARROWEST * size))
        return size * min(smaller, high / least_height(size, _lines(cards, size * smaller, width)))

    columns = max(range(1, count + 1), key=legible)
    return columns, min(size, legible(columns))


def _width(columns: int, paper: Paper) -> float:
    return (inner_width(paper) - GAP * (columns - 1)) / columns


def _lines(cards: Cards, size: float, width: float) -> int:
    """Of the marked genes, on the card that has most."""
    return max(len(marked_lines(one.marked, size, width)) for one in cards.shown)


def _slide_height(study: Study, paper: Paper) -> float:
    """The height all cards may take on a page of a given height; 0 where the page has none."""
    if paper.height is None:
        return 0.0
    size = paper.type_size
    legend = size * (3.6 if inner_width(paper) > 50 * size else 5.4) if paper.legend else 0.0
    return paper.height * POINTS_PER_MM - 2 * margin(paper) - (size * 2.6 if study.simulated else 0.0) - legend


def _marked_genes(cards: Cards) -> list[str]:
    return [one.gene for one in cards.shown[0].marked]


def _legend(study: Study, cards: Cards) -> list[LegendItem]:
    bar = (2.2 * SIZE, 0.6 * SIZE)
    items = [
        LegendItem("positive loading", bar[0], (Box(0, -bar[1] / 2, *bar, 1, fill=INK.text),)),
        LegendItem("negative loading", bar[0], (Box(0, -bar[1] / 2, *bar, 1, stroke=INK.text, stroke_width=0.9),)),
        scale_item(*words.ends(study), theme.score_colours(np.arange(24.0), 0.0, 23.0), INK.text),
        LegendItem(study.samples[cards.sample], 8, (Disc(4, 0, 3.6, fill=INK.text),)),
    ]
    if any(one.hatched for one in cards.shown):
        hatched = tuple(loading_bar(0, -bar[1] / 2, *bar, negative=False, hatched=True, opacity=1, gene=""))
        items.insert(2, LegendItem("component not found again by other fits", bar[0], hatched))
    return items


def _caption(study: Study, cards: Cards) -> str:
    score = written_score_name(study)
    genes = _marked_genes(cards)
    parts = [
        f"{words.simulated(study)}{said.components_words(cards.side, cards.components)} of the "
        f"{said.model_words(study, cards.explained)}.",
        f"Left: the {GENES_ON_A_CARD} {cards.side}s of largest |loading|.",
        f"Right: the core value of each of the {len(study.samples):,} samples along the {score}; dot and dashed line: "
        f"{said.at_sample(study, cards.sample)}.",
        f"Marked: {listed(genes)}, with loading and rank by |loading|." if genes else "",
        _caution(cards),
        words.origin(study),
    ]
    return " ".join(filter(None, parts))


def _caution(cards: Cards) -> str:
    unsure = [one.component for one in cards.shown if one.hatched]
    if not unsure:
        return ""
    return f"{said.components_words(cards.side, unsure)}: not found again by other fits; read with care."
