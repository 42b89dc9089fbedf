"""The recursive elastic net of one target in one sample: λ path × γ grid × re-weighting, chosen by corrected AIC.

Source: Shimamura et al. 2009 (recursive elastic net) and 2011 (NetworkProfiler). ``follow`` is ours: the coefficients
move little from one score to the next, so a search may begin where its neighbour's came out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.lambda_path import near_path, whole_path
from compute.methods.network_profiler.scratch import Scratch, Trail
from compute.methods.network_profiler.solver import solve
from compute.methods.network_profiler.workspace import (
    collect_active,
    forget,
    local_place,
    refresh_local,
    refresh_screen,
    restart,
)

FINAL_TOLERANCE = 1e-15


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
def _begin_where_it_ended(
    s: Scratch,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    square: float,
    trail: Trail,
    row: int,
    g: int,
) -> None:
    """Take the first pass's choice on the trail as the present β."""
    ws = s.solver
    restart(ws, c)
    for a in range(trail.length[row, g]):
        j = trail.feature[row, g, a]
        if s.weight[j] < np.inf:
            ws.beta[local_place(ws, gram, j)] = trail.value[row, g, a]
    refresh_local(ws, gram, c, collect_active(ws))
    refresh_screen(ws, single, c, square, s.weight)


@compiled
def _leave_trail(s: Scratch, trail: Trail, row: int, g: int) -> None:
    """Keep the first pass's choice for the next score."""
    ws = s.solver
    count = 0
    for i in range(ws.size[0]):
        j = ws.feature[i]
        if s.round_beta[j] != 0.0 and count < trail.feature.shape[2]:
            trail.feature[row, g, count] = j
            trail.value[row, g, count] = s.round_beta[j]
            count += 1
    trail.length[row, g] = count


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
    trail: Trail,
    follow: bool,
) -> None:
    """Search one target and write the choice, solved to rounding error, to row ``row`` of ``out``.

    follow: begin where the trail says the neighbour's search came out, and look only around it.
    """
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
            place = trail.place[row, g, turn]
            if follow and place >= 0 and grid.fixed_lambda < 0.0:
                if turn == 0:
                    _begin_where_it_ended(s, gram, single, c, square, trail, row, g)
                criterion, place, lam, df, converged = near_path(
                    s, gram, single, c, square, effective, gamma, grid, turn > 0, place
                )
            else:
                criterion, place, lam, df, converged = whole_path(
                    s, gram, single, c, square, effective, gamma, grid, turn > 0
                )
            out.converged[row] &= converged
            trail.place[row, g, turn] = place
            if turn == 0:
                _leave_trail(s, trail, row, g)
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
    trail: Trail,
    follow: bool,
) -> None:
    """Search all targets of one (sample, bandwidth).

    gram, single: (q, q) in double and in single precision. cross: (m, q). square: (m,). effective: n_α.
    excluded: (m,) the regulator that is the target itself, or −1. Row r of ``out`` receives target r, row r of
    ``trail`` where its search came out; ``follow`` begins there. A constant target gets no regulator.
    """
    for row in range(cross.shape[0]):
        if square[row] > 0.0:
            _search_target(
                s, gram, single, cross[row], square[row], effective, excluded[row], grid, out, row, trail, follow
            )
        else:
            out.edges[row] = 0
            out.l1[row] = out.l2[row] = out.criterion[row] = out.df[row] = 0.0
            out.rounds[row] = 0
            out.converged[row] = True
