"""Minimise the objective by L-BFGS, from the better of several starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, minimize

from compute.components.learn.settings import OnEpoch

Floats = NDArray[np.float64]
LossAndGradient = Callable[[Floats], tuple[float, Floats]]
Widen = Callable[[Floats], Callable[[Floats], Floats] | None]
"""Given where a search ended, widens the space it was confined to. Gives back what turns parameters of the space before
into the same place in the wider one, or None where nothing outside would lower the loss."""

MEMORY = 20
"""Pairs L-BFGS keeps of the curvature."""
TRIAL_EPOCHS = 25
"""Epochs every start is given before the best goes on alone."""
ROUND_EPOCHS = 100
"""Epochs of a search whose space can be widened before it is, converged or not."""
ROUND_TOLERANCE = 0.1
"""Tolerance of a round after widening, over that of an epoch: many small gains would otherwise be left in a row."""


@dataclass(frozen=True)
class EarlyStop:
    """Stop once ``error`` (of parameters, on samples held aside) has not fallen for ``patience`` epochs, and go back
    to where it was lowest."""

    error: Callable[[Floats], float]
    patience: int


@dataclass(frozen=True)
class Minimum:
    """start: name of the start that led here. parameters: as the objective takes them. losses: (epochs,), the first
    at the start, the last at ``parameters``, never rising. converged: whether the last epoch lowered the loss by less
    than the tolerance. aside: the error on the samples held aside in the same epochs, empty without an early stop.
    stopped_early: whether that error ended the search."""

    start: str
    parameters: Floats
    losses: list[float]
    converged: bool
    aside: list[float]
    stopped_early: bool


class _Path:
    """One descent, epoch by epoch."""

    def __init__(self, name: str, tell: Callable[[float], None], early: EarlyStop | None) -> None:
        self.name, self.tell, self.early = name, tell, early
        self.losses: list[float] = []
        self.aside: list[float] = []
        self.best: Floats | None = None
        self.ended = self.converged = self.cut_short = False

    @property
    def merit(self) -> float:
        """What paths are compared by: the lowest error on the samples held aside, or the loss."""
        return min(self.aside) if self.early else self.losses[-1]

    def record(self, loss: float, parameters: Floats) -> None:
        """Note an epoch; StopIteration, which ends the search, once the error on the samples aside stops falling."""
        self.losses.append(loss)
        self.tell(loss)
        if self.early is None:
            return
        error = self.early.error(parameters)
        if not self.aside or error < min(self.aside):
            self.best = parameters.copy()
        self.aside.append(error)
        if len(self.aside) - 1 - int(np.argmin(self.aside)) >= self.early.patience:
            self.ended = True
            raise StopIteration

    def lift(self, lifted: Callable[[Floats], Floats]) -> None:
        """The space of the search was widened."""
        self.best = None if self.best is None else lifted(self.best)

    def minimum(self, last: Floats) -> Minimum:
        if self.best is None:
            return Minimum(self.name, last, self.losses, self.converged, [], False)
        kept = int(np.argmin(self.aside)) + 1
        return Minimum(self.name, self.best, self.losses[:kept], self.converged, self.aside[:kept], self.ended)


def minimise(
    objective: LossAndGradient,
    starts: Mapping[str, Floats],
    max_epochs: int,
    tolerance: float,
    progress: OnEpoch | None = None,
    early: EarlyStop | None = None,
    widen: Widen | None = None,
) -> Minimum:
    """Until an epoch lowers the loss by less than ``tolerance``, ``early`` stops it, or for ``max_epochs`` after the
    start. With ``widen``, the space is then widened and the search goes on, until all its epochs since the last time
    together lower the loss by less than a tenth of that.

    Every start is tried for a few epochs; the one with the lowest loss (the first of them, if several) goes on; with
    an early stop, the one with the lowest error on the samples held aside. ``progress`` is told of every epoch, those
    of trials included.
    """
    done = 0

    def tell(loss: float) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, loss)

    trial_epochs = min(TRIAL_EPOCHS, max_epochs) if len(starts) > 1 else max_epochs
    if widen is not None:
        trial_epochs = min(trial_epochs, ROUND_EPOCHS)
    paths = [(_Path(name, tell, early), start) for name, start in starts.items()]
    ends = [(path, _descend(objective, path, start, trial_epochs, tolerance)) for path, start in paths]
    path, end = min(ends, key=lambda pair: pair[0].merit)
    left = max_epochs - (len(path.losses) - 1)
    if left and not path.converged and not path.ended:
        end = _descend(objective, path, end, min(left, ROUND_EPOCHS) if widen else left, tolerance)
    if widen is not None:
        end = _widening(objective, path, end, max_epochs, tolerance, widen)
    return path.minimum(end)


def _widening(
    objective: LossAndGradient, path: _Path, end: Floats, max_epochs: int, tolerance: float, widen: Widen
) -> Floats:
    tolerance *= ROUND_TOLERANCE
    while not path.ended and len(path.losses) - 1 < max_epochs:
        before, settled = path.losses[-1], not path.cut_short
        lifted = widen(end)
        if lifted is not None:
            path.lift(lifted)
            end = lifted(end)
        elif settled:
            break
        left = max_epochs - (len(path.losses) - 1)
        end = _descend(objective, path, end, min(left, ROUND_EPOCHS), tolerance)
        if settled and before - path.losses[-1] <= tolerance * max(abs(before), 1.0):
            path.converged = True
            break
    return end


def _descend(objective: LossAndGradient, path: _Path, start: Floats, max_epochs: int, tolerance: float) -> Floats:
    """One run of L-BFGS-B (Zhu et al. 1997) without bounds; an epoch is one step, and every step sees all samples."""

    def after_step(intermediate_result: OptimizeResult) -> None:
        path.record(float(intermediate_result.fun), intermediate_result.x)

    if not path.losses:
        path.record(objective(start)[0], start)
    if not start.size:  # all that is learned has a closed form
        path.converged = True
        return start
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
    path.converged = bool(result.success) and not path.ended
    path.cut_short = result.nit >= max_epochs
    end: Floats = result.x
    return end
