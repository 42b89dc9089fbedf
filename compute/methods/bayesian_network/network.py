"""One network from one weighting of the samples: candidates, climbs, and the curves of the edges found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.basis import Basis, spline_basis
from compute.methods.bayesian_network.candidates import find_candidates
from compute.methods.bayesian_network.climb import climb
from compute.methods.bayesian_network.graph_prior import GraphPrior
from compute.methods.bayesian_network.problem import problem
from compute.methods.bayesian_network.search import Search
from compute.methods.bayesian_network.several_parents import BLOCKS, scratch


@dataclass(frozen=True)
class Data:
    """parents: (n, p) and genes: (n, t), standardised, the same array in a static network. basis: of the parents, made
    once, so that a resampled network's curves are made of the same functions. allowed: (p, t) whether k may be a
    parent of j. prior: of the graph. place: (t,) the order of the genes by name, so that the order of a table does
    not matter.
    """

    parents: NDArray[np.float64]
    genes: NDArray[np.float64]
    basis: Basis
    allowed: NDArray[np.bool_]
    prior: GraphPrior
    place: NDArray[np.int64]


class Network(NamedTuple):
    """Edges regulator → target (e,), by target, with the coefficients γ (e, M) of their curves, and the score."""

    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    curve: NDArray[np.float64]
    score: float


def standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, p) with mean 0 and variance 1 (divisor n); what does not vary is 0."""
    centred: NDArray[np.float64] = values - values.mean(axis=0)
    size = np.sqrt(np.square(centred).mean(axis=0))
    return centred / np.where(size > 0, size, 1.0)


def static_data(
    values: NDArray[np.float64], functions: int, prior: GraphPrior, allowed: NDArray[np.bool_], place: NDArray[np.int64]
) -> Data:
    """Genes (n, p) that explain each other."""
    genes = standardised(values)
    return Data(genes, genes, spline_basis(genes, functions), allowed & ~np.eye(len(allowed), dtype=bool), prior, place)


def dynamic_data(
    before: NDArray[np.float64],
    now: NDArray[np.float64],
    functions: int,
    prior: GraphPrior,
    allowed: NDArray[np.bool_],
    place: NDArray[np.int64],
) -> Data:
    """Genes ``now`` (k, p) explained by genes ``before`` (k, p), on one scale; none by itself. [paper K04]"""
    parents = standardised(before)
    off_itself = allowed & ~np.eye(len(allowed), dtype=bool)
    return Data(parents, standardised(now), spline_basis(parents, functions), off_itself, prior, place)


def find_network(data: Data, search: Search, weight: NDArray[np.float64], rng: np.random.Generator) -> Network:
    """The best graph of ``search.restarts`` climbs for sample weights (n,), such as how often a bootstrap drew each."""
    posed = problem(data.basis, data.genes, weight, search.exact, data.parents if search.unequal else None)
    candidates = find_candidates(posed, data.prior, search.candidates, data.allowed)
    orders = np.array([data.place[rng.permutation(data.place.size)] for _ in range(search.restarts)])
    room = scratch(data.basis.functions, max(search.parents, 1), BLOCKS)
    parent, number, curve, total = climb(posed, data.prior, candidates, search.parents, orders, search.acyclic, room)
    target = np.repeat(np.arange(number.size), number)
    return Network(parent[parent >= 0], target, curve, float(total))
