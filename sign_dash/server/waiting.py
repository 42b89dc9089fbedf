"""What takes long is done by a few processes beside the server, each thing in its turn.

A task is a file in a folder, so that every process of the server sees the same queue: whoever asks is told how many are
ahead, and may ask another process the next time. The file gives way to the answer.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import psutil

from compute.errors import UserError
from compute.files import whole_file
from compute.jobs import half_the_cores
from compute.signs import deaf_children

TICKET: Final = re.compile(r"[0-9a-f]{32}")
PLACES: Final = half_the_cores()
"""Processes that work at a time; the pages keep the other cores."""
MOST_WAITING: Final = 40
KEPT_SECONDS: Final = 600.0
"""After which an answer that nobody has fetched goes."""
SECONDS_BETWEEN: Final = 0.02
SECONDS_ALONE: Final = 1.0
POLITENESS: Final = 10
"""Added to the processes' nice value: the pages go before what waits."""

Task = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Progress:
    """Of a task. ahead: tasks whose turn comes before; answer: once it is there."""

    ahead: int
    answer: dict[str, Any] | None = None


def _end_with(server: int) -> None:
    """Have this process let the server's go before it, and end soon after that: one that was killed cannot end it."""

    def watch() -> None:
        while psutil.pid_exists(server) and os.getppid() == server:
            time.sleep(SECONDS_ALONE)
        os._exit(0)

    threading.Thread(target=watch, name="server", daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(POLITENESS)


class Tasks:
    """folder: where tasks and answers lie, shared by all processes of a server; made when first needed."""

    def __init__(self, folder: Path, places: int = PLACES) -> None:
        self._folder = folder
        self._places = places
        self._pool: ProcessPoolExecutor | None = None
        self._first: Future[dict[str, Any]] | None = None
        self._lock = threading.Lock()

    def begin(self, task: Task, *arguments: Any) -> str:
        """Put a task at the end of the queue; returns its ticket.

        task: a function of a module, arguments: values that can be pickled. What it returns has to be plain values.
        :class:`UserError` where too much waits.
        """
        self._tidy()
        if len(self._waiting()) >= MOST_WAITING:
            raise UserError("Too many exports are waiting ({n}); try again in a minute.", n=MOST_WAITING)
        ticket = secrets.token_hex(16)
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._file(ticket, "draft")
        draft.write_text(str(os.getpid()))
        draft.replace(self._file(ticket))  # whole: another process would take an empty one for one without a server
        with deaf_children():
            future = self._processes().submit(task, *arguments)
        future.add_done_callback(lambda done: self._keep(ticket, done))
        return ticket

    def progress(self, ticket: str, patience: float = 0.0) -> Progress:
        """How far a task is, after waiting for it for so many seconds at most; its answer is given once.

        :class:`UserError` for one that is not known, or whose process is gone.
        """
        until = time.monotonic() + patience
        while True:
            answer = self._answer(ticket)
            if answer is not None:
                return Progress(0, answer)
            if not self._is_alive(ticket):
                answer = self._answer(ticket)  # it may have come between the two looks
                if answer is None:
                    raise UserError("This export is no longer there; export again.")
                return Progress(0, answer)
            if time.monotonic() >= until:
                return Progress(self._ahead(ticket))
            time.sleep(SECONDS_BETWEEN)

    def started(self, first: Task) -> bool:
        """Whether a process is there; starts one where none is. first: what it does first, to be quick later."""
        with self._lock:
            if self._first is None:
                with deaf_children():
                    self._first = self._make().submit(first)
            return self._first.done()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _processes(self) -> ProcessPoolExecutor:
        with self._lock:
            return self._make()

    def _make(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Processes of their own: a server with threads must not be copied as it is (fork).
            self._pool = ProcessPoolExecutor(
                self._places, get_context("spawn"), _end_with, (os.getpid(),), max_tasks_per_child=200
            )
        return self._pool

    def _keep(self, ticket: str, done: Future[dict[str, Any]]) -> None:
        if done.cancelled():
            answer: dict[str, Any] = {"lost": True}
        elif (error := done.exception()) is not None:
            answer = {"lost": True, "kind": type(error).__name__}
            self._forget_broken()
        else:
            answer = {"done": done.result()}
        with suppress(OSError), whole_file(self._file(ticket, "answer"), lasting=False) as draft:
            draft.write_text(json.dumps(answer), encoding="utf-8")
        self._file(ticket).unlink(missing_ok=True)

    def _forget_broken(self) -> None:
        """A process that was killed takes its pool with it: the next task gets a new one."""
        with self._lock:
            if self._pool is not None and getattr(self._pool, "_broken", False):
                self._pool = self._first = None

    def _answer(self, ticket: str) -> dict[str, Any] | None:
        if not TICKET.fullmatch(ticket):
            return None
        file = self._file(ticket, "answer")
        try:
            answer: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        file.unlink(missing_ok=True)
        if "done" not in answer:
            raise UserError("This export failed ({kind}); export again.", kind=answer.get("kind", "stopped"))
        found: dict[str, Any] = answer["done"]
        return found

    def _is_alive(self, ticket: str) -> bool:
        try:
            return TICKET.fullmatch(ticket) is not None and psutil.pid_exists(int(self._file(ticket).read_text()))
        except (OSError, ValueError):
            return False

    def _ahead(self, ticket: str) -> int:
        order = self._waiting()
        return max(order.index(ticket) - self._places + 1, 0) if ticket in order else 0

    def _waiting(self) -> list[str]:
        """Tickets of what has no answer yet, the oldest first."""
        found = []
        with suppress(OSError):
            for file in self._folder.glob("*.task"):
                with suppress(OSError):
                    found.append((file.stat().st_mtime_ns, file.stem))
        return [ticket for _, ticket in sorted(found)]

    def _tidy(self) -> None:
        """Remove answers nobody has fetched, and tasks whose server is gone."""
        with suppress(OSError):
            for file in self._folder.glob("*.answer"):
                with suppress(OSError):
                    if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                        file.unlink()
        for ticket in self._waiting():
            if not self._is_alive(ticket):
                self._file(ticket).unlink(missing_ok=True)

    def _file(self, ticket: str, kind: str = "task") -> Path:
        return self._folder / f"{ticket}.{kind}"
