"""One component on paper, as its card is on screen: strongest genes, core value along the score, marked genes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sign_dash import theme
from sign_dash.export.snapshot import INK
from sign_dash.export.words import ends
from sign_dash.numbers import signed
from sign_dash.pages.components import said
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.overview import GENES_ON_A_CARD, Marked, Overview, marked_loading
from sign_dash.pages.components.spark import shares, value_range
from sign_dash.pages.components.words import percent, share
from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width, wrap
from sign_dash.scene.paper.marks import Box, Disc, Group, Line, Mark, Words

if TYPE_CHECKING:
    from compute.study import Study

ROW: Final = 1.5
"""Height of a gene's row, in sizes of the type."""
PALE: Final = "#e6edf5"
DOTS: Final = (1.1, 2.2)
"""Radius of a sample's dot in a large and in a small cohort, at 8 points of type."""


def least_height(size: float, lines: int) -> float:
    """The height a card takes at least. lines: of its marked genes."""
    return size * (2.6 + ROW * GENES_ON_A_CARD + 1.0 + (0.6 + LINE_HEIGHT * lines if lines else 0))


@dataclass(frozen=True)
class Card:
    """One component's card, its upper left corner at 0, 0; ``size`` of the type, all in points."""

    study: Study
    explained: Explained
    one: Overview
    sample: int
    width: float
    height: float
    size: float
    lines: int

    def marks(self) -> tuple[Mark, ...]:
        one, size, rim = self.one, self.size, self.size
        frame = Box(0, 0, self.width, self.height, size * 0.8, stroke=INK.line, stroke_width=0.75)
        if one.chosen:
            frame = Box(0, 0, self.width, self.height, size * 0.8, stroke=INK.text, stroke_width=1.4)
        top, bottom = size * 2.4, self.height - size * 0.7
        if self.lines:
            bottom -= size * (0.6 + LINE_HEIGHT * self.lines)
        middle = self.width * float(
            np.clip(0.84 - 0.0125 * self.width / size, 0.5, 0.6)
        )  # names and numbers need theirs
        return (
            frame,
            *self._heading(rim),
            Group(self._bars(middle - rim - size * 0.6, bottom - top), x=rim, y=top),
            Group(self._curve(self.width - middle - rim - size * 0.4, bottom - top), x=middle + size * 0.4, y=top),
            *self._marked(rim, bottom),
        )

    def _heading(self, rim: float) -> list[Mark]:
        one, size = self.one, self.size
        figures = f"{percent(one.captured)} captured"
        if one.stability is not None:
            figures = f"{'stability' if one.stable else 'UNSTABLE'} {share(one.stability)} · {figures}"
        title = said.components_words(one.side, [one.component])
        if text_width(title, size * 1.1, bold=True) + text_width(figures, size * 0.9) > self.width - 3 * rim:
            figures = figures.removesuffix(" captured")
        if text_width(title, size * 1.1, bold=True) + text_width(figures, size * 0.9) > self.width - 2.4 * rim:
            figures = figures.rpartition(" · ")[0]  # the stability alone, where there is one
        return [
            Words(title, rim, size * 1.75, size * 1.1, INK.text, bold=True),
            Words(figures, self.width - rim, size * 1.75, size * 0.9, INK.quiet, anchor="end"),
        ]

    def _bars(self, width: float, height: float) -> tuple[Mark, ...]:
        """The strongest genes with their loadings from one zero line, as on screen: negative to the left, hollow."""
        one, size = self.one, self.size
        if not one.genes:
            return (Words("all loadings are 0", 0, size * 1.2, size, INK.quiet),)
        step = height / GENES_ON_A_CARD
        names = max(text_width(gene, size, bold=True) for gene, _ in one.genes) + size * 0.5
        numbers = text_width("−0.00", size * 0.9) + size * 0.4
        low = min(0.0, *(loading for _, loading in one.genes))
        high = max(0.0, *(loading for _, loading in one.genes))
        unit = max(width - names - numbers, size) / (high - low)
        marks: list[Mark] = []
        for place, (gene, loading) in enumerate(one.genes):
            y, mine = step * (place + 0.5), one.is_marked(gene)
            if mine:
                marks.append(Box(-size * 0.3, y - step / 2, width + size * 0.6, step, size * 0.25, fill=PALE))
            elif place:
                marks.append(Line((0, step * place), (width, step * place), INK.line, 0.5))
            marks.append(Words(gene, 0, y + size * 0.36, size, INK.text, bold=mine, gene=gene))
            bar = (names + (min(loading, 0.0) - low) * unit, y - size * 0.3, abs(loading) * unit, size * 0.6)
            opacity = round(0.45 + 0.55 * abs(loading) / max(high, -low), 3)
            marks += loading_bar(*bar, negative=loading < 0, hatched=one.hatched, opacity=opacity, gene=gene)
            value = Words(signed(loading), width, y + size * 0.33, size * 0.9, INK.quiet, anchor="end", gene=gene)
            marks.append(value)
        return tuple(marks)

    def _curve(self, width: float, height: float) -> tuple[Mark, ...]:
        """The core value in every sample along the score, the current sample on its dashed line."""
        one, size, study = self.one, self.size, self.study
        caption = wrap(f"core value, {self._beside()}", size * 0.9, width)
        y = size * 0.9
        marks: list[Mark] = []
        for line in caption:
            marks.append(Words(line, 0, y, size * 0.9, INK.quiet))
            y += size * 0.9 * LINE_HEIGHT
        top, bottom = y - size * 0.2, height - size * 1.3
        low, high = value_range(one.values)
        across, down = shares(study.modulator) * width, top + (high - one.values) / (high - low) * (bottom - top)
        if low < 0 < high:
            zero = top + high / (high - low) * (bottom - top)
            marks.append(Line((0, zero), (width, zero), INK.line, 0.6, dashes=(3, 3)))
        marks.append(Line((0, bottom), (width, bottom), INK.line, 0.75))
        radius = float(np.clip(36 / np.sqrt(len(one.values)), *DOTS)) * size / 8
        colours = theme.score_colours(study.modulator, float(study.modulator.min()), float(study.modulator.max()))
        places = zip(across.round(2).tolist(), down.round(2).tolist(), colours, strict=True)
        dots = tuple(Disc(x, at, radius, fill=colour, opacity=0.8) for x, at, colour in places)
        marks.append(Group(dots, name=f"samples-{one.component + 1}"))
        here = float(across[self.sample]), float(down[self.sample])
        marks.append(Line((here[0], top), (here[0], bottom), INK.text, 0.8, dashes=(3, 2)))
        marks.append(Disc(*here, size * 0.35, fill=INK.text, stroke=INK.ground, stroke_width=1.2))
        foot = size * 0.9
        low_end, high_end = ends(study)
        if text_width(low_end + high_end, foot) + size > width:
            return tuple(marks)  # the legend has the colours' ends
        marks.append(Words(low_end, 0, height - size * 0.2, foot, INK.quiet))
        marks.append(Words(high_end, width, height - size * 0.2, foot, INK.quiet, anchor="end"))
        return tuple(marks)

    def _beside(self) -> str:
        pair = said.pair_words(self.explained, self.one.row, self.one.column)
        left, _, right = pair.partition(" × ")
        return left if self.one.side == "target" else right

    def _marked(self, rim: float, bottom: float) -> list[Mark]:
        size = self.size
        lines = marked_lines(self.one.marked, size, self.width)
        if not lines:
            return []
        y = bottom + size * 0.5
        marks: list[Mark] = [Line((rim, y), (self.width - rim, y), INK.line, 0.5)]
        for line in lines:
            y += size * LINE_HEIGHT
            x = rim
            for one in line:
                gene, place = one.gene, _place(one)
                marks.append(Words(gene, x, y, size, INK.text, bold=True, gene=gene))
                x += text_width(gene, size, bold=True) + size * 0.35
                marks.append(Words(place, x, y, size, INK.text))
                x += text_width(place, size) + size * 1.2
        return marks


