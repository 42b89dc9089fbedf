"""The score of a gene with several parents: all curves fitted at once, the smoothness of each chosen by the score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.problem import Problem
from compute.methods.bayesian_network.score import LEAST_VARIANCE, empty_score, score_of
from compute.methods.compiled import compiled, compiled_fast

SWEEPS = 3
"""Times that every parent's smoothness is chosen anew, the others' held. [ours]"""
BLOCKS = 4096
"""Products between two parents' functions that are kept: a power of two."""


class Scratch(NamedTuple):
    """Room for one gene with at most m parents, d = m(M − 1), and products T'B'WB'T of pairs met before.

    gram: (d, d) of the present parents. factor: its Cholesky factor. z, c, right: (d,). chosen: (m,) smoothness.
    raw: (M, M). curve: (m, M) coefficients γ of the curves last fitted. key: (blocks,) pair k·p + l of each block kept,
    −1 if none. block: (blocks, M − 1, M − 1).
    """

    gram: NDArray[np.float64]
    factor: NDArray[np.float64]
    z: NDArray[np.float64]
    c: NDArray[np.float64]
    right: NDArray[np.float64]
    chosen: NDArray[np.int64]
    raw: NDArray[np.float64]
    curve: NDArray[np.float64]
    key: NDArray[np.int64]
    block: NDArray[np.float64]


@compiled
def scratch(functions: int, parents: int, blocks: int) -> Scratch:
    """Room for sets of at most ``parents`` parents of M = ``functions`` functions, and ``blocks`` = 2^k products."""
    M = functions
    d = parents * (M - 1)
    return Scratch(
        np.zeros((d, d)),
        np.zeros((d, d)),
        np.zeros(d),
        np.zeros(d),
        np.zeros(d),
        np.zeros(parents, np.int64),
        np.zeros((M, M)),
        np.zeros((parents, M)),
        np.full(blocks, -1),
        np.zeros((blocks, M - 1, M - 1)),
    )


@compiled
def score_set(
    problem: Problem, gene: int, parents: NDArray[np.int64], start: NDArray[np.int64], room: Scratch
) -> float:
    """BNRC of a gene with these parents. start: (q,) the smoothness each begins with, its one-parent choice.

    Leaves the curves' coefficients γ in ``room.curve``, in the order of the parents. The score depends on that order
    only through the sweeps; callers give them in an order that the data set.
    """
    q = parents.size
    if q == 0:
        return empty_score(problem.rule, problem.square[gene])
    _collect(problem, gene, parents, room)
    room.chosen[:q] = start
    if q > 1:
        _sweep(problem, gene, parents, room)
    log_determinant = _solve(problem, parents, room)
    F = problem.made.turn.shape[1]
    d = q * F
    rough = terms = 0.0
    for a in range(q):
        k = parents[a]
        h = problem.rule.smoothness[room.chosen[a]]
        terms += problem.rule.table[k, room.chosen[a]]
        curve = room.curve[a]
        curve[:] = 0.0
        for m in range(F):
            c, function = room.c[a * F + m], problem.made.turn[k, m]
            rough += h * problem.made.roughness[k, m] * c**2
            for j in range(curve.size):
                curve[j] += c * function[j]
    explained = 0.0
    for i in range(d):
        explained += room.z[i] * room.c[i]
    if problem.rule.exact:
        terms += log_determinant
    square = problem.square[gene]
    variance = max(square - explained - rough, LEAST_VARIANCE * square) / problem.rule.size
    return score_of(problem.rule, q, variance, terms, rough)


