"""Where along the score networks are estimated, and in which chunks; light, so that a running study can be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CHUNK_POINTS = 4
"""Evaluation points of one chunk: what a killed run may lose."""


@dataclass(frozen=True)
class Points:
    """Where networks are estimated. value: (P,) score values, ascending. of_sample: (n,) the point of each sample.

    together: points of one chunk.
    """

    value: NDArray[np.float64]
    of_sample: NDArray[np.int64]
    together: int = CHUNK_POINTS

    def chunks(self) -> list[range]:
        """The points of each chunk; the borders depend on the number of points only."""
        count = self.value.size
        return [range(start, min(start + self.together, count)) for start in range(0, count, self.together)]

    def chunk_of_sample(self) -> NDArray[np.int64]:
        """(n,) the chunk that each sample's network comes from."""
        return np.searchsorted([chunk.stop for chunk in self.chunks()], self.of_sample, side="right")


def chunk_name(chunk: range) -> str:
    """What a chunk is called while it is kept."""
    return f"points-{chunk.start:06d}-{chunk.stop:06d}"


def score_points(modulator: NDArray[np.float64], grid: int | None = None, together: int = CHUNK_POINTS) -> Points:
    """One point per distinct score (samples of equal score (n,) share one network), or the nearest of a coarser grid.

    grid: so many values, quantiles of the scores with both ends included: dense where samples are. together: as in
    :class:`Points`.
    """
    value, of_sample = np.unique(modulator, return_inverse=True)
    if grid is not None and grid < value.size:
        value = np.unique(np.quantile(modulator, np.linspace(0.0, 1.0, grid)))
        of_sample = np.searchsorted((value[1:] + value[:-1]) / 2.0, modulator)
        used, of_sample = np.unique(of_sample, return_inverse=True)
        value = value[used]
    return Points(value, of_sample.astype(np.int64), together)
