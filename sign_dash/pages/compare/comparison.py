"""Comparisons as the page asks for them: read once, then counted, drawn and listed from memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from compute.analyse import (
    CATEGORIES,
    MeanOf,
    NetworkDifference,
    compared_strength,
    mean_network,
    network_difference,
    read_side,
    rewired_genes,
)
from compute.errors import UserError
from sign_dash.pages.compare.words import STEADY
from sign_dash.scene.select import CUTOFFS, LEGIBLE, MAX_EDGES, MAX_NODES

if TYPE_CHECKING:
    from compute.study import Study

KEPT: Final = 4
"""Comparisons held in memory: on the whole GDSC study some 20 MB each."""
MOST_ROWS: Final = 200
"""Edges of each category that the table of the whole network lists."""


@dataclass(frozen=True, eq=False)
class DrawnEdges:
    """The edges to draw. edges: positions in the difference, those that change first, each lot the largest first.

    category: (edges,) position in :data:`compute.CATEGORIES`, −1 for no change. candidates: edges in A or B around the
    genes, before the cap on nodes and edges; changing: those of them that change.
    """

    edges: NDArray[np.int64]
    category: NDArray[np.int8]
    candidates: int
    changing: int


class Comparisons:
    """Compares samples of one study with each other, or with those of another study.

    others: the other studies by their names in addresses; asked for anew each time. mean_of: gives mean networks.
    """

    def __init__(self, study: Study, others: Callable[[str], Study | None], mean_of: MeanOf = mean_network) -> None:
        self._study = study
        self._mean_of = mean_of
        self._others = others
        self._read = lru_cache(maxsize=KEPT)(self._compare)

    def of(self, a: str, b: str, other: str | None = None) -> NetworkDifference:
        """A against B (texts of :func:`compute.read_side`), B in the study named `other` where one is.

        Raises :class:`compute.UserError` for sides or studies that are none.
        """
        there = self._others(other) if other else self._study
        if there is None:
            raise UserError("There is no study “{name}” here; choose another one.", name=str(other))
        return self._read(a, b, there)

    def asked(self, asked: Mapping[str, Any]) -> NetworkDifference:
        """What the store :data:`sign_dash.pages.compare.names.ASKED` asks for."""
        return self.of(str(asked["a"]), str(asked["b"]), asked.get("study"))

    def _compare(self, a: str, b: str, there: Study) -> NetworkDifference:
        return network_difference(read_side(self._study, a), read_side(there, b), self._mean_of)


def chosen_edges(
    difference: NetworkDifference, focus: Sequence[str], strength: float, change: float | None = None, reach: int = 1
) -> DrawnEdges:
    """The edges of A or B within `reach` steps of the genes in focus; without any, what changes in the whole network.

    Reach 1: the edges that touch a gene in focus; each further step adds the edges of the genes reached in A or B. The
    nearest first; then what changes before what does not, the larger before the smaller, as many as can be drawn.
    """
    categories = difference.categories(strength, change)
    if focus:
        there = np.flatnonzero(difference.in_a(strength) | difference.in_b(strength))
        steps = _steps(difference, there, focus, reach)
        found, step = there[steps > 0], steps[steps > 0]
        most = MAX_EDGES
    else:
        found = np.flatnonzero(categories >= 0)
        step = np.zeros(found.size, np.int64)
        most = LEGIBLE
    steady = categories[found] < 0
    size = np.maximum(np.abs(difference.mean_a[found]), np.abs(difference.mean_b[found]))
    order = np.lexsort((-np.where(steady, size, np.abs(difference.difference[found])), steady, step))
    edges = _fitting(difference, found[order], focus, most)
    return DrawnEdges(edges, categories[edges], found.size, int((~steady).sum()))


def _steps(
    difference: NetworkDifference, edges: NDArray[np.int64], focus: Sequence[str], reach: int
) -> NDArray[np.int64]:
    """(edges,) at which step from the genes in focus each of these edges is met, 1 for theirs; 0 beyond `reach`."""
    names = list(dict.fromkeys([*difference.regulators, *difference.targets]))
    place = {name: position for position, name in enumerate(names)}
    source = np.array([place[name] for name in difference.regulators])[difference.regulator[edges]]
    target = np.array([place[name] for name in difference.targets])[difference.target[edges]]
    near = np.zeros(len(names), bool)
    near[[place[gene] for gene in focus if gene in place]] = True
    steps = np.zeros(edges.size, np.int64)
    for step in range(1, reach + 1):
        met = (steps == 0) & (near[source] | near[target])
        steps[met] = step
        near[source[met]] = near[target[met]] = True
    return steps


def _fitting(
    difference: NetworkDifference, edges: NDArray[np.int64], focus: Sequence[str], most: int
) -> NDArray[np.int64]:
    """The first of these edges, as long as there are no more than `most` and their genes no more than can be drawn."""
    genes = set(focus)
    kept: list[int] = []
    for edge in edges.tolist():
        ends = {difference.regulators[difference.regulator[edge]], difference.targets[difference.target[edge]]}
        if len(genes | ends) > MAX_NODES:
            continue
        genes |= ends
        kept.append(edge)
        if len(kept) == most:
            break
    return np.array(kept, np.int64)


def starting_strength(difference: NetworkDifference, focus: Sequence[str], reach: int = 1) -> float:
    """From which strength an edge counts unless a person says it: as the page Answers counts, or where no edge around
    the genes in focus is as strong, the smallest round strength at which their edges can be taken in at a first look.
    """
    strength = compared_strength(difference)
    if not focus or _around(difference, focus, strength, reach):
        return strength
    legible = CUTOFFS[-1]
    for cut in reversed(CUTOFFS):
        if _around(difference, focus, cut, reach) > LEGIBLE:
            break
        legible = cut
    return legible


def _around(difference: NetworkDifference, focus: Sequence[str], strength: float, reach: int) -> int:
    """How many edges of A or B are within reach of the genes in focus."""
    there = np.flatnonzero(difference.in_a(strength) | difference.in_b(strength))
    return int(np.count_nonzero(_steps(difference, there, focus, reach)))


def counts(difference: NetworkDifference, strength: float, change: float | None = None) -> dict[str, int]:
    """Edges of the whole network: ``a``, ``b`` (in each side), each category, and those that stay the same."""
    in_a, in_b = difference.in_a(strength), difference.in_b(strength)
    categories = difference.categories(strength, change)
    found = np.bincount(categories[categories >= 0], minlength=len(CATEGORIES)).tolist()
    either = int((in_a | in_b).sum())
    return {
        "a": int(in_a.sum()),
        "b": int(in_b.sum()),
        **dict(zip(CATEGORIES, found, strict=True)),
        STEADY: either - sum(found),
    }


def expected_again(difference: NetworkDifference, strength: float, change: float | None = None) -> float | None:
    """How many of the changes another such cohort is expected to see, too; None where the study does not know."""
    sure = difference.confidence_of_change
    return None if sure is None else float(sure[difference.categories(strength, change) >= 0].sum())


def edge_rows(
    difference: NetworkDifference, edges: NDArray[np.int64], category: NDArray[np.int8]
) -> list[dict[str, Any]]:
    """Rows of the table of edges; a value that is not known is None."""
    columns = {
        "meanA": difference.mean_a,
        "meanB": difference.mean_b,
        "difference": difference.difference,
        "spreadA": difference.spread_a,
        "spreadB": difference.spread_b,
        "standardised": difference.standardised,
    }
    if difference.confidence_of_change is not None:
        columns["sure"] = difference.confidence_of_change
    values = {name: _known(column[edges]) for name, column in columns.items()}
    bands = difference.bands(edges)
    if bands is not None:
        values |= {"low": _known(bands.low), "high": _known(bands.high)}
    names = (*CATEGORIES, STEADY)  # position −1 is the last one
    rows = []
    for place, edge in enumerate(edges.tolist()):
        regulator = difference.regulators[difference.regulator[edge]]
        target = difference.targets[difference.target[edge]]
        rows.append(
            {
                "id": f"{regulator}>{target}",
                "regulator": regulator,
                "target": target,
                "category": names[category[place]],
                "presentA": int(difference.present_a[edge]),
                "presentB": int(difference.present_b[edge]),
                **{name: column[place] for name, column in values.items()},
            }
        )
    return rows


def largest_rows(difference: NetworkDifference, strength: float, change: float | None = None) -> list[dict[str, Any]]:
    """The largest changes of each category in the whole network, the largest of all first."""
    categories = difference.categories(strength, change)
    of_each = [difference.largest(np.flatnonzero(categories == c))[:MOST_ROWS] for c in range(len(CATEGORIES))]
    edges = difference.largest(np.sort(np.concatenate(of_each)))
    return edge_rows(difference, edges, categories[edges])


def gene_rows(
    difference: NetworkDifference, role: str, strength: float, change: float | None = None
) -> list[dict[str, Any]]:
    """Rows of the ranking of genes by rewiring, in one role."""
    return [
        {
            "rank": gene.rank,
            "gene": gene.gene,
            "change": round(gene.change, 4),
            "edgesA": gene.edges_a,
            "edgesB": gene.edges_b,
            "gained": gene.gained,
            "lost": gene.lost,
            "strengthened": gene.strengthened,
            "weakened": gene.weakened,
            "flipped": gene.flipped,
            "jaccard": round(gene.jaccard, 3),
        }
        for gene in rewired_genes(difference, strength, change)
        if gene.role == role
    ]


def _known(values: NDArray[np.floating[Any]]) -> list[float | None]:
    return [float(f"{value:.4g}") if np.isfinite(value) else None for value in values.tolist()]
