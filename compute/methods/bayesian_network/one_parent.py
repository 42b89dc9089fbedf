"""The scores of all genes with one parent each: p² regressions, each at every smoothness. [derived]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.score import LEAST_VARIANCE
from compute.methods.compiled import compiled, compiled_fast


def one_parent_scores(problem: Problem) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """BNRC (p, t) of each gene with each single parent, and the number (p, t) of the smoothness it takes.

    A parent that does not vary scores ∞.
    """
    p, t = problem.first.shape[0], problem.genes.shape[0]
    score, choice = np.full((p, t), np.inf), np.zeros((p, t), np.int64)
    score_pairs(problem, np.ascontiguousarray(problem.genes.T), score, choice)
    return score, choice


@compiled
def score_pairs(
    problem: Problem, samples: NDArray[np.float64], score: NDArray[np.float64], choice: NDArray[np.int64]
) -> None:
    """Fill ``score`` and ``choice`` (p, t). samples: the genes (n, t), one sample after the other."""
    t, M = samples.shape[1], problem.made.turn.shape[2]
    raw, z = np.empty((M, t)), np.empty((M - 1, t))
    for k in range(problem.first.shape[0]):
        if problem.varies[k]:
            _products(problem.first[k], problem.value[k], problem.weight, samples, raw)
            _turn_and_square(problem.made.turn[k], raw, z)
            _choose(problem, k, z, raw[0], raw[1], score[k], choice[k])


@compiled_fast
def _products(
    first: NDArray[np.int64],
    value: NDArray[np.float64],
    weight: NDArray[np.float64],
    samples: NDArray[np.float64],
    raw: NDArray[np.float64],
) -> None:
    """B'WX into ``raw`` (M, t)."""
    raw[:] = 0.0
    for i in range(samples.shape[0]):
        if weight[i] == 0.0:
            continue
        x, s = samples[i], first[i]
        b0, b1, b2, b3 = value[i, 0], value[i, 1], value[i, 2], value[i, 3]
        r0, r1, r2, r3 = raw[s], raw[s + 1], raw[s + 2], raw[s + 3]
        for j in range(x.size):
            v = weight[i] * x[j]
            r0[j] += b0 * v
            r1[j] += b1 * v
            r2[j] += b2 * v
            r3[j] += b3 * v


@compiled_fast
def _turn_and_square(turn: NDArray[np.float64], raw: NDArray[np.float64], z: NDArray[np.float64]) -> None:
    """(T'B'WX)² into ``z`` (M − 1, t)."""
    for m in range(turn.shape[0]):
        out = z[m]
        out[:] = 0.0
        for a in range(0, turn.shape[1], 4):  # M is a multiple of four: Settings says so
            c0, c1, c2, c3 = turn[m, a], turn[m, a + 1], turn[m, a + 2], turn[m, a + 3]
            x0, x1, x2, x3 = raw[a], raw[a + 1], raw[a + 2], raw[a + 3]
            for j in range(out.size):
                out[j] += c0 * x0[j] + c1 * x1[j] + c2 * x2[j] + c3 * x3[j]
        for j in range(out.size):
            out[j] *= out[j]


@compiled_fast
def _choose(
    problem: Problem,
    k: int,
    z: NDArray[np.float64],
    rss: NDArray[np.float64],
    rough: NDArray[np.float64],
    score: NDArray[np.float64],
    choice: NDArray[np.int64],
) -> None:
    """The best smoothness of every gene on parent k, and its score. rss, rough: (t,) scratch."""
    rule, square = problem.rule, problem.square
    power = rule.size - rule.base - rule.each
    for g in range(rule.smoothness.size):
        rss[:] = square
        rough[:] = 0.0
        for m in range(z.shape[0]):
            a, b, source = rule.explained[k, g, m], rule.rough[k, g, m], z[m]
            for j in range(rss.size):
                rss[j] -= a * source[j]
                rough[j] += b * source[j]
        for j in range(rss.size):
            variance = max(rss[j], LEAST_VARIANCE * square[j]) / rule.size
            found = rule.constant + power * np.log(variance) + rule.alone[k, g] + rough[j] / variance
            if found < score[j]:
                score[j] = found
                choice[j] = g
