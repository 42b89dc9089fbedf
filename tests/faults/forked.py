"""Processes forked from this one, with everything imported: a try of a fault costs what the fault does, not a start of
the interpreter. They are killed like any other. One try in 25 starts fresh, as a server does.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import runpy
import sys
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from compute.jobs.state import LOG
from compute.runs import RunQueue
from sign_dash.server.library import Library

ROOT = Path(__file__).resolve().parents[2]
ONE_IN = 25
for name in ("cli.hubs", "cli.network", "cli.profile", "cli.regulators", "estimate.run"):
    import_module(f"compute.{name}")  # what a process imports when it is needed is there when it is forked


def fresh(trial: int) -> bool:
    """Whether this try starts an interpreter."""
    return trial % ONE_IN == 0


class Forked:
    """As much of ``subprocess.Popen`` as the tests use.

    work: what the process does; its code is what that returns or exits with. output: file to which its words are
    added; without one they are read from ``stdout``.
    """

    def __init__(self, work: Callable[[], object], output: Path | None = None) -> None:
        self.returncode: int | None = None
        self._asking = threading.Lock()
        reading, writing = -1, -1
        if output is None:
            reading, writing = os.pipe()
        else:
            writing = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self.pid = os.fork()
        if not self.pid:
            _child(work, writing)
        os.close(writing)
        self.stdout = None if reading < 0 else os.fdopen(reading, encoding="utf-8")

    def poll(self) -> int | None:
        """Its code once it has ended."""
        return self._ended(os.WNOHANG)

    def wait(self) -> int:
        """Its code; minus the signal's number where one ended it."""
        code = self._ended(0)
        assert code is not None
        return code

    def kill(self) -> None:
        """``kill -9``."""
        if self.poll() is None:
            os.kill(self.pid, 9)

    def _ended(self, options: int) -> int | None:
        with self._asking:  # a thread kills and waits, and so does who began it
            if self.returncode is None:
                pid, status = os.waitpid(self.pid, options)
                if pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
            return self.returncode


class ForkedRuns(RunQueue):
    """A queue of which each run is a fork of whoever starts it."""

    def _process(self, folder: Path) -> Any:
        return Forked(lambda: _run_module(self._module, str(folder.resolve()), str(self._places)), folder / LOG)


def runs(folder: Path, trial: int) -> RunQueue:
    """A queue of runs for this try."""
    return RunQueue(folder) if fresh(trial) else ForkedRuns(folder)


def library(folder: Path, trial: int) -> Library:
    """A library of studies with such a queue."""
    found = Library(folder)
    found.queue = runs(found.queue.folder, trial)
    return found


def say(*words: object) -> None:
    """To whoever forked this process."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def _run_module(module: str, *words: str) -> None:
    os.nice = lambda _: 0  # type: ignore[assignment]  # a busy machine would let a polite process wait for ever
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__")


def _child(work: Callable[[], object], output: int) -> NoReturn:
    """With its own words, no open file of its parent, and nothing that pytest has put in place."""
    code: object = 1
    try:
        os.setsid()
        os.dup2(output, 1)
        os.dup2(output, 2)
        # Not closed: who still has such a number in memory would close, at its end, what has got it meanwhile.
        nothing = os.open(os.devnull, os.O_RDWR)
        numbers = {int(entry.name) for entry in Path("/proc/self/fd").iterdir()} - {1, 2, nothing}
        for number in {0, *numbers}:
            os.dup2(nothing, number)
        sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
        faulthandler.enable()
        logging.root.handlers.clear()
        sys.modules["__main__"] = ModuleType("__main__")
        for started in (forkserver._forkserver, resource_tracker._resource_tracker):  # type: ignore[attr-defined]
            started.__init__()  # its parent's process is no child of this one
        os.chdir(ROOT)
        code = work()
    except SystemExit as ending:
        code = ending.code
    except BaseException:  # noqa: BLE001  # as the interpreter does at its end
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)
