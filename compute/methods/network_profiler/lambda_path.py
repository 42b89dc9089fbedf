"""One λ path of one target at given weights: the whole of it, or the stretch around a step that is known to be good."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled
from compute.methods.network_profiler.active_set import degrees_of_freedom
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.scratch import Scratch
from compute.methods.network_profiler.solver import solve
from compute.methods.network_profiler.workspace import Workspace, residual_square, restart

PATH_TOLERANCE = 1e-12
REACH = 4
"""Steps of λ searched on either side of the best one so far, when a search follows its neighbour's."""


@compiled
def information_criterion(residual: float, df: float, effective: float, bic: bool) -> float:
    """n_α (log(2π σ²) + 1) + 2 n_α (df + 1)/(n_α − df − 2), σ² = residual/n_α; ∞ where n_α − df − 2 ≤ 0.

    With ``bic`` the last term is df log n_α: sparser networks [ours].
    """
    room = effective - df - 2.0
    if room <= 0.0:
        return np.inf
    deviance = effective * (math.log(2.0 * math.pi * residual / effective) + 1.0)
    return deviance + (df * math.log(effective) if bic else 2.0 * effective * (df + 1.0) / room)


@compiled
def _lambda_path(s: Scratch, c: NDArray[np.float64], grid: Grid, weighted: bool) -> int:
    """Fill ``s.path`` with descending λ for the present weights; returns how many (0: nothing can enter)."""
    top = 0.0
    for j in range(c.size):
        top = max(top, abs(c[j]) / s.weight[j])
    if top == 0.0:
        return 0
    if grid.fixed_lambda < 0.0:
        ratios = grid.weighted_ratios if weighted else grid.ratios
        for k in range(ratios.size):
            s.path[k] = top * ratios[k]
        return ratios.size
    # One λ is wanted; the way down to it is only a warm start.
    steps = 1
    if grid.fixed_lambda < top:
        floor = max(grid.fixed_lambda, 1e-4 * top)
        steps = min(1 + int(np.ceil(np.log(top / floor) / 0.2)), s.path.size)
        for k in range(steps):
            s.path[k] = top * (floor / top) ** ((k + 1) / steps)
    s.path[steps - 1] = grid.fixed_lambda
    return steps


@compiled
def _copy_beta(ws: Workspace, out: NDArray[np.float64]) -> None:
    out[:] = 0.0
    for i in range(ws.size[0]):
        out[ws.feature[i]] = ws.beta[i]


@compiled
def _step(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    gamma: float,
    lam: float,
    ratio: float,
) -> bool:
    """Solve at λ from the present β. ratio: as ``previous`` in `solve`."""
    for j in range(c.size):
        s.penalty[j] = lam * s.weight[j]
    return solve(s.solver, gram, single, c, s.penalty, ratio, gamma, square, PATH_TOLERANCE, False)


@compiled
def _criterion(
    s: Scratch,
    gram: NDArray[np.float64],
    c: NDArray[np.float64],
    square: float,
    effective: float,
    gamma: float,
    bic: bool,
) -> tuple[float, float]:
    """Criterion and degrees of freedom of the present β."""
    residual = max(residual_square(s.solver, c, square), 1e-12 * square)
    df = degrees_of_freedom(s.solver, gram, gamma)
    return information_criterion(residual, df, effective, bic), df


@compiled
def whole_path(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    effective: float,
    gamma: float,
    grid: Grid,
    weighted: bool,
) -> tuple[float, int, float, float, bool]:
    """One λ path from β = 0 at the present weights; the best solution goes to ``s.round_beta``.

    Returns its criterion, step, λ, df, and whether all solves converged. The path ends where the degrees of freedom
    use up n_α: further down the criterion stays infinite.
    """
    ws = s.solver
    restart(ws, c)
    s.round_beta[:] = 0.0
    fixed = grid.fixed_lambda >= 0.0
    steps = _lambda_path(s, c, grid, weighted)
    best = information_criterion(square, 0.0, effective, grid.bic)
    best_step = 0
    best_lambda = s.path[0] if steps else max(grid.fixed_lambda, 0.0)
    best_df = 0.0
    converged = True
    previous = 1.0
    for k in range(steps):
        lam = s.path[k]
        ratio = previous / lam if k and lam > 0.0 else (2.0 if k else 1.0)
        previous = lam
        converged &= _step(s, gram, single, c, square, gamma, lam, ratio)
        if fixed and k < steps - 1:
            continue
        criterion, df = _criterion(s, gram, c, square, effective, gamma, grid.bic)
        if fixed or criterion < best:
            best, best_step, best_lambda, best_df = criterion, k, lam, df
            _copy_beta(ws, s.round_beta)
        if criterion == np.inf:
            break
    return best, best_step, best_lambda, best_df, converged


@compiled
def near_path(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    effective: float,
    gamma: float,
    grid: Grid,
    weighted: bool,
    place: int,
) -> tuple[float, int, float, float, bool]:
    """The same, from the present β and only around step ``place``: down, then up, until the best is REACH steps away.

    For a path, not for one fixed λ.
    """
    ws = s.solver
    s.round_beta[:] = 0.0
    steps = _lambda_path(s, c, grid, weighted)
    best = information_criterion(square, 0.0, effective, grid.bic)
    best_step = 0
    best_lambda = s.path[0] if steps else 0.0
    best_df = 0.0
    converged = True
    start = max(min(place, steps - 1) - REACH, 0)
    down = True
    k = start
    while steps:
        lam = s.path[k]
        ratio = s.path[k - 1] / lam if down and k > start else 1.0
        converged &= _step(s, gram, single, c, square, gamma, lam, ratio)
        criterion, df = _criterion(s, gram, c, square, effective, gamma, grid.bic)
        if criterion < best:
            best, best_step, best_lambda, best_df = criterion, k, lam, df
            _copy_beta(ws, s.round_beta)
        if down and (criterion == np.inf or k + 1 == steps or k + 1 > max(place, best_step) + REACH):
            down = False
            k = start
        k += 1 if down else -1
        if k < 0 or (not down and k < best_step - REACH):
            break
    return best, best_step, best_lambda, best_df, converged
