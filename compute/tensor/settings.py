"""What TRIP is set to when nobody says otherwise; light, so that the command line's help needs no torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

PredictorKind = Literal["linear", "mlp"]
PREDICTORS: tuple[PredictorKind, ...] = ("linear", "mlp")

RANK = (5, 5)
RHO = 1.0
RIDGE = 1e-2
HIDDEN = 32
MAX_EPOCHS = 500
TOLERANCE = 1e-7
FOLDS = 5
THREADS = 1
"""Parallel sparse products wait for their slowest thread many times an epoch: on two busy cores, two threads took
20 times as long as one (325 networks of 505 × 231); on idle ones they save about a third of the products' time."""

Progress = Callable[[int, float], None]
"""Called after every epoch with the number of epochs so far (from 1) and its loss."""
