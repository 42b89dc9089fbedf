"""Minimise the objective by L-BFGS, from the better of several starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, minimize

from compute.tensor.settings import Progress

Floats = NDArray[np.float64]
LossAndGradient = Callable[[Floats], tuple[float, Floats]]

MEMORY = 20
"""Pairs L-BFGS keeps of the curvature."""
TRIAL_EPOCHS = 25
"""Epochs every start is given before the one with the lowest loss goes on alone."""


@dataclass(frozen=True)
class Minimum:
    """start: name of the start that led here. parameters: as the objective takes them. losses: (epochs,), the first
    at the start, never rising. converged: whether the last epoch lowered the loss by less than the tolerance."""

    start: str
    parameters: Floats
    losses: list[float]
    converged: bool


def minimise(
    objective: LossAndGradient,
    starts: Mapping[str, Floats],
    max_epochs: int,
    tolerance: float,
    progress: Progress | None = None,
) -> Minimum:
    """Until an epoch lowers the loss by less than ``tolerance``, or for ``max_epochs`` after the start.

    Every start is tried for a few epochs; the one with the lowest loss (the first of them, if several) goes on.
    ``progress`` is told of every epoch, those of trials included.
    """
    done = 0

    def tell(loss: float) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, loss)

    trial_epochs = min(TRIAL_EPOCHS, max_epochs) if len(starts) > 1 else max_epochs
    trials = [_descend(objective, name, start, trial_epochs, tolerance, tell) for name, start in starts.items()]
    best = min(trials, key=lambda trial: trial.losses[-1])
    left = max_epochs - (len(best.losses) - 1)
    if best.converged or left == 0:
        return best
    rest = _descend(objective, best.start, best.parameters, left, tolerance, tell, first=False)
    return Minimum(best.start, rest.parameters, best.losses + rest.losses, rest.converged)


def _descend(
    objective: LossAndGradient,
    name: str,
    start: Floats,
    max_epochs: int,
    tolerance: float,
    tell: Callable[[float], None],
    first: bool = True,
) -> Minimum:
    """One run of L-BFGS-B (Zhu et al. 1997) without bounds; an epoch is one step, and every step sees all samples."""
    losses: list[float] = []

    def record(loss: float) -> None:
        losses.append(loss)
        tell(loss)

    def after_step(intermediate_result: OptimizeResult) -> None:
        record(float(intermediate_result.fun))

    if first:
        record(objective(start)[0])
    result = minimize(
        objective,
        start,
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
    return Minimum(name, result.x, losses, bool(result.success))
