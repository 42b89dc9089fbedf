"""Greedy hill climbing: from no edges, one step at a time, to a graph that no single step improves. [paper I02, T11]"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.closure import add_edge, no_paths, reaches, rebuild
from compute.methods.bayesian_network.graph_prior import GraphPrior
from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.several_parents import Scratch
from compute.methods.bayesian_network.unequal_variance import score_set_hetero
from compute.methods.compiled import compiled

LEAST_GAIN = 1e-9
"""A step is taken if it lowers the score by more than this."""
SETS = 2**18
"""Scores of sets of parents that are kept: 4 MB."""
NO_STEP, ADD, REMOVE, REVERSE = 0, 1, 2, 3


class Candidates(NamedTuple):
    """The parents a gene may have, best first. parent: (t, c), −1 beyond ``number[j]``. choice: (t, c) smoothness."""

    parent: NDArray[np.int64]
    choice: NDArray[np.int64]
    number: NDArray[np.int64]


class State(NamedTuple):
    """Where a climb stands: each gene's set of candidates as bits, its size and score, and which genes reach which."""

    chosen: NDArray[np.int64]
    parent: NDArray[np.int64]
    number: NDArray[np.int64]
    score: NDArray[np.float64]
    closure: NDArray[np.uint64]


class Known(NamedTuple):
    """Scores met before: a set takes the place that its number falls on, replacing the one there. key: −1 if free."""

    key: NDArray[np.int64]
    score: NDArray[np.float64]


@compiled
def no_scores(places: int) -> Known:
    """Nothing is known yet. places: a power of two."""
    return Known(np.full(places, -1), np.empty(places))


@compiled
def climb(
    problem: Problem,
    prior: GraphPrior,
    candidates: Candidates,
    most: int,
    orders: NDArray[np.int64],
    acyclic: bool,
    room: Scratch,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], float]:
    """The best graph of one climb for each row of ``orders`` (T, p), in which the genes take their steps.

    most: parents a gene may have. acyclic: whether cycles are forbidden; without, parents and genes may be values at
    different times. Returns parents (p, most), their number (p,), the coefficients γ (e, M) of the edges' curves, by
    gene and in the order of its parents, and the score.
    """
    p = orders.shape[1]
    known = no_scores(SETS)
    best_parent, best_number, best_chosen = np.full((p, most), -1), np.zeros(p, np.int64), np.zeros(p, np.int64)
    best = np.inf
    for order in orders:
        state = State(np.zeros(p, np.int64), np.full((p, most), -1), np.zeros(p, np.int64), np.zeros(p), no_paths(p))
        for j in range(p):
            state.score[j] = score_chosen(problem, prior, candidates, j, state.chosen[j], known, room)
        moved = True
        while moved:
            moved = False
            for j in order:
                moved |= _step(problem, prior, candidates, most, j, acyclic, state, known, room)
        total = state.score.sum()
        if total < best - LEAST_GAIN:
            best = total
            best_parent[:] = state.parent
            best_number[:] = state.number
            best_chosen[:] = state.chosen
    known.key[:] = -1
    curve = np.empty((best_number.sum(), problem.difference.shape[0]))
    row = 0
    for j in range(p):
        score_chosen(problem, prior, candidates, j, best_chosen[j], known, room)
        curve[row : row + best_number[j]] = room.curve[: best_number[j]]
        row += best_number[j]
    return best_parent, best_number, curve, best


@compiled
def score_chosen(
    problem: Problem,
    prior: GraphPrior,
    candidates: Candidates,
    j: int,
    chosen: int,
    known: Known,
    room: Scratch,
) -> float:
    """The score of gene j with the candidates whose bits are set, looked up if it was asked for before."""
    found = _met(known, candidates.parent.shape[1], j, chosen)
    if np.isnan(found):
        found = _score_anew(problem, prior, candidates, j, chosen, room)
        key, slot = _place_of(known, candidates.parent.shape[1], j, chosen)
        known.key[slot] = key
        known.score[slot] = found
    return float(found)


@compiled
def _place_of(known: Known, candidates: int, j: int, chosen: int) -> tuple[int, int]:
    """(number, place) of gene j with the candidates whose bits are set."""
    key = (j << candidates) | chosen
    return key, (key * 40503 ^ key >> 9) & (known.key.size - 1)