def loading_bar(
    x: float, y: float, width: float, height: float, *, negative: bool, hatched: bool, opacity: float, gene: str
) -> list[Mark]:
    """A bar; hollow where the loading is negative, hatched where the component is not found again."""
    if not negative and not hatched:
        return [Box(x, y, width, height, 1, fill=INK.text, opacity=opacity, gene=gene)]
    outline = Box(
        x + 0.4, y + 0.4, max(width - 0.8, 0.2), height - 0.8, 1, stroke=INK.text, stroke_width=0.8, gene=gene
    )
    if negative:
        return [outline]
    steps = np.arange(x + 1, x + width - height, 3.0).tolist()
    return [outline, *(Line((at, y + height), (at + height, y), INK.text, 0.7) for at in steps)]


def _place(one: Marked) -> str:
    return "has loading 0" if one.loading == 0 else f"{marked_loading(one)} · rank {one.rank} of {one.of:,}"


def marked_lines(marked: Sequence[Marked], size: float, width: float) -> list[list[Marked]]:
    """The marked genes in lines that fit a card."""
    lines: list[list[Marked]] = []
    left = 0.0
    for one in marked:
        long = text_width(one.gene, size, bold=True) + text_width(_place(one), size) + size * 1.55
        if not lines or long > left:
            lines.append([])
            left = width - 2 * size
        lines[-1].append(one)
        left -= long
    return lines
