"""Core values along the score, small: a picture of all samples that the browser lays a playhead over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from sign_dash import theme

_TONES: Final = 24
_HEAD: Final = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' preserveAspectRatio='none'>"
    "<g fill='none' stroke-width='{width}' stroke-linecap='round' stroke-opacity='.8'>"
)
_DOTS: Final = (3.0, 6.0)
"""Width of a dot in a large and in a small cohort."""


@dataclass(frozen=True, slots=True)
class Spark:
    """``source`` is an image that stretches to any size, its left and right edge the lowest and highest score.

    low, high: the values at its lower and upper edge; ``zero`` is where 0 lies between them, 0..1 from the top, or None
    where 0 is outside.
    """

    source: str
    low: float
    high: float

    @property
    def zero(self) -> float | None:
        return self.high / (self.high - self.low) if self.low < 0 < self.high else None


def spark(values: NDArray[np.float64], score: NDArray[np.float64]) -> Spark:
    """One dot per sample, coloured by its score. values, score: (n,)."""
    low, high = value_range(values)
    across = shares(score) * 1000
    down = (high - np.asarray(values)) / (high - low) * 1000
    tones = np.minimum((shares(score) * _TONES).astype(int), _TONES - 1)
    palette = theme.score_colours(np.arange(_TONES) + 0.5, 0.0, float(_TONES))
    paths = []
    for tone in range(_TONES):
        dots = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in zip(across[tones == tone], down[tones == tone], strict=True))
        if dots:
            # A line of no length with round ends is a dot, and stays one however the picture is stretched.
            paths.append(f"<path vector-effect='non-scaling-stroke' stroke='{palette[tone]}' d='{dots}'/>")
    return Spark(
        "data:image/svg+xml," + quote(_HEAD.format(width=_dot_width(len(values))) + "".join(paths) + "</g></svg>"),
        low,
        high,
    )


def shares(score: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Where each score lies between the lowest (0) and the highest (1)."""
    values = np.asarray(score, dtype=float)
    span = values.max() - values.min()
    return (values - values.min()) / span if span > 0 else np.full(values.shape, 0.5)


def _dot_width(samples: int) -> float:
    smallest, largest = _DOTS
    return round(float(np.clip(90 / np.sqrt(samples), smallest, largest)), 2)


def value_range(values: Sequence[float] | NDArray[np.float64]) -> tuple[float, float]:
    """The values' range with a little air; a constant gets a range around it."""
    low, high = float(np.min(values)), float(np.max(values))
    air = 0.06 * (high - low) or max(abs(high), 1e-6) * 0.5
    return low - air, high + air
