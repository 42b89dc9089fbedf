"""The minimum for given signs: one product with the inverse over the active set, or a factor made for the purpose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled, compiled_fast
from compute.methods.network_profiler.inverse import correct_ridge, hold_active, leave, times_inverse
from compute.methods.network_profiler.workspace import Workspace, collect_active, fill_row, refresh_local


@compiled
def _move(ws: Workspace, held: int) -> int:
    """Move the active β to ``ws.step`` or to the first zero crossing; returns the place that crossed, or −1."""
    reach = 1.0
    crossing = -1
    for a in range(held):
        old = ws.beta[ws.member[a]]
        if ws.step[a] * old <= 0.0:
            share = old / (old - ws.step[a])
            if share < reach or crossing < 0:
                reach = share
                crossing = ws.member[a]
    for a in range(held):
        i = ws.member[a]
        ws.beta[i] = ws.step[a] if crossing < 0 else ws.beta[i] + reach * (ws.step[a] - ws.beta[i])
    if crossing >= 0:
        ws.beta[crossing] = 0.0
        for a in range(held):  # what rounding brought to zero as well must leave by its own crossing
            i = ws.member[a]
            if i != crossing and ws.beta[i] == 0.0:
                ws.beta[i] = 1e-300 if ws.step[a] >= 0.0 else -1e-300
    return crossing


@compiled_fast
def jump(
    ws: Workspace, gram: NDArray[np.float64], c: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float
) -> bool:
    """Go to the minimum for the present signs, dropping on the way every regulator whose sign would change.

    Each move ends at the first zero crossing, so the objective never rises. False if G_AA + γI is singular.
    """
    if not hold_active(ws, gram, gamma, True):
        return False
    beta, step, right = ws.beta, ws.step, ws.right
    crossing = 0
    while crossing >= 0 and ws.held[0] > 0:
        held = ws.held[0]
        for a in range(held):
            i = ws.member[a]
            tau = penalty[ws.feature[i]]
            right[a] = c[ws.feature[i]] - (tau if beta[i] > 0.0 else -tau)
        times_inverse(ws.inverse, right, held, step)
        if ws.ridge[0] != gamma:
            correct_ridge(ws.inverse, step, held, ws.ridge[0] - gamma)
        crossing = _move(ws, held)
        if crossing >= 0:
            leave(ws, crossing)
    count = collect_active(ws)
    refresh_local(ws, gram, c, count)
    return True


@compiled_fast
def _factorise(ws: Workspace, gram: NDArray[np.float64], count: int, gamma: float) -> bool:
    """Cholesky factor of G_AA + γI into the lower triangle of ``ws.factor``; False if not positive definite."""
    L = ws.factor
    for a in range(count):
        if ws.filled[ws.active[a]] < ws.size[0]:
            fill_row(ws, gram, ws.active[a])
        row = ws.block[ws.active[a]]
        for b in range(a + 1):
            value = row[ws.active[b]]
            for k in range(b):
                value -= L[a, k] * L[b, k]
            if a == b:
                value += gamma
                if value <= 1e-10 * (row[ws.active[a]] + gamma):
                    return False
                L[a, a] = np.sqrt(value)
            else:
                L[a, b] = value / L[b, b]
    return True


@compiled_fast
def direct(
    ws: Workspace, gram: NDArray[np.float64], c: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float
) -> bool:
    """Move towards the exact minimum for the present signs; True if it was reached with all signs kept.

    Where a sign would change, the move ends at the first zero crossing, which cannot raise the objective.
    """
    count = collect_active(ws)
    if count == 0 or not _factorise(ws, gram, count, gamma):
        return count == 0
    L = ws.factor
    step = ws.step
    for a in range(count):
        i = ws.active[a]
        j = ws.feature[i]
        value = c[j] - (penalty[j] if ws.beta[i] > 0.0 else -penalty[j])
        for k in range(a):
            value -= L[a, k] * step[k]
        step[a] = value / L[a, a]
    for a in range(count - 1, -1, -1):
        value = step[a]
        for k in range(a + 1, count):
            value -= L[k, a] * step[k]
        step[a] = value / L[a, a]

    reach = 1.0
    crossing = -1
    for a in range(count):
        old = ws.beta[ws.active[a]]
        if step[a] * old <= 0.0:
            share = old / (old - step[a])
            if share < reach:
                reach = share
                crossing = a
    for a in range(count):
        i = ws.active[a]
        ws.beta[i] = step[a] if crossing < 0 else ws.beta[i] + reach * (step[a] - ws.beta[i])
    if crossing >= 0:
        ws.beta[ws.active[crossing]] = 0.0
    refresh_local(ws, gram, c, count)
    return crossing < 0


@compiled
def degrees_of_freedom(ws: Workspace, gram: NDArray[np.float64], gamma: float) -> float:
    """df = tr[(G_AA + γI)⁻¹ G_AA] = |A| − γ tr (G_AA + γI)⁻¹ over the active set; ∞ if singular."""
    if not hold_active(ws, gram, gamma, False):
        return np.inf
    trace = 0.0
    for a in range(ws.held[0]):
        trace += ws.inverse[a, a]
    return float(ws.held[0] - gamma * trace)
