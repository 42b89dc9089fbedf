"""What a run will cost, from a few seconds of it: fits, time, memory and disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from compute.estimate import costs
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
    so_far: Callable[[Plan, int], None] | None = None,
) -> Plan:
    """Time a few real pieces of the run at random places and targets, and scale; nothing is written.

    path: where the study would go. so_far: told the plan as soon as every kind of work has been timed briefly, and
    again whenever one has been timed for longer; with how many have been.
    Raises :class:`~compute.errors.UserError` where a few pieces would say nothing.
    """
    chosen = METHODS.find(method) if isinstance(method, str) else method
    chosen.check_plan(settings)
    cohort.check_size(chosen.fewest_samples)
    begun = clock()
    ordered = cohort.ordered()
    shape, sample = shape_of(ordered), _Sample()
    points = chosen.points(shape.modulator, settings).value.size if isinstance(chosen, SampleMethod) else 0
    kinds = list(_kinds(chosen, chosen.prepare(ordered, settings), shape, settings, workers, sample))

    def planned() -> Plan:
        expected = [kind.expected() for kind in kinds]
        whole = sum(expected, Expected())
        return Plan(
            samples=shape.modulator.size,
            targets=shape.targets,
            regulators=shape.regulators,
            points=points,
            workers=workers,
            parts=tuple(kind.part(own.likely) for kind, own in zip(kinds, expected, strict=True)),
            memory=_memory(chosen, cohort, shape, settings, sample.edges_per_fit, workers),
            disk=_disk(chosen, cohort, shape, sample),
            free=shutil.disk_usage(Path(path).resolve().parent).free,
            fits_timed=sample.fits,
            seconds_timed=clock() - begun,
            seconds_low=whole.low,
            seconds_high=whole.high,
        )

    for kind in kinds:
        kind.cost.measure(costs.FIRST_SECONDS)
    for done, kind in enumerate(kinds):
        if so_far is not None:
            so_far(planned(), done)
        kind.cost.measure(costs.SECONDS)
    return planned()


@dataclass(frozen=True)
class _Kind:
    """One kind of work of a run. tasks: all of it. cost: what is timed of it."""

    name: str
    label: Message
    tasks: Sequence[Task]
    workers: int
    cost: Cost

    def part(self, seconds: float) -> PlanPart:
        return PlanPart(self.name, self.label, sum(task.fits for task in self.tasks), seconds)

    def expected(self) -> Expected:
        """Seconds for all tasks, from those that were timed."""
        targets = sum(task.targets for task in self.tasks)
        return self.cost.of(targets, len(self.tasks)).times(1 / self.workers)


def _kinds(
    method: Method[Any, Any], problem: Any, shape: Shape, settings: Any, workers: int, sample: _Sample
) -> Iterator[_Kind]:
    """The stages, the networks and what closes a run, as far as there is anything to do."""

    def kind(name: str, label: Message, work: Work[Any], shared: Any, counted: _Sample | None) -> Iterator[_Kind]:
        tasks = work.tasks(shape, settings)
        if tasks:
            yield _Kind(name, label, tasks, workers, _cost(work, shared, tasks, workers, counted))

    for stage in method.stages:
        if stage.applies(settings):
            yield from kind(stage.name, stage.label, stage, stage.shared(problem, settings), None)
        problem = stage.guessed(problem, settings)
    yield from kind(NETWORKS, method.label, method, problem, sample)
    for closing in method.closing:
        if closing.applies(settings):
            yield from kind(closing.name, closing.label, closing, closing.shared(problem, settings), None)


def _cost(work: Work[Any], shared: Any, tasks: Sequence[Task], workers: int, sample: _Sample | None) -> Cost:
    """Times tasks drawn at random, for a few of their targets where they can be made smaller."""
    whole = work.trial(shared, tasks[0].what, np.arange(1)) is None

    def piece(size: int, rng: np.random.Generator) -> None:
        task = tasks[int(rng.integers(len(tasks)))]
        targets = rng.choice(task.targets, min(size, task.targets), replace=False)
        part = None if whole else work.trial(shared, task.what, targets)
        found = work.fit(*((shared, task.what) if part is None else part))
        if sample is not None:
            sample.add(found, task.fits if part is None else task.fits * targets.size // task.targets)

    return Cost(piece, max(task.targets for task in tasks), workers, whole)


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
