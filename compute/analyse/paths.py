"""The strongest directed path from one gene to another in a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.analyse.means import mean_network
from compute.study import Study


@dataclass(frozen=True)
class GenePath:
    """Genes in order, from the first regulator to the last target; coefficients: one for each step between them."""

    genes: tuple[str, ...]
    coefficients: tuple[float, ...]

    @property
    def product(self) -> float:
        """Product of the coefficients: its sign says whether the path as a whole activates or represses."""
        return float(np.prod(self.coefficients))


@dataclass(frozen=True, eq=False)
class EdgeList:
    """A network as a list. genes: names. regulator, target: (e,) positions in them. coefficient: (e,) nonzero."""

    genes: tuple[str, ...]
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    coefficient: NDArray[np.float64]


def listed_edges(regulators: Sequence[str], targets: Sequence[str], coefficients: Sequence[float]) -> EdgeList:
    """A network from the names at the two ends of each edge."""
    names = {name: i for i, name in enumerate(dict.fromkeys((*regulators, *targets)))}
    return EdgeList(
        tuple(names),
        np.array([names[name] for name in regulators], np.int64),
        np.array([names[name] for name in targets], np.int64),
        np.array(coefficients, float),
    )


def samples_edges(study: Study, samples: Sequence[int], score: float | None = None) -> EdgeList:
    """The whole network of one sample, or the mean network of several (an absent edge counts as 0).

    score: of that score instead, as :meth:`Study.network_at` has it.
    """
    if len(samples) == 1 or score is not None:
        network = (study.network(samples[0]) if score is None else study.network_at(score)).tocoo()
        regulator, target, value = network.coords[0], network.coords[1], network.data
    else:
        mean = mean_network(study, samples)
        regulator, target, value = mean.regulator, mean.target, mean.mean
    names = {name: i for i, name in enumerate(dict.fromkeys((*study.regulators, *study.targets)))}
    return EdgeList(
        tuple(names),
        np.array([names[name] for name in study.regulators], np.int64)[regulator],
        np.array([names[name] for name in study.targets], np.int64)[target],
        np.asarray(value, float),
    )


def strongest_path(edges: EdgeList, start: str, end: str) -> GenePath | None:
    """The path from ``start`` to ``end`` with the largest product of |coefficients|; None where there is no path.

    Where a |coefficient| is above 1 all are taken relative to the largest, so that no round trip gains anything.
    Source: Dijkstra 1959 on −log |coefficient|; between equals the path of fewer steps.
    """
    if start not in edges.genes or end not in edges.genes or start == end or not edges.coefficient.size:
        return None
    from scipy.sparse.csgraph import dijkstra  # slow to import, and the dashboard's start needs none of it

    size = np.abs(edges.coefficient)
    length = -np.log(size / max(1.0, float(size.max()))) + 1e-9  # a stored 0 would be no edge to the search
    shape = (len(edges.genes), len(edges.genes))
    graph = sparse.csr_array((length, (edges.regulator, edges.target)), shape=shape)
    first, last = edges.genes.index(start), edges.genes.index(end)
    _, predecessors = dijkstra(graph, indices=[first], return_predecessors=True)
    before = predecessors[0]
    if before[last] < 0:
        return None
    walk = [last]
    while walk[-1] != first:
        walk.append(int(before[walk[-1]]))
    walk.reverse()
    value = sparse.csr_array((edges.coefficient, (edges.regulator, edges.target)), shape=shape)
    steps = tuple(float(value[a, b]) for a, b in pairwise(walk))
    return GenePath(tuple(edges.genes[i] for i in walk), steps)
