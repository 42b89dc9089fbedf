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

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled, compiled_fast
from compute.methods.network_profiler.active_set import direct, jump
from compute.methods.network_profiler.workspace import Workspace, admit, fill_row, refresh_screen

QUICK_SWEEPS = 1
"""Sweeps over the active set before the jump to the minimum for its signs."""
SLOW_SWEEPS = 100
"""Sweeps in place of the jump where G_AA + γI is singular."""
MAX_ROUNDS = 300


@compiled_fast
def _sweep(
    ws: Workspace, gram: NDArray[np.float64], penalty: NDArray[np.float64], gamma: float, only_active: bool
) -> float:
    """One pass of coordinate descent; returns the largest decrease measure (G_jj + γ) Δ²."""
    size = ws.size[0]
    largest = 0.0
    for i in range(size):
        old = ws.beta[i]
        if (only_active and old == 0.0) or not ws.working[i]:
            continue
        diagonal = ws.diagonal[i]
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
            if ws.filled[i] < size:
                fill_row(ws, gram, i)
            row = ws.block[i]
            for k in range(size):
                ws.gradient[k] -= change * row[k]
            largest = max(largest, (diagonal + gamma) * change * change)
    return largest


@compiled
def _settled(ws: Workspace, penalty: NDArray[np.float64], tolerance: float) -> bool:
    """No zero coefficient of the working set wants to move by more than the tolerance allows."""
    for i in range(ws.size[0]):
        if ws.working[i] and ws.beta[i] == 0.0:
            excess = abs(ws.gradient[i]) - penalty[ws.feature[i]]
            if excess > 0.0 and excess * excess > tolerance * ws.diagonal[i]:
                return False
    return True


@compiled
def _working_descent(
    ws: Workspace,
    gram: NDArray[np.float64],
    c: NDArray[np.float64],
    penalty: NDArray[np.float64],
    gamma: float,
    tolerance: float,
    exact: bool,
) -> bool:
    """Solve on the working set; True if it converged. exact: end with a fresh factor, to rounding error."""
    for _ in range(MAX_ROUNDS):
        moved = _sweep(ws, gram, penalty, gamma, False)
        if moved <= tolerance:
            if not exact:
                return True
            if direct(ws, gram, c, penalty, gamma) and _settled(ws, penalty, tolerance):
                return True
            continue
        for _ in range(QUICK_SWEEPS):
            if _sweep(ws, gram, penalty, gamma, True) <= tolerance:
                break
        if not jump(ws, gram, c, penalty, gamma):
            for _ in range(SLOW_SWEEPS):
                if _sweep(ws, gram, penalty, gamma, True) <= tolerance:
                    break
    return False


@compiled
def solve(
    ws: Workspace,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    penalty: NDArray[np.float64],
    previous: float,
    gamma: float,
    unit: float,
    tolerance: float,
    exact: bool,
) -> bool:
    """Minimise from the present β; leaves β in the workspace.

    single: G in single precision. penalty: (q,) τ_j. previous: how much larger the penalty of the present solution
    was (1 or more; the strong rule lets in j where |c_j − (Gβ)_j| ≥ τ_j (2 − previous)).
    unit: t't, what the tolerance is relative to.
    tolerance: on (G_jj + γ) Δ_j² / unit in one sweep. exact: finish with a direct solve, to rounding error.
    Returns whether it converged.
    """
    rule = max(2.0 - previous, 0.0)
    tolerance *= unit
    slack = 1e-11 * unit if exact else np.sqrt(tolerance * unit)
    for i in range(ws.size[0]):
        ws.working[i] = ws.beta[i] != 0.0
    admit(ws, gram, c, penalty, rule, 0.0)
    jump(ws, gram, c, penalty, gamma)  # most regulators keep their signs from one penalty to the next
    while True:
        converged = _working_descent(ws, gram, c, penalty, gamma, tolerance, exact)
        refresh_screen(ws, single, c, unit, penalty)
        if not admit(ws, gram, c, penalty, 1.0, slack):
            return converged
