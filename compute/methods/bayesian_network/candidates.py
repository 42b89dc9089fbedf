"""Which genes may be parents: for every gene the few that explain it best alone. [paper; defaults of INGOR]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.climb import Candidates
from compute.methods.bayesian_network.graph_prior import GraphPrior
from compute.methods.bayesian_network.one_parent import one_parent_scores
from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.score import empty_score
from compute.methods.bayesian_network.smoother import Smoothers


def find_candidates(problem: Problem, prior: GraphPrior, most: int, allowed: NDArray[np.bool_]) -> Candidates:
    """The candidates of every gene; only parents and genes that some pair of ``allowed`` (p, t) has are scored."""
    parents, genes = np.flatnonzero(allowed.any(axis=1)), np.flatnonzero(allowed.any(axis=0))
    if parents.size == allowed.shape[0] and genes.size == allowed.shape[1]:
        return choose_candidates(problem, *one_parent_scores(problem), prior, most, allowed)
    every = Candidates(
        np.full((allowed.shape[1], most), -1),
        np.zeros((allowed.shape[1], most), np.int64),
        np.zeros(allowed.shape[1], np.int64),
    )
    if not parents.size or not genes.size:
        return every
    part, at = _part(problem, parents, genes), np.ix_(parents, genes)
    cost = prior._replace(edge=prior.edge[at]) if prior.edge.size else prior
    found = choose_candidates(part, *one_parent_scores(part), cost, most, allowed[at])
    width = found.parent.shape[1]
    every.parent[genes, :width] = np.where(found.parent >= 0, parents[found.parent], -1)
    every.choice[genes, :width] = found.choice
    every.number[genes] = found.number
    return every


def _part(problem: Problem, parents: NDArray[np.int64], genes: NDArray[np.int64]) -> Problem:
    """The same problem with some parents and some genes alone."""
    rule = problem.rule
    tables = {name: getattr(rule, name)[parents] for name in ("table", "alone", "explained", "rough")}
    return problem._replace(
        first=problem.first[parents],
        value=problem.value[parents],
        varies=problem.varies[parents],
        genes=problem.genes[genes],
        square=problem.square[genes],
        made=Smoothers(*(part[parents] for part in problem.made)),
        rule=rule._replace(**tables),
    )


def choose_candidates(
    problem: Problem,
    score: NDArray[np.float64],
    choice: NDArray[np.int64],
    prior: GraphPrior,
    most: int,
    allowed: NDArray[np.bool_],
) -> Candidates:
    """For every gene the ``most`` parents with the best one-parent score that are better than no parent.

    score, choice: (p, t) from ``one_parent_scores``. allowed: (p, t) whether k may be a parent of j.
    """
    alone = score + prior.size[1] + (prior.edge if prior.edge.size else 0.0)
    empty = np.array([empty_score(problem.rule, float(square)) for square in problem.square]) + prior.size[0]
    alone = np.where(allowed & (alone < empty), alone, np.inf)
    most = min(most, alone.shape[0])
    best = np.argpartition(alone, most - 1, axis=0)[:most]
    order = np.lexsort((best, np.take_along_axis(alone, best, axis=0)), axis=0)
    best = np.take_along_axis(best, order, axis=0).T
    there = np.isfinite(np.take_along_axis(alone, best.T, axis=0)).T
    return Candidates(
        np.ascontiguousarray(np.where(there, best, -1)),
        np.ascontiguousarray(np.take_along_axis(choice, best.T, axis=0).T),
        there.sum(axis=1),
    )
