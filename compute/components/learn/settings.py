"""The default settings of both models, without torch, so that the command line's help is quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

PredictorKind = Literal["linear", "mlp"]
PREDICTORS: tuple[PredictorKind, ...] = ("linear", "mlp")
ClassWeight = Literal["balanced"] | Mapping[Any, float] | None

RANK = (5, 5)
RANKS = (1, 2, 3, 4, 5, 6, 8, 10)
"""Ranks that are compared unless others are named."""
RHO = 1.0
RIDGE = 1e-2
HIDDEN = 32
MAX_EPOCHS = 500
TOLERANCE = 1e-7
FOLDS = 5
VALIDATION_FRACTION = 0.1
PATIENCE = 20
"""Early stopping: the share of samples held aside, and epochs their error may go without falling."""
COMPRESSION = 20
ALIGNMENT_TURNS = 5
ALIGNMENT_STARTS = 8
"""Deep Tensor: vectors per side of each network's own basis; turns of its factors towards the target core; sign
patterns these begin from."""
THREADS = 1
"""Most of a fit is many small dense products, in which a second thread saves next to nothing and, on busy cores, waits
for the first."""

OnEpoch = Callable[[int, float], None]
"""Called after every epoch with the number of epochs so far (from 1) and its loss."""


@dataclass(frozen=True)
class FitStep:
    """How far a model of a study is: fit 1 of ``fits`` learns from all samples, the others from all but one fold.
    epoch: of this fit, from 1, those of trials included; max_epochs: after the start, of the start that goes on."""

    fit: int
    fits: int
    epoch: int
    max_epochs: int
    loss: float


FitSteps = Callable[[FitStep], None]
"""Called after every epoch of every fit."""
