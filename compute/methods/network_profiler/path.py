"""The elastic net along a path of penalties: the solver without the search, for measuring and checking it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled
from compute.methods.network_profiler.lambda_path import PATH_TOLERANCE
from compute.methods.network_profiler.solver import solve
from compute.methods.network_profiler.workspace import Workspace, forget, restart, workspace

_kept: dict[int, Workspace] = {}


def solve_path(
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    lambdas: NDArray[np.float64],
    gammas: NDArray[np.float64],
    square: float,
) -> NDArray[np.float64]:
    """β (steps, q) minimising ½β'Gβ − c'β + λ|β|₁ + (γ/2)‖β‖² for each pair (λ, γ); λ must not rise.

    single: the Gram matrix in single precision. square: t't.
    """
    if c.size not in _kept:
        _kept[c.size] = workspace(c.size)
    beta = np.zeros((lambdas.size, c.size))
    _solve_path(_kept[c.size], gram, single, c, lambdas, gammas, square, beta)
    return beta


@compiled
def _solve_path(
    ws: Workspace,
    gram: NDArray[np.float64],
    single: NDArray[np.float32],
    c: NDArray[np.float64],
    lambdas: NDArray[np.float64],
    gammas: NDArray[np.float64],
    square: float,
    beta: NDArray[np.float64],
) -> None:
    forget(ws)
    restart(ws, c)
    penalty = np.empty(c.size)
    for k in range(lambdas.size):
        penalty[:] = lambdas[k]
        previous = lambdas[k - 1] / lambdas[k] if k else 1.0
        solve(ws, gram, single, c, penalty, previous, gammas[k], square, PATH_TOLERANCE, False)
        for i in range(ws.size[0]):
            beta[k, ws.feature[i]] = ws.beta[i]