@compiled
def _met(known: Known, candidates: int, j: int, chosen: int) -> float:
    """The score of a set met before, NaN of another: a look, where a call with the whole problem costs half a µs."""
    key, slot = _place_of(known, candidates, j, chosen)
    return float(known.score[slot]) if known.key[slot] == key else np.nan


@compiled
def _score_anew(
    problem: Problem, prior: GraphPrior, candidates: Candidates, j: int, chosen: int, room: Scratch
) -> float:
    c = candidates.parent.shape[1]
    parents, start = np.empty(c, np.int64), np.empty(c, np.int64)
    q = 0
    for a in range(c):
        if chosen >> a & 1:
            parents[q] = candidates.parent[j, a]
            start[q] = candidates.choice[j, a]
            q += 1
    found = float(score_set_hetero(problem, j, parents[:q], start[:q], room) + prior.size[q])
    if prior.edge.size > 0:
        for a in range(q):
            found += float(prior.edge[parents[a], j])
    return found


@compiled
def _step(
    problem: Problem,
    prior: GraphPrior,
    candidates: Candidates,
    most: int,
    j: int,
    acyclic: bool,
    state: State,
    known: Known,
    room: Scratch,
) -> bool:
    """Take the best step at gene j, if one lowers the score."""
    best, kind, place, other = -LEAST_GAIN, NO_STEP, 0, 0
    width = candidates.parent.shape[1]
    for a in range(candidates.number[j]):
        k = candidates.parent[j, a]
        turned = state.chosen[j] ^ (1 << a)
        if state.chosen[j] >> a & 1:
            without = _met(known, width, j, turned)
            if np.isnan(without):
                without = score_chosen(problem, prior, candidates, j, turned, known, room)
            without -= state.score[j]
            if without < best:
                best, kind, place = without, REMOVE, a
            b = _place(candidates, k, j) if acyclic else -1
            if b >= 0 and state.number[k] < most and not _reaches_otherwise(state, k, j):
                with_other = _met(known, width, k, state.chosen[k] | 1 << b)
                if np.isnan(with_other):
                    with_other = score_chosen(problem, prior, candidates, k, state.chosen[k] | 1 << b, known, room)
                gain = without + with_other - state.score[k]
                if gain < best:
                    best, kind, place, other = gain, REVERSE, a, b
        elif state.number[j] < most and not (acyclic and reaches(state.closure, j, k)):
            gain = _met(known, width, j, turned)
            if np.isnan(gain):
                gain = score_chosen(problem, prior, candidates, j, turned, known, room)
            gain -= state.score[j]
            if gain < best:
                best, kind, place = gain, ADD, a
    if kind == NO_STEP:
        return False
    k = candidates.parent[j, place]
    _turn(candidates, state, j, place)
    state.score[j] = score_chosen(problem, prior, candidates, j, state.chosen[j], known, room)
    if not acyclic:
        return True
    if kind == ADD:
        add_edge(state.closure, k, j)
        return True
    if kind == REVERSE:
        _turn(candidates, state, k, other)
        state.score[k] = score_chosen(problem, prior, candidates, k, state.chosen[k], known, room)
    rebuild(state.closure, state.parent, state.number)
    return True


@compiled
def _place(candidates: Candidates, j: int, k: int) -> int:
    """The place of k among the candidates of j, −1 if it is none."""
    for a in range(candidates.number[j]):
        if candidates.parent[j, a] == k:
            return a
    return -1


@compiled
def _reaches_otherwise(state: State, k: int, j: int) -> bool:
    """Whether there is a path from k to its child j besides the edge between them."""
    for a in range(state.number[j]):
        u = state.parent[j, a]
        if u != k and reaches(state.closure, k, u):
            return True
    return False


@compiled
def _turn(candidates: Candidates, state: State, j: int, place: int) -> None:
    """Put a candidate of j into its parents, or take it out, and list them anew."""
    state.chosen[j] ^= 1 << place
    q = 0
    for a in range(candidates.number[j]):
        if state.chosen[j] >> a & 1:
            state.parent[j, q] = candidates.parent[j, a]
            q += 1
    state.number[j] = q
    state.parent[j, q:] = -1
