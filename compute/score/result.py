"""What a score is when it leaves this part of the program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ScoreResult:
    """One EMT score per sample: **low = epithelial, high = mesenchymal**, whatever the method's own habit.

    values: float64, one per sample, no NaN. used, missing: genes of the lists that entered the score, and those
    that the table does not have. notes: plain sentences a reader of the score should know.
    """

    method: str
    samples: tuple[str, ...]
    values: NDArray[np.float64]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
