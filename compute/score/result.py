"""What a score is when it leaves this part of the program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.read import Scores
from compute.score.record import Score


@dataclass(frozen=True)
class ScoreResult:
    """One score per sample, **low and high as its record says**, whatever the method's own habit.

    values: float64, one per sample, no NaN. used, missing: genes of the lists that entered the score, and those
    that the table does not have. listed: how many its lists name. notes: what a reader of the score should know.
    """

    score: Score
    samples: tuple[str, ...]
    values: NDArray[np.float64]
    used: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[Message, ...]
    listed: int

    def as_table(self, source: str, checksum: str = "") -> Scores:
        """The scores as if read from a table that says what they are. source, checksum: of :class:`Scores`."""
        record = self.score
        return Scores(
            record.shown, self.samples, self.values, source, checksum,
            method=record.name, low=record.low, high=record.high,
        )  # fmt: skip
