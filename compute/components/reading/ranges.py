"""Where along the score something acts: the narrowest run of samples that holds most of its strength."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HELD = 0.8
"""Share of the strength, summed over all samples, that the range holds."""
THROUGHOUT = 0.5
"""A range of at least this share of the samples is called "throughout"; an even strength takes ``HELD`` of them."""


@dataclass(frozen=True)
class ActingRange:
    """first, last: positions of its samples along the modulator. samples: with a strength above zero, in the range or
    not. where: "low", "middle" or "high" by the third of the samples in which the range's middle lies, "throughout",
    or "nowhere" where there is no strength (first and last are then −1)."""

    first: int
    last: int
    samples: int
    where: str


def acting_range(strength: Floats) -> ActingRange:
    """The narrowest run of samples that holds ``HELD`` of the strength (n,), zero or more; the first of equal ones.

    Samples are in ascending order of the modulator. [ours]
    """
    total = float(strength.sum())
    present = int(np.count_nonzero(strength))
    if total == 0:
        return ActingRange(-1, -1, 0, "nowhere")
    before = np.concatenate([[0.0], np.cumsum(strength)])
    # Rounding of the sums must not lengthen a run that holds just enough.
    stop = np.searchsorted(before, before[:-1] + HELD * total * (1 - 1e-12))
    length = np.where(stop < len(before), stop - np.arange(len(strength)), len(strength) + 1)
    first = int(length.argmin())
    last = int(stop[first]) - 1
    middle = (first + last + 1) / 2 / len(strength)
    where = "low" if middle < 1 / 3 else "middle" if middle <= 2 / 3 else "high"
    if (last - first + 1) / len(strength) >= THROUGHOUT:
        where = "throughout"
    return ActingRange(first, last, present, where)
