"""The best graph of all, by going through every set of genes: for up to twenty genes. [paper O04]

F(g, A) = min( s(g, A) if |A| ≤ m, min over a of F(g, A∖a) )     the best parents of g within A
Q(A)    = min over g of F(g, A∖g) + Q(A∖g),  Q(∅) = 0            the best graph on A, g the last of its order
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.climb import Candidates, no_scores, score_chosen
from compute.methods.bayesian_network.graph_prior import GraphPrior
from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.several_parents import BLOCKS, Scratch, scratch
from compute.methods.compiled import compiled


def optimal_graph(
    problem: Problem, prior: GraphPrior, candidates: Candidates, most: int
) -> tuple[NDArray[np.bool_], float]:
    """(p, p) whether u → v, and the score: of all graphs whose genes have at most ``most`` of their candidates.

    Memory: p·2^(p−1) numbers, 84 MB for twenty genes.
    """
    p = candidates.number.size
    best = np.full((p, 2 ** (p - 1)), np.inf)
    _score_sets(problem, prior, candidates, most, best, scratch(problem.difference.shape[0], max(most, 1), BLOCKS))
    edges = np.zeros((p, p), np.bool_)
    return edges, float(_search(best, edges))


@compiled
def _without(chosen: int, g: int) -> int:
    """The bits of ``chosen`` with the g-th taken out."""
    return (chosen & ((1 << g) - 1)) | (chosen >> (g + 1) << g)


@compiled
def _score_sets(
    problem: Problem, prior: GraphPrior, candidates: Candidates, most: int, best: NDArray[np.float64], room: Scratch
) -> None:
    """F(g, A) into ``best``, A as bits over the other genes."""
    p, sets = best.shape
    known = no_scores(1)
    for g in range(p):
        for chosen in range(1 << candidates.number[g]):
            size, genes = 0, 0
            for a in range(candidates.number[g]):
                if chosen >> a & 1:
                    size += 1
                    genes |= 1 << candidates.parent[g, a]
            if size <= most:
                best[g, _without(genes, g)] = score_chosen(problem, prior, candidates, g, chosen, known, room)
        for a in range(p - 1):
            for A in range(sets):
                if A >> a & 1:
                    best[g, A] = min(best[g, A], best[g, A ^ (1 << a)])


@compiled
def _search(best: NDArray[np.float64], edges: NDArray[np.bool_]) -> float:
    """Q of all genes; fills ``edges`` of the graph that has it."""
    p = best.shape[0]
    total, last = np.full(1 << p, np.inf), np.zeros(1 << p, np.int8)
    total[0] = 0.0
    for A in range(1, 1 << p):
        for g in range(p):
            if A >> g & 1:
                rest = A ^ (1 << g)
                found = best[g, _without(rest, g)] + total[rest]
                if found < total[A]:
                    total[A], last[A] = found, g
    A = (1 << p) - 1
    while A:
        g = int(last[A])
        A ^= 1 << g
        parents = _without(A, g)
        for a in range(p - 1):  # drop whom the best set does not need
            if parents >> a & 1 and best[g, parents ^ (1 << a)] == best[g, parents]:
                parents ^= 1 << a
        for a in range(p - 1):
            if parents >> a & 1:
                edges[a if a < g else a + 1, g] = True
    return float(total[(1 << p) - 1])
