"""Run tasks on the threads of this machine; each result is handed over as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from threadpoolctl import threadpool_limits

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Result = TypeVar("Result")

WATCH_SECONDS = 0.5
"""How often a wait is broken off to see whether the run is to stop."""


def nothing() -> None:
    """No preparation is needed."""


class Workers(Protocol):
    """What computes the tasks of a run: threads here, or processes elsewhere."""

    @property
    def count(self) -> int:
        """How many tasks run at once."""
        ...

    def results(
        self,
        compute: Callable[[Shared, Task], Result],
        shared: Shared,
        tasks: Sequence[Task],
        stopping: Callable[[], bool],
        warm_up: Callable[[], None] = nothing,
    ) -> Generator[tuple[int, Result]]:
        """(position of the task, its result), in the order in which they finish.

        Each task runs on one thread with one BLAS thread, so a result does not depend on the number of workers.
        Once ``stopping()`` is true only the tasks that have begun are still finished. warm_up: makes a fresh process
        ready.
        """
        ...


@dataclass(frozen=True)
class Threads:
    """``count`` threads of this process; the compiled parts run without the interpreter lock."""

    count: int

    def results(
        self,
        compute: Callable[[Shared, Task], Result],
        shared: Shared,
        tasks: Sequence[Task],
        stopping: Callable[[], bool],
        warm_up: Callable[[], None] = nothing,
    ) -> Generator[tuple[int, Result]]:
        """As :meth:`Workers.results`; the threads compile as they go."""
        pool = ThreadPoolExecutor(max_workers=self.count)
        running: dict[Future[Result], int] = {}
        queue = iter(range(len(tasks)))

        def submit(at_most: int) -> None:
            if stopping():
                return
            for number in islice(queue, at_most):
                running[pool.submit(compute, shared, tasks[number])] = number

        with threadpool_limits(limits=1):
            try:
                submit(self.count + 1)  # one in reserve: no thread waits while a result is being written
                while running:
                    finished, _ = wait(running, timeout=WATCH_SECONDS, return_when=FIRST_COMPLETED)
                    submit(len(finished))
                    if stopping():
                        for future in [future for future in running if future.cancel()]:
                            del running[future]
                    for future in sorted(finished & running.keys(), key=lambda future: running[future]):
                        yield running.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
