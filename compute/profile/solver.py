"""Weighted elastic net on a Gram matrix: coordinate descent on a working set, finished by a direct solve.

    minimise  ½ β'Gβ − c'β + Σ_j τ_j |β_j| + (γ/2) Σ_j β_j²        τ_j = λ w_j, ∞ where j may not enter

The working set holds the regulators that are in, or that the strong rule (Tibshirani et al. 2012) lets in; the
optimality conditions of all others are checked with the full gradient before a solution is accepted. Gram entries
among regulators that ever entered are copied once to a small dense block, where a coordinate step costs a short
contiguous update. A few sweeps find who is in and with which sign; the inverse of G_AA + γI over the active set A,
kept up to date one regulator at a time, then gives the minimum for these signs in one product, and the degrees of
freedom with it. Everything here is compiled by numba; the caller owns the :class:`Workspace`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

QUICK_SWEEPS = 3
"""Sweeps over the active set before the jump to the minimum for its signs."""
SLOW_SWEEPS = 100
"""Sweeps in place of the jump where G_AA + γI is singular."""
MAX_ROUNDS = 300
FAST = {"reassoc", "contract", "nsz"}
"""Sums may be vectorised; infinities and NaN keep their meaning."""


class Workspace(NamedTuple):
    """Scratch for one target at a time. "local" arrays run over the regulators admitted so far.

    position: (q,) local place of a regulator, −1 if not admitted. feature: local → regulator.
    size: (1,) how many are admitted. block: Gram among them. beta, gradient: local β and c − Gβ.
    full: (q,) c − Gβ of every regulator. working: local membership of the working set.
    active, factor, step, right: scratch of the direct solve. inverse: (G_AA + γI)⁻¹ over the ``held[0]`` local places
    listed in ``member``; slot: local → place in ``member``, −1 if not in A.
    """

    position: NDArray[np.int64]
    feature: NDArray[np.int64]
    size: NDArray[np.int64]
    block: NDArray[np.float64]
    beta: NDArray[np.float64]
    gradient: NDArray[np.float64]
    full: NDArray[np.float64]
    working: NDArray[np.bool_]
    active: NDArray[np.int64]
    factor: NDArray[np.float64]
    step: NDArray[np.float64]
    right: NDArray[np.float64]
    inverse: NDArray[np.float64]
    member: NDArray[np.int64]
    slot: NDArray[np.int64]
    held: NDArray[np.int64]


def workspace(regulators: int) -> Workspace:
    """Scratch for problems with ``regulators`` columns."""
    q = regulators
    return Workspace(
        position=np.full(q, -1),
        feature=np.zeros(q, np.int64),
        size=np.zeros(1, np.int64),
        block=np.empty((q, q)),
        beta=np.zeros(q),
        gradient=np.zeros(q),
        full=np.zeros(q),
        working=np.zeros(q, np.bool_),
        active=np.zeros(q, np.int64),
        factor=np.empty((q, q)),
        step=np.zeros(q),
        right=np.zeros(q),
        inverse=np.empty((q, q)),
        member=np.zeros(q, np.int64),
        slot=np.full(q, -1),
        held=np.zeros(1, np.int64),
    )


@njit(nogil=True, cache=True)
def forget(ws: Workspace) -> None:
    """Start a new target: nothing is admitted."""
    for i in range(ws.size[0]):
        ws.position[ws.feature[i]] = -1
        ws.slot[i] = -1
    ws.size[0] = 0
    ws.held[0] = 0


@njit(nogil=True, cache=True)
def restart(ws: Workspace, c: NDArray[np.float64]) -> None:
    """Start a new path at β = 0; what was admitted stays admitted."""
    ws.full[:] = c
    for i in range(ws.size[0]):
        ws.beta[i] = 0.0
        ws.gradient[i] = c[ws.feature[i]]
        ws.working[i] = False
        ws.slot[i] = -1
    ws.held[0] = 0


@njit(nogil=True, cache=True)
def _admit(ws: Workspace, gram: NDArray[np.float64], j: int) -> None:
    i = ws.position[j]
    if i < 0:
        i = ws.size[0]
        ws.size[0] = i + 1
        ws.position[j] = i
        ws.feature[i] = j
        row = gram[j]
        for k in range(i + 1):
            value = row[ws.feature[k]]
            ws.block[i, k] = value
            ws.block[k, i] = value
        ws.beta[i] = 0.0
        ws.gradient[i] = ws.full[j]
    ws.working[i] = True


@njit(nogil=True, cache=True, fastmath=FAST)
def _sweep(ws: Workspace, penalty: NDArray[np.float64], gamma: float, only_active: bool) -> float:
    """One pass of coordinate descent; returns the largest decrease measure (G_jj + γ) Δ²."""
    size = ws.size[0]
    largest = 0.0
    for i in range(size):
        old = ws.beta[i]
        if (only_active and old == 0.0) or not ws.working[i]:
            continue
        diagonal = ws.block[i, i]
        slope = ws.gradient[i] + diagonal * old
        limit = penalty[ws.feature[i]]
        if slope > limit:
            new = (slope - limit) / (diagonal + gamma)
        elif slope < -limit:
            new = (slope + limit) / (diagonal + gamma)
        else:
            new = 0.0
        change = new - old
        if change != 0.0:
            ws.beta[i] = new
            row = ws.block[i]
            for k in range(size):
                ws.gradient[k] -= change * row[k]
            largest = max(largest, (diagonal + gamma) * change * change)
    return largest


@njit(nogil=True, cache=True)
def _collect_active(ws: Workspace) -> int:
    """List the local places with β ≠ 0 in ``ws.active``; returns how many."""
    count = 0
    for i in range(ws.size[0]):
        if ws.beta[i] != 0.0:
            ws.active[count] = i
            count += 1
    return count


@njit(nogil=True, cache=True, fastmath=FAST)
def _factorise(ws: Workspace, count: int, gamma: float) -> bool:
    """Cholesky factor of G_AA + γI into the lower triangle of ``ws.factor``; False if not positive definite."""
    L = ws.factor
    for a in range(count):
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


@njit(nogil=True, cache=True, fastmath=FAST)
def _direct(ws: Workspace, c: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float) -> bool:
    """Move towards the exact minimum for the present signs; True if it was reached with all signs kept.

    Where a sign would change, the move ends at the first zero crossing, which cannot raise the objective.
    """
    count = _collect_active(ws)
    if count == 0 or not _factorise(ws, count, gamma):
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
    _refresh_local(ws, c, count)
    return crossing < 0


@njit(nogil=True, cache=True, fastmath=FAST)
def _refresh_local(ws: Workspace, c: NDArray[np.float64], count: int) -> None:
    """Recompute the local gradient from the first ``count`` entries of ``ws.active``."""
    size = ws.size[0]
    for k in range(size):
        ws.gradient[k] = c[ws.feature[k]]
    for a in range(count):
        i = ws.active[a]
        value = ws.beta[i]
        row = ws.block[i]
        for k in range(size):
            ws.gradient[k] -= value * row[k]


@njit(nogil=True, cache=True, fastmath=FAST)
def _refresh_full(ws: Workspace, gram: NDArray[np.float64], c: NDArray[np.float64]) -> None:
    """ws.full = c − Gβ for every regulator."""
    full = ws.full
    full[:] = c
    count = _collect_active(ws)
    a = 0
    while a + 4 <= count:
        i0, i1, i2, i3 = ws.active[a], ws.active[a + 1], ws.active[a + 2], ws.active[a + 3]
        r0, r1, r2, r3 = gram[ws.feature[i0]], gram[ws.feature[i1]], gram[ws.feature[i2]], gram[ws.feature[i3]]
        b0, b1, b2, b3 = ws.beta[i0], ws.beta[i1], ws.beta[i2], ws.beta[i3]
        for j in range(full.size):
            full[j] -= b0 * r0[j] + b1 * r1[j] + b2 * r2[j] + b3 * r3[j]
        a += 4
    while a < count:
        row = gram[ws.feature[ws.active[a]]]
        value = ws.beta[ws.active[a]]
        for j in range(full.size):
            full[j] -= value * row[j]
        a += 1


@njit(nogil=True, cache=True, fastmath=FAST)
def _join(ws: Workspace, i: int, gamma: float) -> bool:
    """Add local place i to the maintained inverse; False if it makes G_AA + γI singular."""
    held = ws.held[0]
    row = ws.block[i]
    inverse, step = ws.inverse, ws.step
    schur = row[i] + gamma
    for a in range(held):
        line = inverse[a]
        value = 0.0
        for b in range(held):
            value += line[b] * row[ws.member[b]]
        step[a] = value
        schur -= value * row[ws.member[a]]
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


@njit(nogil=True, cache=True, fastmath=FAST)
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


@njit(nogil=True, cache=True)
def _hold_active(ws: Workspace, gamma: float) -> bool:
    """Bring the maintained inverse to the present active set; False if that is singular."""
    a = 0
    while a < ws.held[0]:
        if ws.beta[ws.member[a]] == 0.0:
            _leave(ws, ws.member[a])
        else:
            a += 1
    for i in range(ws.size[0]):
        joins = ws.beta[i] != 0.0 and ws.slot[i] < 0
        if joins and not _join(ws, i, gamma):
            return False
    return True


@njit(nogil=True, cache=True, fastmath=FAST)
def _jump(ws: Workspace, c: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float) -> bool:
    """Go to the minimum for the present signs, dropping on the way every regulator whose sign would change.

    Each move ends at the first zero crossing, so the objective never rises. False if G_AA + γI is singular.
    """
    if not _hold_active(ws, gamma):
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
    count = _collect_active(ws)
    _refresh_local(ws, c, count)
    return True


@njit(nogil=True, cache=True)
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


@njit(nogil=True, cache=True)
def _working_descent(
    ws: Workspace, c: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float, tolerance: float, exact: bool
) -> bool:
    """Solve on the working set; True if it converged. exact: end with a fresh factor, to rounding error."""
    for _ in range(MAX_ROUNDS):
        moved = _sweep(ws, penalty, gamma, False)
        if moved <= tolerance:
            if not exact:
                return True
            if _direct(ws, c, penalty, gamma) and _settled(ws, penalty, tolerance):
                return True
            continue
        for _ in range(QUICK_SWEEPS):
            if _sweep(ws, penalty, gamma, True) <= tolerance:
                break
        if not _jump(ws, c, penalty, gamma):
            for _ in range(SLOW_SWEEPS):
                if _sweep(ws, penalty, gamma, True) <= tolerance:
                    break
    return False


@njit(nogil=True, cache=True)
def _settled(ws: Workspace, penalty: NDArray[np.float64], tolerance: float) -> bool:
    """No zero coefficient of the working set wants to move by more than the tolerance allows."""
    for i in range(ws.size[0]):
        if ws.working[i] and ws.beta[i] == 0.0:
            excess = abs(ws.gradient[i]) - penalty[ws.feature[i]]
            if excess > 0.0 and excess * excess > tolerance * ws.block[i, i]:
                return False
    return True


@njit(nogil=True, cache=True)
def solve(
    ws: Workspace,
    gram: NDArray[np.float64],
    c: NDArray[np.float64],
    penalty: NDArray[np.float64],
    previous: float,
    gamma: float,
    unit: float,
    tolerance: float,
    exact: bool,
) -> bool:
    """Minimise from the present β; leaves β in the workspace and c − Gβ in ``ws.full``.

    penalty: (q,) τ_j. previous: how much larger the penalty of the present solution was (1 or more; the strong
    rule lets in j where |c_j − (Gβ)_j| ≥ τ_j (2 − previous)). unit: t't, what the tolerance is relative to.
    tolerance: on (G_jj + γ) Δ_j² / unit in one sweep. exact: finish with a direct solve, to rounding error.
    Returns whether it converged.
    """
    rule = max(2.0 - previous, 0.0)
    tolerance *= unit
    slack = 1e-11 * unit if exact else np.sqrt(tolerance * unit)
    for i in range(ws.size[0]):
        ws.working[i] = ws.beta[i] != 0.0
    for j in range(c.size):
        if abs(ws.full[j]) >= rule * penalty[j] and penalty[j] < np.inf:
            _admit(ws, gram, j)
    while True:
        converged = _working_descent(ws, c, penalty, gamma, tolerance, exact)
        _refresh_full(ws, gram, c)
        clean = True
        for j in range(c.size):
            if abs(ws.full[j]) > penalty[j] + slack:
                i = ws.position[j]
                if i < 0 or not ws.working[i]:
                    _admit(ws, gram, j)
                    clean = False
        if clean:
            return converged


@njit(nogil=True, cache=True, fastmath=FAST)
def residual_square(ws: Workspace, c: NDArray[np.float64], square: float) -> float:
    """‖t − Rβ‖² = t't − c'β − (c − Gβ)'β, from the present β and gradient."""
    value = square
    for i in range(ws.size[0]):
        value -= ws.beta[i] * (c[ws.feature[i]] + ws.gradient[i])
    return value


@njit(nogil=True, cache=True)
def degrees_of_freedom(ws: Workspace, gamma: float) -> float:
    """df = tr[(G_AA + γI)⁻¹ G_AA] = |A| − γ tr (G_AA + γI)⁻¹ over the active set; ∞ if singular."""
    if not _hold_active(ws, gamma):
        return np.inf
    trace = 0.0
    for a in range(ws.held[0]):
        trace += ws.inverse[a, a]
    return float(ws.held[0] - gamma * trace)
