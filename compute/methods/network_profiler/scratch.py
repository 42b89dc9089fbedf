"""The memory of one searching thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.workspace import Workspace, workspace

LONGEST_WARM_START = 64
"""Steps on the way down to one given λ."""


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
        path=np.zeros(max(grid.ratios.size, grid.weighted_ratios.size, LONGEST_WARM_START)),
        round_beta=np.zeros(regulators),
        gamma_beta=np.zeros(regulators),
        best_beta=np.zeros(regulators),
        gamma_weight=np.zeros(regulators),
        best_weight=np.zeros(regulators),
    )


class Trail(NamedTuple):
    """Where the search of each of m targets came out, for the search at the next score to begin there.

    place: (m, g, M) the step of the λ path chosen in each pass of each γ, −1 where the search never came.
    length: (m, g) how many coefficients of the first pass's choice are kept in feature, value: (m, g, room).
    """

    place: NDArray[np.int64]
    length: NDArray[np.int64]
    feature: NDArray[np.int32]
    value: NDArray[np.float64]


def trail(targets: int, grid: Grid, room: int) -> Trail:
    """An empty trail. room: coefficients kept of a first pass; what exceeds it is merely not a warm start."""
    shape = (targets, grid.gammas.size)
    return Trail(
        place=np.full((*shape, grid.rounds), -1),
        length=np.zeros(shape, np.int64),
        feature=np.zeros((*shape, room), np.int32),
        value=np.zeros((*shape, room)),
    )
