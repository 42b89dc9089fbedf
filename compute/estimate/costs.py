"""Time of a piece of work as a constant and a share of each target, from pieces that were timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

SECONDS = 8.0
"""Spent on measuring each kind of work, at most."""
MOST_TIMED = 2000
"""Pieces that are enough, where each takes no time to speak of."""
FEW_TARGETS = 4
RESAMPLED = 100
REWEIGHTED = 5


@dataclass(frozen=True)
class Expected:
    """Seconds: with the processor to itself, as it was while measured, and as it was at its slowest."""

    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0

    def __add__(self, other: Expected) -> Expected:
        return Expected(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: float) -> Expected:
        return Expected(self.low * factor, self.likely * factor, self.high * factor)


class Cost:
    """timed: size, seconds by the clock, and of the processor, of each piece timed so far.

    whole: pieces cannot be made smaller, so that there is one size.
    """

    def __init__(self, whole: bool = False) -> None:
        self.timed: list[tuple[int, float, float]] = []
        self._whole = whole

    def measure(self, piece: Callable[[int, np.random.Generator], None], targets: int, workers: int) -> None:
        """Time ``piece(number of targets, random numbers)`` on all workers at once, as the run will use them."""
        rng = np.random.default_rng(0)
        sizes = [targets] if self._whole else [min(FEW_TARGETS, targets), min(4 * FEW_TARGETS, targets)]

        def timed(size: int, own: np.random.Generator) -> tuple[int, float, float]:
            start, own_start = clock(), time.thread_time()
            piece(size, own)
            return size, clock() - start, time.thread_time() - own_start

        with threadpool_limits(limits=1), ThreadPoolExecutor(workers) as pool:
            list(pool.map(timed, sizes, rng.spawn(len(sizes))))  # compiles, and fills what is filled once
            begun = clock()
            while clock() - begun < SECONDS and len(self.timed) < MOST_TIMED:
                for size in sizes:
                    self.timed += pool.map(timed, [size] * workers, rng.spawn(workers))
                if not self._whole and max(seconds for _, seconds, _ in self.timed) < SECONDS / 6:
                    sizes[1] = min(2 * sizes[1], targets)

    def of(self, targets: int) -> Expected:
        """Seconds for a piece of so many targets, on one thread."""
        size, clocked, processor = np.array(self.timed).T
        likely = _line(size, clocked, targets)
        rng = np.random.default_rng(0)
        drawn = rng.integers(size.size, size=(RESAMPLED, size.size))
        alone = np.quantile([_line(size[row], processor[row], targets) for row in drawn], 0.1)
        sizes, place = np.unique(size, return_inverse=True)
        expected = np.array([_line(size, clocked, int(own)) for own in sizes])
        slow = np.quantile(clocked / expected[place], 0.9)
        return Expected(min(float(alone), likely), likely, likely * max(float(slow), 1.0))


def clock() -> float:
    return time.perf_counter()


def _line(size: NDArray[np.float64], seconds: NDArray[np.float64], targets: int) -> float:
    """The straight line through timed pieces, at a number of targets; the error of each counts as a share of what is
    expected of its size. A share of what it took would let the slow ones count less, and the run pays for all.
    """
    from scipy.optimize import nnls  # slow to import, and the dashboard's start needs none of it

    matrix, expected = np.column_stack([np.ones(size.size), size]), size
    for _ in range(REWEIGHTED):
        line = nnls(matrix / expected[:, None], seconds / expected)[0]
        expected = np.maximum(matrix @ line, 1e-9)  # a coarse clock may tell none
    return float(line @ (1.0, targets))
