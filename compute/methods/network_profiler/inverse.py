"""The inverse of G_AA + γI over the active set A, kept up to date as regulators join and leave it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled, compiled_fast
from compute.methods.network_profiler.workspace import TOGETHER, Workspace, fill_row

NEAR_RIDGE = 0.4
"""How far γ may have fallen since the inverse was made before it is made anew."""
RIDGE_TOLERANCE = 1e-8
RIDGE_STEPS = 60


@compiled_fast
def _join(ws: Workspace, gram: NDArray[np.float64], i: int, gamma: float) -> bool:
    """Add local place i to the maintained inverse; False if it makes G_AA + γI singular."""
    held = ws.held[0]
    if ws.filled[i] < ws.size[0]:
        fill_row(ws, gram, i)
    row = ws.block[i]
    inverse, step, right = ws.inverse, ws.step, ws.right
    for b in range(held):
        right[b] = row[ws.member[b]]
    schur = row[i] + gamma
    for a in range(held):
        line = inverse[a]
        value = 0.0
        for b in range(held):
            value += line[b] * right[b]
        step[a] = value
        schur -= value * right[a]
    if schur <= 1e-9 * (row[i] + gamma):
        return False
    for a in range(held):
        line = inverse[a]
        share = step[a] / schur
        for b in range(held):
            line[b] += share * step[b]
        line[held] = -share
        inverse[held, a] = -share
    inverse[held, held] = 1.0 / schur
    ws.member[held] = i
    ws.slot[i] = held
    ws.held[0] = held + 1
    return True


@compiled_fast
def _join_together(ws: Workspace, gram: NDArray[np.float64], first: int, ridge: float) -> bool:
    """Add the TOGETHER local places from ``ws.active[first]`` on to the maintained inverse, in one pass over it.

    False, and nothing done, if that comes near a singular matrix: adding one at a time then shows which regulator is to
    blame.
    """
    held = ws.held[0]
    inverse = ws.inverse
    right, step, share = ws.panel[:4], ws.panel[4:8], ws.panel[8:]
    schur = np.empty((TOGETHER, TOGETHER))
    for u in range(TOGETHER):
        i = ws.active[first + u]
        if ws.filled[i] < ws.size[0]:
            fill_row(ws, gram, i)
        row = ws.block[i]
        for b in range(held):
            right[u, b] = row[ws.member[b]]
        for v in range(TOGETHER):
            schur[u, v] = row[ws.active[first + v]]
        schur[u, u] += ridge
    r0, r1, r2, r3 = right[0], right[1], right[2], right[3]
    s0, s1, s2, s3 = step[0], step[1], step[2], step[3]
    for a in range(held):
        line = inverse[a]
        v0 = v1 = v2 = v3 = 0.0
        for b in range(held):
            value = line[b]
            v0 += value * r0[b]
            v1 += value * r1[b]
            v2 += value * r2[b]
            v3 += value * r3[b]
        s0[a], s1[a], s2[a], s3[a] = v0, v1, v2, v3
    for u in range(TOGETHER):
        for v in range(TOGETHER):
            value = 0.0
            for b in range(held):
                value += right[u, b] * step[v, b]
            schur[u, v] -= value
    if not _invert_small(schur, ws, first, ridge):
        return False
    for u in range(TOGETHER):
        for a in range(held):
            share[u, a] = schur[u, 0] * s0[a] + schur[u, 1] * s1[a] + schur[u, 2] * s2[a] + schur[u, 3] * s3[a]
    for a in range(held):
        line = inverse[a]
        w0, w1, w2, w3 = share[0, a], share[1, a], share[2, a], share[3, a]
        for b in range(held):
            line[b] += w0 * s0[b] + w1 * s1[b] + w2 * s2[b] + w3 * s3[b]
    for u in range(TOGETHER):
        for a in range(held):
            inverse[a, held + u] = inverse[held + u, a] = -share[u, a]
        for v in range(TOGETHER):
            inverse[held + u, held + v] = schur[u, v]
        i = ws.active[first + u]
        ws.member[held + u] = i
        ws.slot[i] = held + u
    ws.held[0] = held + TOGETHER
    return True


@compiled
def _invert_small(schur: NDArray[np.float64], ws: Workspace, first: int, ridge: float) -> bool:
    """Invert a symmetric positive definite matrix in place (Gauss-Jordan, the diagonal as pivots)."""
    size = schur.shape[0]
    for u in range(size):
        pivot = schur[u, u]
        if pivot <= 1e-9 * (ws.diagonal[ws.active[first + u]] + ridge):
            return False
        for v in range(size):
            if v != u:
                factor = schur[v, u] / pivot
                for w in range(size):
                    if w != u:
                        schur[v, w] -= factor * schur[u, w]
                schur[v, u] = -factor
        for w in range(size):
            if w != u:
                schur[u, w] /= pivot
        schur[u, u] = 1.0 / pivot
    return True


@compiled_fast
def leave(ws: Workspace, i: int) -> None:
    """Take local place i out of the maintained inverse."""
    last = ws.held[0] - 1
    r = ws.slot[i]
    inverse = ws.inverse
    if r != last:  # the last member takes its place
        other = ws.member[last]
        for a in range(last + 1):
            inverse[r, a], inverse[last, a] = inverse[last, a], inverse[r, a]
        for a in range(last + 1):
            inverse[a, r], inverse[a, last] = inverse[a, last], inverse[a, r]
        ws.member[r] = other
        ws.slot[other] = r
    pivot = inverse[last, last]
    gone = inverse[last]
    for a in range(last):
        share = gone[a] / pivot
        line = inverse[a]
        for b in range(last):
            line[b] -= share * gone[b]
    ws.slot[i] = -1
    ws.held[0] = last


@compiled
def hold_active(ws: Workspace, gram: NDArray[np.float64], gamma: float, near: bool) -> bool:
    """Bring the maintained inverse to the present active set; False if that is singular.

    near: an inverse for another ridge is kept where it still is a good start for this γ, not far below it.
    """
    if ws.ridge[0] != gamma and not (near and NEAR_RIDGE * ws.ridge[0] <= gamma <= ws.ridge[0]):
        for a in range(ws.held[0]):
            ws.slot[ws.member[a]] = -1
        ws.held[0] = 0
        ws.ridge[0] = gamma
    a = 0
    while a < ws.held[0]:
        if ws.beta[ws.member[a]] == 0.0:
            leave(ws, ws.member[a])
        else:
            a += 1
    count = 0
    for i in range(ws.size[0]):
        if ws.beta[i] != 0.0 and ws.slot[i] < 0:
            ws.active[count] = i
            count += 1
    a = 0
    while a < count:
        if count - a >= TOGETHER and _join_together(ws, gram, a, ws.ridge[0]):
            a += TOGETHER
        elif _join(ws, gram, ws.active[a], ws.ridge[0]):
            a += 1
        else:
            return False
    return True


@compiled_fast
def times_inverse(
    inverse: NDArray[np.float64], vector: NDArray[np.float64], held: int, out: NDArray[np.float64]
) -> None:
    for a in range(held):
        line = inverse[a]
        value = 0.0
        for b in range(held):
            value += line[b] * vector[b]
        out[a] = value


@compiled_fast
def correct_ridge(inverse: NDArray[np.float64], step: NDArray[np.float64], held: int, excess: float) -> None:
    """Turn x₀ = M⁻¹b into the solution of (M − excess·I) x = b, by conjugate gradients on (I − excess·M⁻¹) x = x₀.

    The condition number is at most the ratio of the two ridges, so that a few products with the inverse are enough.
    """
    residual, direction, image = np.empty(held), np.empty(held), np.empty(held)
    times_inverse(inverse, step, held, image)
    size = 0.0
    target = 0.0
    for a in range(held):
        residual[a] = excess * image[a]
        direction[a] = residual[a]
        size += residual[a] * residual[a]
        target += step[a] * step[a]
    target *= RIDGE_TOLERANCE * RIDGE_TOLERANCE
    for _ in range(RIDGE_STEPS):
        if size <= target:
            break
        times_inverse(inverse, direction, held, image)
        curvature = 0.0
        for a in range(held):
            image[a] = direction[a] - excess * image[a]
            curvature += direction[a] * image[a]
        length = size / curvature
        before = size
        size = 0.0
        for a in range(held):
            step[a] += length * direction[a]
            residual[a] -= length * image[a]
            size += residual[a] * residual[a]
        for a in range(held):
            direction[a] = residual[a] + size / before * direction[a]
