"""Who may be a parent: for every gene the few that explain it best alone. [paper; defaults of INGOR]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.climb import Candidates
from compute.methods.bayesian_network.graph_prior import GraphPrior
from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.score import empty_score


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
