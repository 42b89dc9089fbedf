"""The minimum for given signs: the inverse over the active set, kept up to date one regulator at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.profile.compiled import compiled, compiled_fast
from compute.profile.workspace import Workspace, collect_active, fill_row, refresh_local


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
def _leave(ws: Workspace, i: int) -> None:
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
def _hold_active(ws: Workspace, gram: NDArray[np.float64], gamma: float) -> bool:
    """Bring the maintained inverse to the present active set; False if that is singular."""
    if ws.ridge[0] != gamma:  # another matrix altogether
        for a in range(ws.held[0]):
            ws.slot[ws.member[a]] = -1
        ws.held[0] = 0
        ws.ridge[0] = gamma
    a = 0
    while a < ws.held[0]:
        if ws.beta[ws.member[a]] == 0.0:
            _leave(ws, ws.member[a])
        else:
            a += 1
    for i in range(ws.size[0]):
        joins = ws.beta[i] != 0.0 and ws.slot[i] < 0
        if joins and not _join(ws, gram, i, gamma):
            return False
    return True


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
    if not _hold_active(ws, gram, gamma):
        return False
    beta, step, right = ws.beta, ws.step, ws.right
    crossing = 0
    while crossing >= 0 and ws.held[0] > 0:
        held = ws.held[0]
        for a in range(held):
            i = ws.member[a]
            tau = penalty[ws.feature[i]]
            right[a] = c[ws.feature[i]] - (tau if beta[i] > 0.0 else -tau)
        for a in range(held):
            line = ws.inverse[a]
            value = 0.0
            for b in range(held):
                value += line[b] * right[b]
            step[a] = value
        crossing = _move(ws, held)
        if crossing >= 0:
            _leave(ws, crossing)
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
    if not _hold_active(ws, gram, gamma):
        return np.inf
    trace = 0.0
    for a in range(ws.held[0]):
        trace += ws.inverse[a, a]
    return float(ws.held[0] - gamma * trace)
