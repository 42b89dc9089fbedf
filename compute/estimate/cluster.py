"""The same tasks on a Dask cluster: processes of this machine, or of as many machines as there are.

Scheduling, moving data, and going on without a worker that died are Dask's; nothing of it is done here.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

import compute
from compute.errors import UserError
from compute.estimate.workers import WATCH_SECONDS, Result, Shared, Task, nothing
from compute.messages import Message

LOCAL = "local:"
CONNECT_SECONDS = 20
LOOK_SECONDS = 4
FIRST_WORKER_SECONDS = 60
DEATHS = 5
"""A task on which so many workers died in turn is given up."""

Environment = tuple[tuple[str, str], ...]


def silent(_: Message) -> None:
    """Report nothing."""


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


@dataclass(frozen=True)
class ClusterSize:
    """What a cluster has now. memory: bytes that its workers may use together, 0 where they have no limit."""

    workers: int
    threads: int
    memory: int


def check_address(address: str) -> str:
    """The address; :class:`UserError` where it is none of a cluster."""
    if address.startswith(LOCAL):
        _count(address)
    elif "://" not in address:
        raise UserError(
            "{address!r} is not the address of a cluster; give tcp://HOST:PORT, or local:N.", address=address
        )
    return address


def cluster_size(address: str) -> ClusterSize:
    """What is at an address, without computing anything there; :class:`UserError` as of :func:`cluster`."""
    if address.startswith(LOCAL):
        count = _count(address)
        return ClusterSize(count, count, psutil.virtual_memory().total)
    _dask()
    with _connected(address, LOOK_SECONDS, default=False) as client:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        return ClusterSize(
            len(workers), sum(one["nthreads"] for one in workers), sum(one["memory_limit"] or 0 for one in workers)
        )


@contextmanager
def cluster(address: str, report: Callable[[Message], None] = silent) -> Iterator[Cluster]:
    """Workers at ``tcp://HOST:PORT`` (a Dask scheduler), or ``local:N``: N processes of this machine.

    report: called when workers are lost while they compute. :class:`UserError` where the address is none, nobody
    answers there, no worker is there, or Dask is not installed.
    """
    dask = _dask()
    from distributed import Client, LocalCluster

    with dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}):
        if address.startswith(LOCAL):
            count = _count(address)
            with _ctrl_c_ignored():
                local = LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    memory_limit=0,
                    silence_logs=logging.ERROR,  # that a busy worker took seconds to leave is nothing to look after
                )
            with local, Client(local) as client:
                yield Cluster(client, report)
            return
        with _connected(address, CONNECT_SECONDS, default=True) as client:
            try:
                client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
            except TimeoutError:
                raise UserError(
                    "The Dask scheduler at {address} has no workers; start some with `dask worker {address}`.",
                    address=address,
                ) from None
            yield Cluster(client, report)


def _dask() -> Any:
    try:
        import dask
        import distributed  # noqa: F401
    except ModuleNotFoundError as error:
        raise UserError(
            "A cluster needs Dask, and {package} is not installed; run `pip install -r requirements.txt`.",
            package=error.name,
        ) from error
    return dask


@contextmanager
def _connected(address: str, seconds: float, default: bool) -> Iterator[Any]:
    """A client of the scheduler at an address. default: whether waiting for results finds it by itself."""
    from distributed import Client

    try:
        client = Client(check_address(address), timeout=seconds, set_as_default=default)
    except (OSError, ValueError) as error:
        raise UserError(
            "No Dask scheduler answers at {address} ({error}); start one with `dask scheduler`, or check the address.",
            address=address,
            error=_short(error),
        ) from error
    with client:
        yield client


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C, which reaches all of a terminal: what started them decides."""
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


class _Watched:
    """The workers that are there, looked at now and then."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._there: set[str] = set(cluster.client.nthreads())
        self._looked = time.monotonic()

    def look(self) -> None:
        """Report workers that have gone since the last look."""
        if time.monotonic() - self._looked < WATCH_SECONDS:
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
