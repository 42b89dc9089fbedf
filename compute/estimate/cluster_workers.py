"""Tasks on the workers of a Dask cluster: handed out, results brought back, lost workers noticed.

Scheduling, moving data, and going on without a worker that died are Dask's; nothing of it is done here.
"""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import compute
from compute.errors import UserError
from compute.estimate.workers import WATCH_SECONDS, Result, Shared, Task, nothing
from compute.messages import Message

FIRST_WORKER_SECONDS = 60
DEATHS = 5
"""A task is given up once so many workers in turn have died on it."""

Environment = tuple[tuple[str, str], ...]


def silent(_: Message) -> None:
    """Report nothing."""


@cache
def environment() -> Environment:
    """What must be the same here and on a worker for the numbers to be the same."""
    packages = ("numpy", "scipy", "numba", "distributed")
    parts = [Path(__file__).parent.parent / part for part in ("methods", "estimate")]
    sources = [path for part in parts for path in sorted(part.rglob("*.py"))]
    return (
        ("SiGN-Dash", compute.__version__),
        ("source code", hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in packages),
    )


@dataclass(frozen=True)
class Cluster:
    """The workers of a cluster; ``client`` is Dask's. Implements :class:`~compute.estimate.workers.Workers`.

    report: called when workers are lost while they compute.
    """

    client: Any
    report: Callable[[Message], None] = silent

    @property
    def count(self) -> int:
        """Threads of all workers that are there now."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    def results(
        self,
        compute: Callable[[Shared, Task], Result],
        shared: Shared,
        tasks: Sequence[Task],
        stopping: Callable[[], bool],
        warm_up: Callable[[], None] = nothing,
    ) -> Generator[tuple[int, Result]]:
        """As :meth:`Workers.results`. ``shared`` travels once to each worker, and the results come back here.

        :class:`UserError` where a worker has another version of anything in :func:`environment`, or where several
        workers died on one task.
        """
        from distributed import CancelledError, wait

        ours = environment()
        queue = iter(range(len(tasks)))
        running: dict[Any, int] = {}
        if stopping() or not tasks:
            return
        there = self._scatter(shared)

        def submit(numbers: Iterable[int]) -> None:
            for number in numbers:
                future = self.client.submit(_on_worker, ours, warm_up, compute, there, tasks[number], pure=False)
                running[future] = number

        watched = _Watched(self)
        try:
            submit(islice(queue, 2 * self.count))
            while running:
                with suppress(TimeoutError, CancelledError):
                    wait(list(running), timeout=WATCH_SECONDS, return_when="FIRST_COMPLETED")
                watched.look()
                again: list[int] = []
                for future in [future for future in running if future.status != "pending"]:
                    number = running.pop(future)
                    try:
                        result = self._result(future)
                    except CancelledError:  # the data went with the last worker that had them
                        again.append(number)
                    else:
                        yield number, result
                if again:
                    again.extend(running.values())
                    self.client.cancel(list(running))
                    running.clear()
                    there = self._scatter(shared)
                    submit(sorted(again))
                if stopping():
                    self._drop_reserve(running)
                else:
                    submit(islice(queue, max(0, 2 * self.count - len(running))))
            watched.look(at_once=True)
        finally:
            self.client.cancel(list(running))

    def _scatter(self, shared: Any) -> Any:
        try:
            self.client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
            return self.client.scatter(shared, broadcast=True, hash=False, timeout=FIRST_WORKER_SECONDS)
        except TimeoutError:
            raise UserError(
                "The cluster has no worker any more that takes the data; start some, then run the same command with "
                "--resume."
            ) from None

    def _drop_reserve(self, running: dict[Any, int]) -> None:
        """Cancel what waits behind the current tasks."""
        pending = [future for future in running if future.status == "pending"]
        reserve = sorted(pending, key=lambda future: running[future])[self.count :]
        self.client.cancel(reserve)
        for future in reserve:
            del running[future]

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            raise UserError(
                "{n_workers} workers died one after the other on the same task, probably for lack of memory; "
                "give them more (--plan says how much), then run the same command with --resume.",
                n_workers=DEATHS,
            ) from error
        except ModuleNotFoundError as error:
            raise UserError(
                "A worker of the cluster cannot import {package}; start the workers in the folder of SiGN-Dash, in "
                "the same environment as here.",
                package=error.name,
            ) from error


class _Watched:
    """The workers that are there, checked from time to time."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._there: set[str] = set(cluster.client.nthreads())
        self._looked = time.monotonic()

    def look(self, at_once: bool = False) -> None:
        """Report workers that have gone since the last look; more often than every half second only where wanted."""
        if not at_once and time.monotonic() - self._looked < WATCH_SECONDS:
            return
        self._looked = time.monotonic()
        now = set(self._cluster.client.nthreads())
        lost = self._there - now
        if lost:
            self._cluster.report(
                Message(
                    "{lost} of the {count} workers of the cluster stopped without finishing; what they were computing "
                    "is computed again, and nothing that was finished is lost.",
                    lost=len(lost),
                    count=len(self._there),
                    severity="warning",
                )
            )
        self._there = now


def _on_worker(
    theirs: Environment, warm_up: Callable[[], None], compute: Callable[[Any, Any], Any], shared: Any, task: Any
) -> Any:
    """One task on a worker, which prepares itself for the first one it gets."""
    for (name, here), (_, there) in zip(environment(), theirs, strict=True):
        if here != there:
            raise UserError(
                "A worker of the cluster ({machine}) has another {name} ({here}, not {there}); use the same "
                "environment and the same SiGN-Dash everywhere.",
                machine=platform.node(),
                name=name,
                here=here,
                there=there,
            )
    _one_thread()
    warm_up()
    return compute(shared, task)


@cache
def _one_thread() -> None:
    """One BLAS thread in this process from now on."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1)
