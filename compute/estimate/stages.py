"""The two stages of a run, each in pieces that survive it: errors at held-out samples, then chunks of networks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from compute.estimate.assembly import Assembly, chunk_arrays
from compute.estimate.audit import Audit, audit
from compute.estimate.workers import Workers
from compute.methods.network_profiler.bandwidth import HoldOut, hold_out_errors
from compute.methods.network_profiler.chunks import Points, Work, compute_chunk
from compute.study import StudyWriter

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Arrays = Mapping[str, NDArray[Any]]


class Tell(Protocol):
    """Told how far a stage ("bandwidth", "networks" or "audit") is: ``done`` of ``total`` samples."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


class StoppedError(Exception):
    """The run was asked to stop and did; what was finished is kept."""


@dataclass(frozen=True)
class Run:
    """Who computes, where results are kept, who is told, and whether to stop."""

    writer: StudyWriter
    workers: Workers
    tell: Tell
    stopping: Callable[[], bool]

    def keep(
        self,
        compute: Callable[[Shared, Task], Any],
        shared: Shared,
        tasks: Mapping[str, Task],
        arrays_of: Callable[[Any], Arrays],
    ) -> Iterator[str]:
        """Compute the tasks that are not kept yet; yields the name of each once its result is safe."""
        kept = self.writer.pending.names()
        missing = [name for name in tasks if name not in kept]
        finished = 0
        with closing(
            self.workers.results(compute, shared, [tasks[name] for name in missing], self.stopping)
        ) as results:
            for number, result in results:
                self.writer.pending.save(missing[number], arrays_of(result))
                finished += 1
                yield missing[number]
        if finished < len(missing):
            raise StoppedError


def hold_out_stage(run: Run, held: HoldOut) -> Iterable[NDArray[np.float64]]:
    """The squared errors (H, p) at each held-out sample, in order."""
    names = [f"held-out-{sample:05d}" for sample in range(held.centre.size)]
    done = len(run.writer.pending.names() & set(names))
    run.tell("bandwidth", done, len(names))
    for _ in run.keep(hold_out_errors, held, {name: s for s, name in enumerate(names)}, lambda error: {"error": error}):
        done += 1
        run.tell("bandwidth", done, len(names))
    return (run.writer.pending.load(name)["error"] for name in names)


def network_stage(run: Run, work: Work, points: Points) -> int:
    """Compute the chunks that missing blocks need and write each block as soon as it can be.

    Returns the number of samples computed here.
    """
    assembly = Assembly(run.writer, points)
    before = assembly.samples_done()
    run.tell("networks", before, points.of_sample.size)
    assembly.write_ready()
    for name in run.keep(compute_chunk, work, assembly.tasks(), chunk_arrays):
        assembly.kept(name)
        assembly.write_ready()
        run.tell("networks", assembly.samples_done(), points.of_sample.size)
    return assembly.samples_done() - before


def audit_stage(run: Run, work: Work, points: Points, seed: int) -> Audit:
    """Make a random hundredth of the fits again, in full, once all networks are stored."""

    def tell(done: int, total: int) -> None:
        run.tell("audit", done, total)

    found = audit(run.writer, run.workers, work, points, seed, run.stopping, tell)
    if found is None:
        raise StoppedError
    return found
