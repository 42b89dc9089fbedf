"""What a run will cost, from a few seconds of it: fits, time, memory and disk."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from threadpoolctl import threadpool_limits

from compute.errors import UserError
from compute.estimate.audit import draw
from compute.estimate.cohort import Cohort, Problem, problem_of
from compute.estimate.memory import peak_memory
from compute.methods.network_profiler.bandwidth import (
    HoldOut,
    hold_out,
    hold_out_errors,
    hold_out_set,
    polled_targets,
)
from compute.methods.network_profiler.chunks import PointNetwork, Points, Work, compute_chunk, evaluation_points
from compute.methods.network_profiler.settings import Settings
from compute.study import BLOCK_SAMPLES, FITS

SECONDS = 8.0
"""Spent on measuring each kind of work."""
FEW_TARGETS = 4
RESAMPLED = 100
REWEIGHTED = 5
SAFETY = 1.25
"""On memory and disk, whose estimates rest on the sampled targets."""


@dataclass(frozen=True)
class Plan:
    """Sizes of the cohort, and what its run will cost on this machine.

    points: values of the score at which networks are estimated. network_fits, bandwidth_fits, audit_fits: searches of
    one target, and bandwidth_seconds, network_seconds, audit_seconds: their wall time with ``workers`` threads.
    memory, disk: bytes at most, of the process at its peak and of the study; free: bytes on the disk it goes to.
    fits_timed, seconds_timed: what the estimate rests on. seconds is of a machine as busy as it was while they were
    timed; seconds_low of one with nothing else to do: processor time, and the lower end of its sampling error (10th
    percentile); seconds_high of one that is all the time as busy as it was for the slowest tenth of what was timed.
    """

    samples: int
    targets: int
    regulators: int
    points: int
    workers: int
    network_fits: int
    bandwidth_fits: int
    audit_fits: int
    bandwidth_seconds: float
    network_seconds: float
    audit_seconds: float
    memory: int
    disk: int
    free: int
    fits_timed: int
    seconds_timed: float
    seconds_low: float = 0.0
    seconds_high: float = 0.0

    @property
    def seconds(self) -> float:
        """Expected wall time of the whole run, compilation aside."""
        return self.bandwidth_seconds + self.network_seconds + self.audit_seconds


@dataclass(frozen=True)
class _Expected:
    """Seconds: with the processor to itself, as it was while measured, and as it was at its slowest."""

    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0

    def __add__(self, other: _Expected) -> _Expected:
        return _Expected(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: float) -> _Expected:
        return _Expected(self.low * factor, self.likely * factor, self.high * factor)


class _Cost:
    """Time of a task as a constant (the weighted Gram) and a share of each target, from timed tasks.

    timed: size, seconds by the clock, and of the processor, of each.
    """

    def __init__(self) -> None:
        self.timed: list[tuple[int, float, float]] = []

    def measure(self, task: Callable[[int, np.random.Generator], None], targets: int, workers: int) -> None:
        """Time ``task(number of targets, random numbers)`` on all workers at once, as the run will use them."""
        rng = np.random.default_rng(0)
        sizes = [min(FEW_TARGETS, targets), min(4 * FEW_TARGETS, targets)]

        def timed(size: int, own: np.random.Generator) -> tuple[int, float, float]:
            start, own_start = _clock(), time.thread_time()
            task(size, own)
            return size, _clock() - start, time.thread_time() - own_start

        with threadpool_limits(limits=1), ThreadPoolExecutor(workers) as pool:
            list(pool.map(timed, sizes, rng.spawn(2)))  # compiles, and fills what is filled once
            begun = _clock()
            while _clock() - begun < SECONDS:
                for size in sizes:
                    self.timed += pool.map(timed, [size] * workers, rng.spawn(workers))
                if max(seconds for _, seconds, _ in self.timed) < SECONDS / 6:
                    sizes[1] = min(2 * sizes[1], targets)

    def of(self, targets: int) -> _Expected:
        """Seconds for a task of so many targets, on one thread."""
        size, clock, processor = np.array(self.timed).T
        likely = _line(size, clock, targets)
        rng = np.random.default_rng(0)
        drawn = rng.integers(size.size, size=(RESAMPLED, size.size))
        alone = np.quantile([_line(size[row], processor[row], targets) for row in drawn], 0.1)
        slow = np.quantile(clock / [_line(size, clock, int(own)) for own in size], 0.9)
        return _Expected(min(float(alone), likely), likely, likely * max(float(slow), 1.0))


def _line(size: NDArray[np.float64], seconds: NDArray[np.float64], targets: int) -> float:
    """The straight line through timed tasks, at a number of targets; the error of each counts as a share of what is
    expected of its size. A share of what it took would let the slow ones count less, and the run pays for all.
    """
    matrix, expected = np.column_stack([np.ones(size.size), size]), size
    for _ in range(REWEIGHTED):
        line = nnls(matrix / expected[:, None], seconds / expected)[0]
        expected = np.maximum(matrix @ line, 1e-9)  # a coarse clock may tell none
    return float(line @ (1.0, targets))


def plan(cohort: Cohort, path: str | Path, settings: Settings, workers: int) -> Plan:
    """Time a few real fits at random scores and targets, and scale; nothing is written.

    path: where the study would go. Raises :class:`UserError` for a GPU, which fits all targets at once and is not to
    be judged by a few.
    """
    if settings.device != "cpu":
        raise UserError("A plan times a few targets, which says nothing about a GPU; leave out --device to plan.")
    begun = _clock()
    problem = problem_of(cohort, settings)
    points = evaluation_points(problem.modulator, settings)
    work = _work(problem, settings)
    p = problem.data.targets.shape[1]
    sample, networks = _Sample(), _Cost()
    networks.measure(lambda size, rng: sample.take(work, points, size, rng), p, workers)
    network = networks.of(p).times(len(points.chunks()) / workers)
    held, bandwidth = _held(problem, settings), _Expected()
    if held is not None:
        errors, S = _Cost(), held.centre.size
        asked = held.targets.shape[1]
        errors.measure(lambda size, rng: _one_held_out(held, size, rng), asked, workers)
        bandwidth = errors.of(asked).times(S / workers)
    audited, audit = 0, _Expected()
    if settings.search != "full" or settings.score_grid is not None:
        drawn = draw(problem.modulator.size, p, settings.seed)
        audited = sum(part.targets.size for part in drawn)
        alone, whole = Points(points.value, points.of_sample, 1), replace(work, follow=False)
        again = _Cost()
        again.measure(lambda size, rng: _Sample().take(whole, alone, size, rng), p, workers)
        audit = sum((again.of(part.targets.size) for part in drawn), _Expected()).times(1 / workers)
    whole_run = network + bandwidth + audit
    return Plan(
        samples=problem.modulator.size,
        targets=p,
        regulators=problem.data.regulators.shape[1],
        points=points.value.size,
        workers=workers,
        network_fits=points.value.size * p,
        bandwidth_fits=0 if held is None else held.candidates.size * held.targets.size,
        audit_fits=audited,
        bandwidth_seconds=bandwidth.likely,
        network_seconds=network.likely,
        audit_seconds=audit.likely,
        memory=_memory(cohort, problem, points, settings, sample.edges_per_fit, workers),
        disk=_disk(cohort, problem, sample.edges_per_fit, sample.distinct),
        free=shutil.disk_usage(Path(path).resolve().parent).free,
        fits_timed=sample.fits,
        seconds_timed=_clock() - begun,
        seconds_low=whole_run.low,
        seconds_high=whole_run.high,
    )


def _clock() -> float:
    return time.perf_counter()


def _work(problem: Problem, settings: Settings) -> Work:
    """As the run's, but for the bandwidth, which is not chosen yet: the middle candidate, or any for each target."""
    candidates = settings.bandwidths(problem.modulator)
    p = problem.data.targets.shape[1]
    middle = np.full(p, candidates[candidates.size // 2])
    each = settings.bandwidth_for == "target"
    return Work(
        problem.data,
        problem.modulator,
        problem.kernel,
        np.random.default_rng(0).choice(candidates, p) if each else middle,
        settings.grid(problem.modulator.size),
        follow=settings.search == "track",
    )


class _Sample:
    """Random parts of random chunks, and the edges they came out with."""

    def __init__(self) -> None:
        self.fits = self.edges = self.distinct_edges = 0
        self._lock = Lock()

    def take(self, work: Work, points: Points, size: int, rng: np.random.Generator) -> None:
        chunks = points.chunks()
        chunk = chunks[int(rng.integers(len(chunks)))]
        targets = rng.choice(work.bandwidth.size, size, replace=False)
        part = replace(work, data=work.data.only(targets), bandwidth=work.bandwidth[targets])
        found: list[PointNetwork] = compute_chunk(part, points.value[list(chunk)].tolist())
        edges = np.concatenate(
            [network.target * work.data.regulators.shape[1] + network.regulator for network in found]
        )
        with self._lock:
            self.fits += size * len(chunk)
            self.edges += edges.size
            self.distinct_edges += np.unique(edges).size

    @property
    def edges_per_fit(self) -> float:
        return self.edges / self.fits

    @property
    def distinct(self) -> float:
        """Distinct edges among those of neighbouring points, at most 1; of a whole block rather fewer."""
        return self.distinct_edges / max(self.edges, 1)


def _held(problem: Problem, settings: Settings) -> HoldOut | None:
    candidates = settings.bandwidths(problem.modulator)
    if candidates.size == 1:
        return None
    held_out = hold_out_set(problem.modulator.size, settings.hold_out, settings.seed)
    asked = polled_targets(problem.data.targets.shape[1], settings.bandwidth_for == "target", settings.seed)
    return hold_out(problem.data.only(asked), problem.modulator, candidates, held_out, settings.grid, problem.kernel)


def _one_held_out(held: HoldOut, size: int, rng: np.random.Generator) -> None:
    targets = rng.choice(held.targets.shape[1], size, replace=False)
    part = replace(held, seen=held.seen.only(targets), targets=held.targets[:, targets])
    hold_out_errors(part, int(rng.integers(held.centre.size)))


def _memory(
    cohort: Cohort, problem: Problem, points: Points, settings: Settings, edges_per_fit: float, workers: int
) -> int:
    """Bytes at the peak: what is held now, the study's copy, each worker's arrays, and a block being written."""
    n, p, q = problem.modulator.size, problem.data.targets.shape[1], problem.data.regulators.shape[1]
    held = 8 * n * (p + q) if settings.bandwidth is None else 0  # the hold-out's own rows
    study = 2 * 4 * n * len(cohort.expression.genes)
    rows = 8 * (4 * n * (p + q) + p * q + 2 * q * q)  # the weighted, standardised data and their products
    network = 40 * p * edges_per_fit * (points.together + 2)
    trails = p * min(q, 256) * 12 * len(settings.l2_grid) if settings.search == "track" else 0
    block = 120 * BLOCK_SAMPLES * p * edges_per_fit
    more = held + study + workers * (rows + network + trails) + block
    return int((peak_memory() or 0) * 1024**2 + SAFETY * more)


def _disk(cohort: Cohort, problem: Problem, edges_per_fit: float, distinct: float) -> int:
    """Bytes at most: 4 a coefficient and 14 an edge of a block, the fit records, the expression, what is pending."""
    n, p = problem.modulator.size, problem.data.targets.shape[1]
    q = problem.data.regulators.shape[1]
    coefficients = n * p * edges_per_fit
    pointers = 8 * (p + q) * -(-n // BLOCK_SAMPLES)
    expression = (4 * len(cohort.expression.genes) + 8) * n
    pending = 12 * 2 * BLOCK_SAMPLES * p * edges_per_fit
    return int(SAFETY * (coefficients * (4 + 14 * distinct) + pending) + n * p * FITS.itemsize + pointers + expression)
