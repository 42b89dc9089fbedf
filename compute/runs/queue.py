"""Runs one after the other, each in a process of its own that outlives whoever started it."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from compute.errors import UserError
from compute.files import NotWrittenError, whole_file, whole_folder
from compute.runs.request import REQUEST, RunRequest
from compute.runs.state import CANCEL, CANCELLED_MESSAGE, INPUTS, LOG, STUDY, TICKET, RunState, close_run, read_run
from compute.runs.work import NOT_YET, TURN
from compute.study import is_study
from compute.study.lock import is_being_written

_IDENTIFIER = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")
ROOT = Path(__file__).resolve().parent.parent.parent


class RunQueue:
    """The runs kept in a folder. Everything is on disk: two servers on one folder share the queue, and a run goes on
    while none is there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: dict[str, tuple[subprocess.Popen[bytes], int]] = {}  # with the time of its ticket
        self._lock = threading.Lock()

    def runs(self) -> list[RunState]:
        """All runs, newest first. One whose folder cannot be read is left out."""
        found = []
        for folder in sorted(self.folder.glob("[0-9]*"), reverse=True):
            try:
                found.append(read_run(folder))
            except UserError:
                continue
            except FileNotFoundError:  # removed while we looked
                continue
        return found

    def run(self, identifier: str) -> RunState:
        """One run; :class:`UserError` where there is none of that name."""
        if not _IDENTIFIER.fullmatch(identifier) or not (self.folder / identifier).is_dir():
            raise UserError("This run is not here any more.")
        return read_run(self.folder / identifier)

    def submit(self, request: RunRequest, files: Mapping[str, Path], study: Path) -> str:
        """Put a run at the end of the queue; returns its identifier.

        files: the inputs by the names the request uses; they are moved into the run's folder. study: the folder to
        make. :class:`UserError` for a request that cannot be right, or where nothing can be written.
        """
        checked = request.check()
        identifier = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with whole_folder(self.folder / identifier) as temporary:
                (temporary / INPUTS).mkdir()
                for name, path in files.items():
                    _hand_over(path, temporary / INPUTS / name)
                (temporary / REQUEST).write_text(checked.to_json(), encoding="utf-8")
                (temporary / STUDY).write_text(str(study.resolve()), encoding="utf-8")
                (temporary / TICKET).touch()
        except (NotWrittenError, OSError) as error:
            reason = error.reason if isinstance(error, NotWrittenError) else error.strerror or str(error)
            raise UserError(
                "The run cannot be kept in the studies folder ({reason}); free space there, then start it again.",
                reason=reason,
            ) from error
        with suppress(OSError):  # it waits: whoever looks after the queue starts it once there is room
            self.advance()
        return identifier

    def resume(self, identifier: str) -> None:
        """Have a run that stopped, failed or broke go on from what it finished, after those that wait already."""
        run = self.run(identifier)
        if run.active:
            return
        if run.state == "finished" and is_study(run.study):
            raise UserError("This run is finished; there is nothing to go on with.")
        with whole_file(run.folder / TICKET, lasting=False) as temporary:
            temporary.touch()
        self.advance()

    def cancel(self, identifier: str) -> None:
        """Have a run stop once the pieces at hand are finished; one that waits leaves the queue."""
        run = self.run(identifier)
        if run.state == "queued":
            (run.folder / TICKET).unlink(missing_ok=True)
            if not is_being_written(run.folder):
                close_run(run.folder, "stopped", CANCELLED_MESSAGE)
                return
        if run.active:
            (run.folder / CANCEL).touch()

    def remove(self, identifier: str) -> None:
        """Forget a run, its input files and its log; the study it made stays. :class:`UserError` while it is active."""
        run = self.run(identifier)
        if run.active:
            raise UserError("This run is under way; cancel it first.")
        shutil.rmtree(run.folder, ignore_errors=True)

    def advance(self) -> None:
        """Start what waits longest, where nothing runs. To be called now and then, and whenever something changes."""
        with self._lock:
            self._bury()
            if self._started or not self.folder.is_dir() or not self._turn_is_free():
                return
            waiting = sorted(self.folder.glob(f"[0-9]*/{TICKET}"), key=lambda path: path.stat().st_mtime_ns)
            if waiting:
                folder, time_of_ticket = waiting[0].parent, waiting[0].stat().st_mtime_ns
                self._started[folder.name] = (_process(folder), time_of_ticket)

    def _bury(self) -> None:
        """Take note of processes that have ended; one that never came to begin would otherwise be started for ever."""
        for identifier, (process, time_of_ticket) in list(self._started.items()):
            code = process.poll()
            if code is None:
                continue
            del self._started[identifier]
            folder = self.folder / identifier
            ticket = folder / TICKET
            untouched = ticket.is_file() and ticket.stat().st_mtime_ns == time_of_ticket  # not one of a later wish
            if code != NOT_YET and untouched and not is_being_written(folder):
                ticket.unlink(missing_ok=True)
                close_run(folder, "failed", f"The worker could not begin (exit code {code}); its log says why.")

    def _turn_is_free(self) -> bool:
        lock = FileLock(self.folder / TURN)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        lock.release()
        return True


def _hand_over(source: Path, target: Path) -> None:
    """A second name for the file where the disk can give it one, else a copy: 200 MB need not lie there twice."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _process(folder: Path) -> subprocess.Popen[bytes]:
    """Outside of this process's group and terminal: it goes on when the server is stopped."""
    with (folder / LOG).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "compute.runs", str(folder.resolve())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
