"""The same tasks on a Dask cluster: processes of this machine, or of as many machines as there are.

Scheduling, moving data, and going on without a worker that died are Dask's; nothing of it is done here.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import compute
from compute.errors import UserError
from compute.estimate.workers import WATCH_SECONDS, Result, Shared, Task, nothing

LOCAL = "local:"
CONNECT_SECONDS = 20
FIRST_WORKER_SECONDS = 60
DEATHS = 5
"""A task on which so many workers died in turn is given up."""

Environment = tuple[tuple[str, str], ...]


@cache
def environment() -> Environment:
    """What must be the same here and on a worker, so that the numbers are."""
    packages = ("numpy", "scipy", "numba", "distributed")
    parts = [Path(__file__).parent.parent / part for part in ("methods", "estimate")]
    sources = [path for part in parts for path in sorted(part.rglob("*.py"))]
    return (
        ("SiGN-Dash", compute.__version__),
        ("source code", hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in packages),
    )


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Workers at ``tcp://HOST:PORT`` (a Dask scheduler), or ``local:N``: N processes of this machine.

    :class:`UserError` where the address is none, nobody answers there, no worker is there, or Dask is not installed.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as error:
        raise UserError(
            "A cluster needs Dask, and {package} is not installed; run `pip install -r requirements.txt`.",
            package=error.name,
        ) from error
    with dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}):
        if address.startswith(LOCAL):
            count = _count(address)
            with _deaf_to_ctrl_c():
                local = LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    memory_limit=0,
                    silence_logs=logging.ERROR,  # that a busy worker took seconds to leave is nothing to look after
                )
            with local, Client(local) as client:
                yield Cluster(client)
            return
        if "://" not in address:
            raise UserError(
                "{address!r} is not the address of a cluster; give tcp://HOST:PORT, or local:N.", address=address
            )
        try:
            client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise UserError(
                "No Dask scheduler answers at {address} ({error}); start one with `dask scheduler`, or check the "
                "address.",
                address=address,
                error=_short(error),
            ) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
            except TimeoutError:
                raise UserError(
                    "The Dask scheduler at {address} has no workers; start some with `dask worker {address}`.",
                    address=address,
                ) from None
            yield Cluster(client)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C, which reaches all of a terminal: who started them decides."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _count(address: str) -> int:
    text = address.removeprefix(LOCAL)
    if not text.isdecimal() or int(text) < 1:
        raise UserError("{address!r} does not say how many processes; give a number, such as local:2.", address=address)
    return int(text)


@dataclass(frozen=True)
class Cluster:
    """The workers of a cluster; ``client`` is Dask's. Implements :class:`~compute.estimate.workers.Workers`."""

    client: Any

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

        :class:`UserError` where a worker has another version of anything in :func:`environment`, or where one task
        was the end of several workers.
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

        try:
            submit(islice(queue, 2 * self.count))
            while running:
                with suppress(TimeoutError, CancelledError):
                    wait(list(running), timeout=WATCH_SECONDS, return_when="FIRST_COMPLETED")
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
        """Give up what waits behind the current tasks."""
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


def _on_worker(
    theirs: Environment, warm_up: Callable[[], None], compute: Callable[[Any, Any], Any], shared: Any, task: Any
) -> Any:
    """One task, on a worker that is made ready by the first one it gets."""
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


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
