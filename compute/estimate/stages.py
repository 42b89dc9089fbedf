"""What a run does for any method: its stages, its networks, what closes it, each in pieces that survive the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.assembly import Assembly
from compute.estimate.workers import Workers
from compute.methods.base import (
    NETWORKS,
    Arrays,
    Closing,
    ClosingStage,
    Method,
    SampleMethod,
    Shape,
    Stage,
    StudyMethod,
    Task,
    Work,
)
from compute.methods.course_method import CourseMethod
from compute.study import StudyWriter


class Tell(Protocol):
    """Told how far a stage ("networks", or the name of a stage of the method) is: ``done`` of ``total`` pieces, which
    are samples where each has its own network.
    """

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


class StoppedError(Exception):
    """The run was asked to stop and did; what was finished is kept."""


@dataclass(frozen=True)
class Run:
    """One run of a method: what it works at, who computes, where results are kept, who is told, whether to stop."""

    method: Method[Any, Any]
    settings: Any
    shape: Shape
    writer: StudyWriter
    workers: Workers
    tell: Tell
    stopping: Callable[[], bool]

    def keep(self, work: Work[Any], shared: Any, tasks: Sequence[Task]) -> Iterator[str]:
        """Compute the tasks that are not kept yet; yields the name of each once its result is safe."""
        kept = self.writer.pending.names()
        missing = [task for task in tasks if task.name not in kept]
        pieces = [task.what for task in missing]
        finished = 0
        with closing(self.workers.results(work.fit, shared, pieces, self.stopping, self.method.warm_up)) as results:
            for number, result in results:
                self.writer.pending.save(missing[number].name, result)
                finished += 1
                yield missing[number].name
        if finished < len(missing):
            raise StoppedError

    def all_kept(self, stage: str, work: Work[Any], shared: Any, tasks: Sequence[Task]) -> None:
        """Compute what is missing of a stage, telling how far it is in pieces."""
        names = [task.name for task in tasks]
        done = len(self.writer.pending.names() & set(names))
        self.tell(stage, done, len(names))
        for _ in self.keep(work, shared, tasks):
            done += 1
            self.tell(stage, done, len(names))

    def results(self, tasks: Sequence[Task]) -> Iterator[Arrays]:
        """The kept results, in the order of the tasks."""
        return (self.writer.pending.load(task.name) for task in tasks)


def settle(run: Run, stage: Stage[Any, Any], problem: Any) -> Any:
    """The problem once the stage is settled: as an earlier run kept it, given, or computed now and kept."""
    kept: Mapping[str, NDArray[Any]] | None = run.writer.kept(stage.keeps)
    if kept is None:
        tasks = stage.tasks(run.shape, run.settings) if stage.applies(run.settings) else []
        if tasks:
            run.all_kept(stage.name, stage, stage.shared(problem, run.settings), tasks)
        kept = stage.combine(problem, run.settings, run.results(tasks))
        run.writer.keep({name: kept[name] for name in stage.keeps})
        run.writer.pending.clear()
    return stage.settled(problem, run.settings, kept)


def networks(run: Run, problem: Any) -> int:
    """Compute the networks that are missing and store them; returns how many samples were computed here."""
    method = run.method
    if isinstance(method, CourseMethod):
        return _for_all_samples(run, method, problem, run.writer.write_courses)
    if isinstance(method, SampleMethod):
        return _network_of_each_sample(run, method, problem)
    if isinstance(method, StudyMethod):
        return _for_all_samples(run, method, problem, run.writer.write_edges)
    raise UserError(
        "The method {method!r} has an unknown scope and cannot be run; update SiGN-Dash.", method=method.name
    )


def _network_of_each_sample(run: Run, method: SampleMethod[Any, Any], problem: Any) -> int:
    """Chunk by chunk; each block is written as soon as it can be."""
    points = method.points(run.shape.modulator, run.settings)
    assembly = Assembly(run.writer, points, method.tasks(run.shape, run.settings))
    before = assembly.samples_done()
    run.tell(NETWORKS, before, points.of_sample.size)
    assembly.write_ready()
    for name in run.keep(method, problem, assembly.tasks()):
        assembly.kept(name)
        assembly.write_ready()
        run.tell(NETWORKS, assembly.samples_done(), points.of_sample.size)
    return assembly.samples_done() - before


def _for_all_samples(
    run: Run, method: StudyMethod[Any, Any] | CourseMethod[Any, Any], problem: Any, write: Callable[[Any], None]
) -> int:
    """All pieces first, then what they combine to. write: stores it."""
    if run.writer.complete:
        return 0
    tasks = method.tasks(run.shape, run.settings)
    run.all_kept(NETWORKS, method, problem, tasks)
    if isinstance(method, StudyMethod):
        run.writer.keep(method.beside(problem, run.settings, run.results(tasks)))
    write(method.combine(problem, run.settings, run.results(tasks)))
    return run.shape.modulator.size


def close(run: Run, stage: ClosingStage[Any, Any], problem: Any) -> Closing:
    """What a closing stage finds, once all networks are stored."""
    tasks = stage.tasks(run.shape, run.settings)
    run.all_kept(stage.name, stage, stage.shared(problem, run.settings), tasks)
    results = ((task, run.writer.pending.load(task.name)) for task in tasks)
    return stage.close(problem, run.settings, run.writer.stored_blocks(), results)
