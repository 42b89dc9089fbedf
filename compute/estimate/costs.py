"""Time of a piece of work as a constant and a share of each target, from pieces that were timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

FIRST_SECONDS, SECONDS = 0.5, 8.0
"""Spent on measuring each kind of work until something can be said of the whole, and at most."""
MOST_TIMED = 2000
"""Pieces that are enough where each takes next to no time."""
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
    """What a kind of work costs, from pieces that are timed on all workers at once, as the run will use them.

    timed: size, seconds by the clock, and of the processor, of each piece timed so far.
    """

    def __init__(
        self,
        piece: Callable[[int, np.random.Generator], None],
        targets: int = 1,
        workers: int = 1,
        whole: bool = False,
    ) -> None:
        """piece: does the work for so many targets, drawn by the generator. targets: of the largest piece. whole:
        pieces cannot be made smaller, so that there is one size.
        """
        self.timed: list[tuple[int, float, float]] = []
        self._piece, self._largest, self._workers, self._whole = piece, targets, workers, whole
        self._sizes = [targets] if whole else [min(FEW_TARGETS, targets), min(4 * FEW_TARGETS, targets)]
        self._rng = np.random.default_rng(0)
        self._spent = 0.0

    def measure(self, seconds: float) -> None:
        """Go on timing until so many seconds have been spent in all; each size is timed once at least."""
        with threadpool_limits(limits=1), ThreadPoolExecutor(self._workers) as pool:
            if not self.timed:  # compiles, and fills what is filled once
                list(pool.map(self._time, self._sizes[:1], self._rng.spawn(1)))
            while (not self.timed or self._spent < seconds) and len(self.timed) < MOST_TIMED:
                begun = clock()
                for size in self._sizes:
                    self.timed += pool.map(self._time, [size] * self._workers, self._rng.spawn(self._workers))
                if not self._whole and max(taken for _, taken, _ in self.timed) < SECONDS / 6:
                    self._sizes[1] = min(2 * self._sizes[1], self._largest)
                self._spent += clock() - begun

    def _time(self, size: int, own: np.random.Generator) -> tuple[int, float, float]:
        start, own_start = clock(), time.thread_time()
        self._piece(size, own)
        return size, clock() - start, time.thread_time() - own_start

    def of(self, targets: int, pieces: int = 1) -> Expected:
        """Seconds for so many targets in all, in so many pieces, on one thread."""
        size, clocked, processor = np.array(self.timed).T
        whole = np.array([pieces, targets], np.float64)
        likely = float(_line(size, clocked) @ whole)
        rng = np.random.default_rng(0)
        drawn = rng.integers(size.size, size=(RESAMPLED, size.size))
        alone = np.quantile([_line(size[row], processor[row]) @ whole for row in drawn], 0.1)
        late = np.quantile([_line(size[row], clocked[row]) @ whole for row in drawn], 0.9)
        sizes, place = np.unique(size, return_inverse=True)
        line = _line(size, clocked)
        slow = np.quantile(clocked / (line @ (np.ones(sizes.size), sizes))[place], 0.9)
        return Expected(min(float(alone), likely), likely, max(likely * float(slow), float(late), likely))


def clock() -> float:
    return time.perf_counter()


def _line(size: NDArray[np.float64], seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The straight line through timed pieces, its constant and its slope; the error of each counts as a share of what
    is expected of its size. A share of what it took would let the slow ones count less, and the run pays for all.
    """
    from scipy.optimize import nnls  # slow to import, and the dashboard's start needs none of it

    matrix, expected = np.column_stack([np.ones(size.size), size]), size
    for _ in range(REWEIGHTED):
        line: NDArray[np.float64] = nnls(matrix / expected[:, None], seconds / expected)[0]
        expected = np.maximum(matrix @ line, 1e-9)  # a coarse clock may show no time at all
    return line