@compiled_fast
def _collect(problem: Problem, gene: int, parents: NDArray[np.int64], room: Scratch) -> None:
    """Fill ``room.z`` and ``room.gram``, without roughness."""
    F = problem.made.turn.shape[1]
    for a in range(parents.size):
        k = parents[a]
        project(problem, k, gene, room.raw[0], room.z[a * F : (a + 1) * F])
        for b in range(a):
            block = _between(problem, k, parents[b], room)
            up, left = (b * F, a * F) if k > parents[b] else (a * F, b * F)
            for i in range(F):
                for j in range(F):
                    room.gram[up + i, left + j] = block[i, j]
                    room.gram[left + j, up + i] = block[i, j]
        for m in range(F):
            row = room.gram[a * F + m]
            row[a * F : (a + 1) * F] = 0.0
            row[a * F + m] = problem.made.signal[k, m]


@compiled_fast
def project(problem: Problem, k: int, gene: int, raw: NDArray[np.float64], z: NDArray[np.float64]) -> None:
    """z = T'B'Wx (M − 1,) of parent k and a gene. raw: (M,) scratch."""
    raw[:] = 0.0
    first, value, x = problem.first[k], problem.value[k], problem.genes[gene]
    for i in range(x.size):
        v = problem.weight[i] * x[i]
        s = first[i]
        raw[s] += v * value[i, 0]
        raw[s + 1] += v * value[i, 1]
        raw[s + 2] += v * value[i, 2]
        raw[s + 3] += v * value[i, 3]
    turn = problem.made.turn[k]
    for m in range(z.size):
        total = 0.0
        for a in range(raw.size):
            total += turn[m, a] * raw[a]
        z[m] = total


@compiled
def _between(problem: Problem, k: int, l: int, room: Scratch) -> NDArray[np.float64]:  # noqa: E741 - as in the equations
    """The products (M − 1, M − 1) of two parents' functions, the smaller number's in rows."""
    low, high = min(k, l), max(k, l)
    pair = low * problem.first.shape[0] + high
    slot = (pair * 2654435761 >> 7) & (room.key.size - 1)
    block: NDArray[np.float64] = room.block[slot]
    if room.key[slot] != pair:
        room.key[slot] = pair
        _cross(problem, low, high, room.raw, block)
    return block


@compiled_fast
def _cross(problem: Problem, k: int, l: int, raw: NDArray[np.float64], block: NDArray[np.float64]) -> None:  # noqa: E741
    M = raw.shape[0]
    raw[:] = 0.0
    for i in range(problem.weight.size):
        w = problem.weight[i]
        if w != 0.0:
            s, u = problem.first[k, i], problem.first[l, i]
            for a in range(4):
                v = w * problem.value[k, i, a]
                for b in range(4):
                    raw[s + a, u + b] += v * problem.value[l, i, b]
    left, right = problem.made.turn[k], problem.made.turn[l]
    line = np.empty(M)
    for i in range(left.shape[0]):
        line[:] = 0.0
        for a in range(M):
            for b in range(M):
                line[b] += left[i, a] * raw[a, b]
        for j in range(right.shape[0]):
            total = 0.0
            for b in range(M):
                total += line[b] * right[j, b]
            block[i, j] = total


