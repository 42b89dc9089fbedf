"""Reach a Dask cluster, processes of this machine or of as many machines as there are, and say what is there."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from compute.errors import UserError
from compute.estimate.cluster_workers import DEATHS, FIRST_WORKER_SECONDS, Cluster, silent
from compute.messages import Message

LOCAL = "local:"
CONNECT_SECONDS = 20
LOOK_SECONDS = 4


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
                    silence_logs=logging.ERROR,  # a busy worker that takes seconds to leave needs no warning
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
    """A client of the scheduler at an address. default: whether it becomes Dask's default client."""
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
    """Processes started meanwhile ignore Ctrl-C, which a terminal sends to every process: their parent decides."""
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


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
