"""BNRC_hetero: a gene whose variance grows away from the middle of its parents. [paper I03]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.problem import Problem, assemble
from compute.methods.bayesian_network.several_parents import Scratch, score_set, scratch
from compute.methods.compiled import compiled

FEW_BLOCKS = 64


@compiled
def score_set_hetero(
    problem: Problem, gene: int, parents: NDArray[np.int64], start: NDArray[np.int64], room: Scratch
) -> float:
    """The best score over ρ, its curves in ``room.curve``; see :func:`score_set` for the arguments.

    σ_i² = σ²/w_i, w_i = exp(−ρ‖p_i − p̄‖²/(2s²)), s² the mean of ‖p_i − p̄‖²/q. ρ = 0 is the score as it was, so this
    one is never worse. A problem without candidates for ρ has that score.
    """
    best = score_set(problem, gene, parents, start, room)
    q = parents.size
    if q == 0 or problem.rho.size == 0:
        return best
    n, M = problem.weight.size, problem.difference.shape[0]
    far = np.zeros(n)
    for k in parents:
        far += problem.distance[k]
    spread = np.sum(problem.weight * far) / (problem.rule.size * q)
    if spread <= 0.0:
        return best
    inner, curve = scratch(M, q, FEW_BLOCKS), room.curve[:q].copy()
    own, x = np.arange(q), np.empty((1, n))
    x[0] = problem.genes[gene]
    for rho in problem.rho:
        inner.key[:] = -1
        log_weight = -rho * far / (2 * spread)
        local = assemble(
            problem.first[parents],
            problem.value[parents],
            problem.varies[parents],
            problem.weight * np.exp(log_weight),
            x,
            problem.rule.size,
            problem.rule.exact,
            problem.rule.smoothness,
            problem.distance,
            problem.rho,
            problem.difference,
            problem.log_pseudo,
        )
        found = score_set(local, own[0], own, start, inner) - np.sum(problem.weight * log_weight)
        if found < best:
            best = found
            curve[:] = inner.curve[:q]
    room.curve[:q] = curve
    return float(best)
