"""Minimise the objective by L-BFGS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, minimize

from compute.tensor.objective import Objective
from compute.tensor.settings import Progress

Floats = NDArray[np.float64]

MEMORY = 20
"""Pairs L-BFGS keeps of the curvature."""


@dataclass(frozen=True)
class Minimum:
    """parameters: flat, as the objective takes them. losses: (epochs,), the first at the start, never rising.
    converged: whether the last epoch lowered the loss by less than the tolerance."""

    parameters: Floats
    losses: Floats
    converged: bool


def minimise(objective: Objective, max_epochs: int, tolerance: float, progress: Progress | None) -> Minimum:
    """From the objective's start until an epoch lowers the loss by less than ``tolerance`` (or ``max_epochs``).

    An epoch is one step of L-BFGS-B (Zhu et al. 1997) without bounds; every step sees all samples.
    """
    losses: list[float] = []

    def record(loss: float) -> None:
        losses.append(loss)
        if progress is not None:
            progress(len(losses), loss)

    def after_step(intermediate_result: OptimizeResult) -> None:
        record(float(intermediate_result.fun))

    record(objective.loss_and_gradient(objective.start)[0])
    result = minimize(
        objective.loss_and_gradient,
        objective.start,
        jac=True,
        method="L-BFGS-B",
        callback=after_step,
        options={
            "maxcor": MEMORY,
            "maxiter": max_epochs,
            "maxfun": 20 * max_epochs,
            "ftol": tolerance,
            "gtol": tolerance,
        },
    )
    return Minimum(result.x, np.array(losses), bool(result.success))
