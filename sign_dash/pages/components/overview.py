"""What the overview says of one component: its card on screen and its picture on paper are drawn from the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from compute.components import Side
from sign_dash.numbers import signed
from sign_dash.pages.components.choice import ChosenComponent
from sign_dash.pages.components.explained import Explained, strongest, strongest_cell
from sign_dash.scene.select import EMT_FACTORS

if TYPE_CHECKING:
    from compute.study import Study

GENES_ON_A_CARD: Final = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """A gene of interest on a component. rank: its place by |loading|, 1 = the strongest; of: genes of that side."""

    gene: str
    loading: float
    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One component (from 0) of a side. captured: its share of the networks' squared edge
    weight; stability, stable: the figure, and
    whether other fits find it again, None where that was not measured.

    genes: the strongest with their loadings, largest |loading| first. marked: the genes of interest of this side.
    row, column, values: the cell of the core it is shown with, and that cell's (n,) values in order of the score.
    """

    side: Side
    component: int
    chosen: bool
    captured: float
    stability: float | None
    stable: bool | None
    genes: tuple[tuple[str, float], ...]
    marked: tuple[Marked, ...]
    row: int
    column: int
    values: NDArray[np.float64]

    @property
    def hatched(self) -> bool:
        """Whether it was measured and not found again: drawn hatched."""
        return self.stable is False

    def is_marked(self, gene: str) -> bool:
        return any(one.gene == gene for one in self.marked)


def overviews(
    explained: Explained, chosen: ChosenComponent, shown: Sequence[str] = (), marked: Sequence[str] = ()
) -> list[Overview]:
    """The components of the chosen side. shown: their numbers from 1, as the page counts them; none: all.

    A component stands with its strongest opposite one, the chosen component with the opposite that was chosen.
    marked: genes of interest; those of the other side alone are left out.
    """
    side = chosen["side"]
    found = explained.stability[side] if explained.stability is not None else None
    made = []
    for component in components_shown(explained, side, shown):
        mine = component == chosen["component"]
        row, column = (chosen["row"], chosen["column"]) if mine else strongest_cell(explained, side, component)
        made.append(
            Overview(
                side=side,
                component=component,
                chosen=mine,
                captured=explained.captured(side)[component],
                stability=None if found is None else float(found.figure[component]),
                stable=None if found is None else bool(found.stable[component]),
                genes=tuple(strongest(explained, side, component, GENES_ON_A_CARD)),
                marked=_marked(explained, side, component, marked),
                row=row,
                column=column,
                values=explained.cores[:, row, column],
            )
        )
    return made


def components_shown(explained: Explained, side: Side, shown: Sequence[str]) -> list[int]:
    """The components (from 0) that are shown; where none of the asked ones exists, all."""
    every = range(explained.components(side))
    asked = {int(number) - 1 for number in shown if str(number).isdecimal()}
    return [component for component in every if component in asked] or list(every)


def marked_loading(one: Marked) -> str:
    """The loading with its sign, precise enough not to read as nothing."""
    return signed(one.loading, 2 if abs(one.loading) >= 0.01 else 3)


def default_marked(study: Study) -> tuple[str, ...]:
    """The gene that is marked at first: the first EMT factor that is a regulator of the study."""
    return next(((gene,) for gene in EMT_FACTORS if gene in study.regulators), ())


def _marked(explained: Explained, side: Side, component: int, genes: Sequence[str]) -> tuple[Marked, ...]:
    if not genes:
        return ()
    names = explained.genes[side]
    loadings = explained.loadings[side][:, component]
    rank = np.empty(len(names), dtype=int)
    rank[np.argsort(-np.abs(loadings), kind="stable")] = np.arange(1, len(names) + 1)
    places = {name: place for place, name in enumerate(names)}
    return tuple(
        Marked(gene, float(loadings[places[gene]]), int(rank[places[gene]]), len(names))
        for gene in genes
        if gene in places
    )
