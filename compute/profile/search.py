"""The recursive elastic net of one target in one sample: λ path × γ grid × re-weighting, chosen by corrected AIC.

Source: Shimamura et al. 2009 (recursive elastic net) and 2011 (NetworkProfiler).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.profile.active_set import degrees_of_freedom
from compute.profile.compiled import compiled
from compute.profile.solver import solve
from compute.profile.workspace import (
    Workspace,
    collect_active,
    forget,
    refresh_local,
    refresh_screen,
    residual_square,
    restart,
    workspace,
)

PATH_TOLERANCE = 1e-9
FINAL_TOLERANCE = 1e-15


class Grid(NamedTuple):
    """What is searched. γ and λ are on the scale of the problem (t't = n), ξ on that of the coefficients.

    gammas: (g,) absolute γ. ratios: λ/λ_max of the first pass, descending from 1; weighted_ratios: of the passes with
    recursive weights, which spread the regulators over a wider range of λ. fixed_lambda ≥ 0 takes the place of both.
    rounds: M, at most so many passes of re-weighting (1 = none). xi: ξ in w_j = 1/(|β_j| + ξ).
    """

    gammas: NDArray[np.float64]
    ratios: NDArray[np.float64]
    weighted_ratios: NDArray[np.float64]
    fixed_lambda: float
    rounds: int
    xi: float


class Scratch(NamedTuple):
    """The solver's workspace and the search's own: penalties, weights, and the solutions worth keeping."""

    solver: Workspace
    penalty: NDArray[np.float64]
    weight: NDArray[np.float64]
    path: NDArray[np.float64]
    round_beta: NDArray[np.float64]
    gamma_beta: NDArray[np.float64]
    best_beta: NDArray[np.float64]
    gamma_weight: NDArray[np.float64]
    best_weight: NDArray[np.float64]


def scratch(regulators: int, grid: Grid) -> Scratch:
    """Scratch of one thread."""
    return Scratch(
        workspace(regulators),
        penalty=np.zeros(regulators),
        weight=np.zeros(regulators),
        path=np.zeros(max(grid.ratios.size, grid.weighted_ratios.size, 64)),
        round_beta=np.zeros(regulators),
        gamma_beta=np.zeros(regulators),
        best_beta=np.zeros(regulators),
        gamma_weight=np.zeros(regulators),
        best_weight=np.zeros(regulators),
    )


class Found(NamedTuple):
    """The chosen solutions of m targets: row r has ``edges[r]`` regulators and their coefficients.

    l1, l2, criterion, df: λ, γ, the criterion and degrees of freedom of the choice; rounds: passes behind it;
    converged: every solve on the way reached its tolerance.
    """

    edges: NDArray[np.int64]
    regulator: NDArray[np.int32]
    value: NDArray[np.float64]
    l1: NDArray[np.float64]
    l2: NDArray[np.float64]
    criterion: NDArray[np.float64]
    df: NDArray[np.float64]
    rounds: NDArray[np.int64]
    converged: NDArray[np.bool_]


def found(targets: int, regulators: int) -> Found:
    """Room for the solutions of ``targets`` targets."""
    return Found(
        np.zeros(targets, np.int64),
        np.zeros((targets, regulators), np.int32),
        np.zeros((targets, regulators)),
        l1=np.zeros(targets),
        l2=np.zeros(targets),
        criterion=np.zeros(targets),
        df=np.zeros(targets),
        rounds=np.zeros(targets, np.int64),
        converged=np.zeros(targets, np.bool_),
    )


@compiled
def corrected_aic(residual: float, df: float, effective: float) -> float:
    """n_α (log(2π σ²) + 1) + 2 n_α (df + 1)/(n_α − df − 2), σ² = residual/n_α; ∞ where n_α − df − 2 ≤ 0."""
    room = effective - df - 2.0
    if room <= 0.0:
        return np.inf
    deviance = effective * (math.log(2.0 * math.pi * residual / effective) + 1.0)
    return deviance + 2.0 * effective * (df + 1.0) / room


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
def _search_path(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    effective: float,
    gamma: float,
    grid: Grid,
    weighted: bool,
) -> tuple[float, float, float, bool]:
    """One λ path at the present weights; the best solution goes to ``s.round_beta``.

    Returns its criterion, λ, df, and whether all solves converged. The path ends where the degrees of freedom use
    up n_α: further down the criterion stays infinite.
    """
    ws = s.solver
    restart(ws, c)
    s.round_beta[:] = 0.0
    fixed = grid.fixed_lambda >= 0.0
    steps = _lambda_path(s, c, grid, weighted)
    best = corrected_aic(square, 0.0, effective)
    best_lambda = s.path[0] if steps else max(grid.fixed_lambda, 0.0)
    best_df = 0.0
    converged = True
    previous = 1.0
    for k in range(steps):
        lam = s.path[k]
        for j in range(c.size):
            s.penalty[j] = lam * s.weight[j]
        ratio = previous / lam if k and lam > 0.0 else (2.0 if k else 1.0)
        previous = lam
        converged &= solve(ws, gram, single, c, s.penalty, ratio, gamma, square, PATH_TOLERANCE, False)
        if fixed and k < steps - 1:
            continue
        residual = max(residual_square(ws, c, square), 1e-12 * square)
        df = degrees_of_freedom(ws, gram, gamma)
        criterion = corrected_aic(residual, df, effective)
        if fixed or criterion < best:
            best, best_lambda, best_df = criterion, lam, df
            _copy_beta(ws, s.round_beta)
        if criterion == np.inf:
            break
    return best, best_lambda, best_df, converged


@compiled
def _search_target(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    effective: float,
    excluded: int,
    grid: Grid,
    out: Found,
    row: int,
) -> None:
    """Search one target and write the choice, solved to rounding error, to row ``row`` of ``out``."""
    ws = s.solver
    forget(ws)
    q = c.size
    out.criterion[row] = np.inf
    out.converged[row] = True
    first = True
    for g in range(grid.gammas.size):
        gamma = grid.gammas[g]
        for j in range(q):
            s.weight[j] = np.inf if j == excluded or gram[j, j] == 0.0 else 1.0
        kept, kept_lambda, kept_df, kept_round = np.inf, 0.0, 0.0, 0
        for turn in range(grid.rounds):
            criterion, lam, df, converged = _search_path(s, gram, single, c, square, effective, gamma, grid, turn > 0)
            out.converged[row] &= converged
            if turn and not criterion < kept:
                break
            kept, kept_lambda, kept_df, kept_round = criterion, lam, df, turn + 1
            s.gamma_beta[:] = s.round_beta
            s.gamma_weight[:] = s.weight
            for j in range(q):
                if s.weight[j] < np.inf:
                    s.weight[j] = 1.0 / (abs(s.round_beta[j]) + grid.xi)
        if first or kept < out.criterion[row]:
            first = False
            out.criterion[row], out.l1[row], out.l2[row] = kept, kept_lambda, gamma
            out.df[row], out.rounds[row] = kept_df, kept_round
            s.best_beta[:] = s.gamma_beta
            s.best_weight[:] = s.gamma_weight
    _finish(s, gram, single, c, square, out, row)


@compiled
def _finish(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    out: Found,
    row: int,
) -> None:
    """Solve the chosen problem again, from the chosen solution, to rounding error, and store it."""
    ws = s.solver
    restart(ws, c)
    lam = out.l1[row]
    for j in range(c.size):
        s.penalty[j] = lam * s.best_weight[j] if s.best_weight[j] < np.inf else np.inf
    for i in range(ws.size[0]):
        ws.beta[i] = s.best_beta[ws.feature[i]]
    refresh_local(ws, gram, c, collect_active(ws))
    refresh_screen(ws, single, c, square, s.penalty)
    out.converged[row] &= solve(ws, gram, single, c, s.penalty, 1.0, out.l2[row], square, FINAL_TOLERANCE, True)
    count = 0
    for j in range(c.size):
        i = ws.position[j]
        if i >= 0 and ws.beta[i] != 0.0:
            out.regulator[row, count] = j
            out.value[row, count] = ws.beta[i]
            count += 1
    out.edges[row] = count


@compiled
def search_targets(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    cross: NDArray[np.float64],
    square: NDArray[np.float64],
    effective: float,
    excluded: NDArray[np.int64],
    grid: Grid,
    out: Found,
) -> None:
    """Search all targets of one (sample, bandwidth).

    gram, single: (q, q) in double and in single precision. cross: (m, q). square: (m,). effective: n_α.
    excluded: (m,) the regulator that is the target itself, or −1. Row r of ``out`` receives target r. A constant
    target gets no regulator.
    """
    for row in range(cross.shape[0]):
        if square[row] > 0.0:
            _search_target(s, gram, single, cross[row], square[row], effective, excluded[row], grid, out, row)
        else:
            out.edges[row] = 0
            out.l1[row] = out.l2[row] = out.criterion[row] = out.df[row] = 0.0
            out.rounds[row] = 0
            out.converged[row] = True