@compiled
def _solve(problem: Problem, parents: NDArray[np.int64], room: Scratch) -> float:
    """Solve (G + H)c = z for the present smoothness; returns log|G + H|."""
    F = problem.made.turn.shape[1]
    d = parents.size * F
    for i in range(d):
        h = problem.rule.smoothness[room.chosen[i // F]]
        room.right[i] = room.gram[i, i] + h * problem.made.roughness[parents[i // F], i % F]
    log_determinant = _factorise(room.gram, room.right, room.factor, d, F)
    _substitute(room.factor, room.z, room.right, room.c, d)
    return log_determinant


@compiled_fast
def _factorise(
    gram: NDArray[np.float64], diagonal: NDArray[np.float64], L: NDArray[np.float64], d: int, own: int
) -> float:
    """Cholesky's factor of ``gram`` (d, d) with another diagonal, four rows at a time; returns log of its determinant.

    The first ``own`` rows are diagonal: the first parent's.
    """
    total = 0.0
    for start in range(0, d, 4):
        i0, i1, i2, i3 = start, min(start + 1, d - 1), min(start + 2, d - 1), min(start + 3, d - 1)
        r0, r1, r2, r3 = L[i0], L[i1], L[i2], L[i3]
        for j in range(start):
            row = L[j]
            s0, s1, s2, s3 = gram[i0, j], gram[i1, j], gram[i2, j], gram[i3, j]
            if j >= own:
                for a in range(j):
                    v = row[a]
                    s0 -= r0[a] * v
                    s1 -= r1[a] * v
                    s2 -= r2[a] * v
                    s3 -= r3[a] * v
            scale = 1.0 / row[j]
            r0[j], r1[j], r2[j], r3[j] = s0 * scale, s1 * scale, s2 * scale, s3 * scale
        for i in range(start, min(start + 4, d)):
            row = L[i]
            for j in range(start, i):
                other, s = L[j], gram[i, j]
                for a in range(j):
                    s -= row[a] * other[a]
                row[j] = s / other[j]
            s = diagonal[i]
            for a in range(i):
                s -= row[a] * row[a]
            s = max(s, 1e-10 * diagonal[i])  # two copies of a parent: what the second adds is nothing
            row[i] = np.sqrt(s)
            total += np.log(s)
    return total


@compiled_fast
def _substitute(
    L: NDArray[np.float64], z: NDArray[np.float64], right: NDArray[np.float64], c: NDArray[np.float64], d: int
) -> None:
    """Solve LL'c = z; ``right`` is scratch."""
    for i in range(d):
        row, s = L[i], z[i]
        for a in range(i):
            s -= row[a] * right[a]
        right[i] = s / row[i]
    for i in range(d - 1, -1, -1):
        row = L[i]
        c[i] = right[i] / row[i]
        for a in range(i):
            right[a] -= row[a] * c[i]


@compiled_fast
def _sweep(problem: Problem, gene: int, parents: NDArray[np.int64], room: Scratch) -> None:
    """Choose each parent's smoothness by the score with the other curves held, :data:`SWEEPS` times over.

    Begins with no curves. The product Gc is brought up to date with every curve that changes, so that what the others
    leave to explain is a difference: one pass over G per sweep, not one per parent.
    """
    q, F = parents.size, problem.made.turn.shape[1]
    d = q * F
    rule, square = problem.rule, problem.square[gene]
    c, z, product = room.c, room.z, room.right
    power = rule.size - rule.base - rule.each * q
    rest, cost = np.empty(F), np.zeros(q)
    c[:d] = 0.0
    product[:d] = 0.0
    for _ in range(SWEEPS):
        changed = False
        for a in range(q):
            k, low = parents[a], a * F
            signal, roughness = problem.made.signal[k], problem.made.roughness[k]
            left = square  # Σ w (x − other curves)²
            for i in range(d):
                left += c[i] * (product[i] - 2 * z[i])
            for m in range(F):
                own, without = c[low + m], product[low + m] - signal[m] * c[low + m]
                rest[m] = z[low + m] - without
                left += own * (2 * rest[m] - signal[m] * own)
            others = cost.sum() - cost[a]
            best, choice = np.inf, 0
            for g in range(rule.smoothness.size):
                rss, rough = left, others
                explained, roughened = rule.explained[k, g], rule.rough[k, g]
                for m in range(F):
                    rss -= explained[m] * rest[m] ** 2
                    rough += roughened[m] * rest[m] ** 2
                variance = max(rss, LEAST_VARIANCE * square) / rule.size
                found = power * np.log(variance) + rule.alone[k, g] + rough / variance
                if found < best:
                    best, choice = found, g
            changed |= choice != room.chosen[a]
            room.chosen[a] = choice
            h = rule.smoothness[choice]
            cost[a] = 0.0
            for m in range(F):
                was, row = c[low + m], room.gram[low + m]
                c[low + m] = rest[m] / (signal[m] + h * roughness[m])
                cost[a] += h * roughness[m] * c[low + m] ** 2
                more = c[low + m] - was
                for j in range(d):
                    product[j] += more * row[j]
        if not changed:
            break
