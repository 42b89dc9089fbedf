"""The genes that make a component: largest loadings, with how sure they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compute.components.reading.stored import Components, Side
from compute.components.stability.found_again import Stability
from compute.errors import UserError
from compute.read.evidence import Markers
from compute.study import Study


@dataclass(frozen=True)
class StrongGene:
    """One gene of a component; the field names are the columns of the csv file.

    component: from 1. rank: from 1, by the loading's size. low, high: ends of its bootstrap interval; None where
    stability was not measured. sign_sure: whether the interval leaves out zero; None likewise. marker: class of the
    gene among the markers, "" if it is none.
    """

    side: Side
    component: int
    rank: int
    gene: str
    loading: float
    low: float | None
    high: float | None
    sign_sure: bool | None
    marker: str


def strongest_genes(
    study: Study, components: Components, stability: Stability | None, markers: Markers, top: int
) -> list[StrongGene]:
    """The ``top`` genes of every component of both sides, largest loading first by size; ties in the study's order.

    Raises :class:`UserError` for no genes.
    """
    if top < 1:
        raise UserError("The number of strongest genes must be at least 1, not {top}.", top=top)
    rows = []
    for side, names in side_genes(study).items():
        loadings = components.loadings[side]
        for component in range(loadings.shape[1]):
            order = np.argsort(-np.abs(loadings[:, component]), kind="stable")[:top]
            for rank, gene in enumerate(order.tolist(), start=1):
                low, high = _interval(stability, side, gene, component)
                sure = None if low is None or high is None else low > 0 or high < 0
                marker = markers.classes.get(names[gene], "")
                loading = float(loadings[gene, component])
                rows.append(StrongGene(side, component + 1, rank, names[gene], loading, low, high, sure, marker))
    return rows


def side_genes(study: Study) -> dict[Side, tuple[str, ...]]:
    """The genes of each side's loadings, in their order."""
    return {"regulator": study.regulators, "target": study.targets}


def _interval(
    stability: Stability | None, side: Side, gene: int, component: int
) -> tuple[float, float] | tuple[None, None]:
    if stability is None:
        return None, None
    found = stability[side]
    return float(found.low[gene, component]), float(found.high[gene, component])
