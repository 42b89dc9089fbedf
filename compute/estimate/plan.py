"""What a run will cost, from a few seconds of it: fits, time, memory and disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from compute.estimate.content import shape_of
from compute.estimate.costs import Cost, Expected, clock
from compute.estimate.memory import peak_memory
from compute.messages import Message
from compute.methods import DEFAULT_METHOD, METHODS
from compute.methods.base import NETWORKS, Arrays, Method, SampleMethod, Shape, Task, Work
from compute.methods.cohort import Cohort
from compute.methods.course_method import CourseMethod
from compute.study import BLOCK_SAMPLES

SAFETY = 1.25
"""On memory and disk, whose estimates rest on the sampled targets."""


@dataclass(frozen=True)
class PlanPart:
    """One part of a run. name: of its stage. label: for people. fits: of one target. seconds: wall time."""

    name: str
    label: Message
    fits: int
    seconds: float


@dataclass(frozen=True)
class Plan:
    """Sizes of the cohort, and what its run will cost on this machine.

    parts: the stages of the run, the networks and what closes it, with the fits of one target and the wall time of each
    with ``workers`` threads. points: values of the score at which networks are estimated; 0 for one network in all.
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
    parts: tuple[PlanPart, ...]
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
        return sum(part.seconds for part in self.parts)

    def part(self, name: str) -> PlanPart:
        """One part of the run; of nothing where the run has no such part."""
        return next((part for part in self.parts if part.name == name), PlanPart(name, Message(name), 0, 0.0))


def plan(
    cohort: Cohort,
    path: str | Path,
    settings: Any,
    workers: int,
    method: Method[Any, Any] | str = DEFAULT_METHOD,
    tell: Callable[[int, int], None] | None = None,
) -> Plan:
    """Time a few real pieces of the run at random places and targets, and scale; nothing is written.

    path: where the study would go. tell: told how many kinds of work have been timed, of how many.
    Raises :class:`~compute.errors.UserError` where a few pieces would say nothing.
    """
    chosen = METHODS.find(method) if isinstance(method, str) else method
    chosen.check_plan(settings)
    cohort.check_size(chosen.fewest_samples)
    begun = clock()
    ordered = cohort.ordered()
    problem, shape = chosen.prepare(ordered, settings), shape_of(ordered)
    whole, parts = Expected(), list[PlanPart]()
    sample = _Sample()
    ahead = sum(stage.applies(settings) for stage in chosen.stages)
    kinds = 1 + ahead + sum(stage.applies(settings) for stage in chosen.closing)

    def add(name: str, label: Message, work: Work[Any], shared: Any, counted: bool = False) -> None:
        nonlocal whole
        tasks = work.tasks(shape, settings)
        if tell is not None:
            tell(len(parts), kinds)
        if tasks:
            expected = _timed(work, shared, tasks, workers, sample if counted else None)
            parts.append(PlanPart(name, label, sum(task.fits for task in tasks), expected.likely))
            whole += expected

    for stage in chosen.stages:
        if stage.applies(settings):
            add(stage.name, stage.label, stage, stage.shared(problem, settings))
        problem = stage.guessed(problem, settings)
    add(NETWORKS, chosen.label, chosen, problem, counted=True)
    for closing in chosen.closing:
        if closing.applies(settings):
            add(closing.name, closing.label, closing, closing.shared(problem, settings))
    points = chosen.points(shape.modulator, settings).value.size if isinstance(chosen, SampleMethod) else 0
    return Plan(
        samples=shape.modulator.size,
        targets=shape.targets,
        regulators=shape.regulators,
        points=points,
        workers=workers,
        parts=tuple(parts),
        memory=_memory(chosen, cohort, shape, settings, sample.edges_per_fit, workers),
        disk=_disk(chosen, cohort, shape, sample),
        free=shutil.disk_usage(Path(path).resolve().parent).free,
        fits_timed=sample.fits,
        seconds_timed=clock() - begun,
        seconds_low=whole.low,
        seconds_high=whole.high,
    )


def _timed(work: Work[Any], shared: Any, tasks: Sequence[Task], workers: int, sample: _Sample | None) -> Expected:
    """Seconds for all tasks with so many workers, from some that are computed for a few of their targets."""
    largest = max(task.targets for task in tasks)
    whole = work.trial(shared, tasks[0].what, np.arange(1)) is None
    cost = Cost(whole)

    def piece(size: int, rng: np.random.Generator) -> None:
        task = tasks[int(rng.integers(len(tasks)))]
        targets = rng.choice(task.targets, min(size, task.targets), replace=False)
        part = None if whole else work.trial(shared, task.what, targets)
        found = work.fit(*((shared, task.what) if part is None else part))
        if sample is not None:
            sample.add(found, task.fits if part is None else task.fits * targets.size // task.targets)

    cost.measure(piece, largest, workers)
    alike: dict[int, int] = {}
    for task in tasks:
        alike[task.targets] = alike.get(task.targets, 0) + 1
    return sum((cost.of(targets).times(count) for targets, count in alike.items()), Expected()).times(1 / workers)


class _Sample:
    """The edges that the timed networks came out with."""

    def __init__(self) -> None:
        self.fits = self.edges = self.distinct_edges = 0
        self._lock = Lock()

    def add(self, found: Arrays, fits: int) -> None:
        edges = 0 if "edges" not in found else int(found["edges"].sum())
        pairs = (found["target"].astype(np.int64) << 32) + found["regulator"] if edges else np.empty(0, np.int64)
        with self._lock:
            self.fits += fits
            self.edges += edges
            self.distinct_edges += np.unique(pairs).size

    @property
    def edges_per_fit(self) -> float:
        return self.edges / max(self.fits, 1)

    @property
    def distinct(self) -> float:
        """Distinct edges among those of neighbouring points, at most 1; of a whole block rather fewer."""
        return self.distinct_edges / max(self.edges, 1)


def _memory(
    method: Method[Any, Any], cohort: Cohort, shape: Shape, settings: Any, edges_per_fit: float, workers: int
) -> int:
    """Bytes at the peak: what is held now, the study's copy, each worker's arrays, and a block being written."""
    needed = method.cost(shape, settings, edges_per_fit)
    study = 2 * 4 * shape.modulator.size * len(cohort.expression.genes)
    block = 120 * BLOCK_SAMPLES * shape.targets * edges_per_fit
    more = needed.held + study + workers * needed.worker + block
    return int((peak_memory() or 0) * 1024**2 + SAFETY * more)


def _disk(method: Method[Any, Any], cohort: Cohort, shape: Shape, sample: _Sample) -> int:
    """Bytes at most: 4 a coefficient and 14 an edge of a block, the fit records, the expression, what is pending."""
    n, p, q = shape.modulator.size, shape.targets, shape.regulators
    expression = (4 * len(cohort.expression.genes) + 8) * n
    if isinstance(method, CourseMethod):
        numbers = 4 * (2 * method.numbers_per_edge + 4)  # once pending, once stored
        return int(SAFETY * p * sample.edges_per_fit * numbers + expression)
    if method.scope != "sample":
        return int(SAFETY * p * q * (8 + 8 * len(method.edge.columns)) + expression)
    coefficients = n * p * sample.edges_per_fit
    pointers = 8 * (p + q) * -(-n // BLOCK_SAMPLES)
    pending = 12 * 2 * BLOCK_SAMPLES * p * sample.edges_per_fit
    records = 0 if method.diagnostics is None else n * p * method.diagnostics.itemsize
    return int(SAFETY * (coefficients * (4 + 14 * sample.distinct) + pending) + records + pointers + expression)
