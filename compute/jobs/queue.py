"""Jobs in the order in which they were asked for, each in a process of its own that outlives whoever started it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.files import NotWrittenError, whole_file, whole_folder
from compute.jobs.lock import is_locked
from compute.jobs.progress import FAILED, STOPPED
from compute.jobs.state import CANCEL, LOG, REQUEST, TICKET, JobState, close_job, keep_room, read_job
from compute.jobs.worker import CANCELLED_MESSAGE, NOT_YET, take_turn
from compute.messages import Message

_IDENTIFIER = re.compile(r"[0-9a-f][0-9a-f-]{7,63}")
ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
AT_ONCE = {"PYTHONUNBUFFERED": "1"}
"""What a job prints is in its log at once: a process that is killed writes nothing afterwards."""


def half_the_cores() -> int:
    """So many jobs at a time leave the pages the other half; at least 1."""
    return max((os.cpu_count() or 1) // 2, 1)


class JobQueue:
    """The jobs kept in a folder, all done by one module. Everything is on disk: two servers on one folder share the
    queue, and a job goes on while none is there.

    module: run as ``python -m MODULE FOLDER``; calls :func:`compute.jobs.run_job`. places: so many jobs run at a time,
    the others wait. one_thread: numerical libraries get one thread, so that the pages keep the other cores. keep: so
    many jobs that have ended stay, those asked for last; None keeps all until they are removed. A queue that is closed
    (attribute) shows its jobs, takes none, starts none and changes none.
    """

    def __init__(
        self, folder: Path, module: str, places: int = 1, one_thread: bool = True, keep: int | None = None
    ) -> None:
        self.folder = folder
        self.closed = False
        self._module = module
        self._places = places
        self._one_thread = one_thread
        self._keep = keep
        self._started: dict[str, tuple[subprocess.Popen[bytes], int]] = {}  # with the time of its ticket
        self._lock = threading.RLock()

    def jobs(self) -> list[JobState]:
        """All jobs, newest identifier first. One whose folder cannot be read is left out."""
        found = []
        for folder in sorted(self._folders(), reverse=True):
            with suppress(UserError, FileNotFoundError):  # removed while we looked
                found.append(read_job(folder))
        return found

    def find(self, identifier: str) -> JobState | None:
        """One job; None where there is none of that name that can be read."""
        if not _IDENTIFIER.fullmatch(identifier) or not (self.folder / identifier).is_dir():
            return None
        try:
            return read_job(self.folder / identifier)
        except (UserError, FileNotFoundError):
            return None

    def job(self, identifier: str) -> JobState:
        """One job; :class:`UserError` where there is none of that name."""
        if not _IDENTIFIER.fullmatch(identifier) or not (self.folder / identifier).is_dir():
            raise UserError("This job no longer exists; reload the page.")
        return read_job(self.folder / identifier)

    def submit(self, request: Mapping[str, Any], key: str = "", fill: Callable[[Path], None] | None = None) -> JobState:
        """Put a job at the end of the queue.

        key: names its folder (default: the time). A job of that key that is active or finished is left as it is; one
        that has ended otherwise is done again. fill: puts what the job needs beside the request into its folder.
        :class:`UserError` where nothing can be written.
        """
        self._require_open()
        identifier = key or f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
        with self._lock:
            there = self.find(identifier)
            if there is not None:
                there.mark_used()
                if not there.active and there.state != "finished":
                    self.resume(identifier)
                return self.job(identifier)
            self._tidy()
            self._make(identifier, request, fill)
        with suppress(OSError):  # it waits: whoever looks after the queue starts it once there is room
            self.advance()
        return self.job(identifier)

    def _make(self, identifier: str, request: Mapping[str, Any], fill: Callable[[Path], None] | None) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.folder / identifier, ignore_errors=True)  # one that cannot be read
            with whole_folder(self.folder / identifier) as temporary:
                if fill is not None:
                    fill(temporary)
                (temporary / REQUEST).write_text(
                    json.dumps(dict(request), ensure_ascii=False, indent=1) + "\n", "utf-8"
                )
                (temporary / TICKET).touch()
                keep_room(temporary)
        except (NotWrittenError, OSError) as error:
            reason = Message(error.reason) if isinstance(error, NotWrittenError) else error
            raise UserError(
                "The job cannot be stored in {folder} ({reason}); free space there, then start it again.",
                folder=self.folder,
                reason=reason,
            ) from error

    def resume(self, identifier: str) -> None:
        """Have a job that has ended be done again, from what it has finished, after those that wait already."""
        self._require_open()
        job = self.job(identifier)
        if job.active:
            return
        (job.folder / CANCEL).unlink(missing_ok=True)
        with whole_file(job.folder / TICKET, lasting=False) as temporary:
            temporary.touch()
        self.advance()

    def cancel(self, identifier: str) -> None:
        """Have a job stop; one that waits leaves the queue."""
        self._require_open()
        job = self.job(identifier)
        if not job.active:
            return
        (job.folder / CANCEL).touch()
        if job.state == "queued":
            (job.folder / TICKET).unlink(missing_ok=True)
            if not is_locked(job.folder):  # else its process has just begun, and sees that it is to stop
                close_job(job.folder, STOPPED, CANCELLED_MESSAGE)

    def remove(self, identifier: str) -> None:
        """Remove a job's folder; what it made elsewhere stays. :class:`UserError` while it is active."""
        self._require_open()
        job = self.job(identifier)
        if job.active:
            raise UserError("This job is in progress; cancel it first.")
        shutil.rmtree(job.folder, ignore_errors=True)

    def remove_where(self, useless: Callable[[JobState], bool]) -> None:
        """Remove the jobs that have ended and are of no use."""
        for job in self.jobs():
            if not job.active and useless(job):
                shutil.rmtree(job.folder, ignore_errors=True)

    def ahead_of(self, job: JobState) -> int:
        """How many jobs come before one that waits: those that run, and those that have waited for longer."""
        if job.state != "queued":
            return 0
        others = [other for other in self.jobs() if other.identifier != job.identifier]
        return sum(
            other.state in ("running", "stopping")
            or (other.state == "queued" and other.waiting_since < job.waiting_since)
            for other in others
        )

    def advance(self) -> None:
        """Start those that have waited longest, as far as there is room. To be called now and then, and whenever
        something changes.
        """
        if self.closed:
            return
        with self._lock:
            self._reap()
            if not self.folder.is_dir():
                return
            waiting = self._waiting()
            if not waiting:
                return
            beginning = sum((self.folder / name / TICKET).exists() for name in self._started)
            for time_of_ticket, folder in waiting[: max(self._free_places() - beginning, 0)]:
                self._started[folder.name] = (self._process(folder), time_of_ticket)

    def _require_open(self) -> None:
        if self.closed:
            raise UserError("This server is read-only; ask whoever runs it for one that computes.")

    def _waiting(self) -> list[tuple[int, Path]]:
        found = []
        for folder in self._folders():
            with suppress(FileNotFoundError):  # taken just now
                if folder.name not in self._started:
                    found.append(((folder / TICKET).stat().st_mtime_ns, folder))
        return sorted(found)

    def _reap(self) -> None:
        """Take note of processes that have ended; one that could not begin would otherwise be started for ever."""
        for identifier, (process, time_of_ticket) in list(self._started.items()):
            code = process.poll()
            if code is None:
                continue
            del self._started[identifier]
            folder = self.folder / identifier
            ticket = folder / TICKET
            untouched = ticket.is_file() and ticket.stat().st_mtime_ns == time_of_ticket  # not one of a later request
            if code != NOT_YET and untouched and not is_locked(folder):
                ticket.unlink(missing_ok=True)
                message = Message("The worker could not start (exit code {code}); its log says why.", code=code)
                close_job(folder, FAILED, message)

    def _free_places(self) -> int:
        free = 0
        for place in range(self._places):
            turn = take_turn(self.folder, place)
            if turn is not None:
                turn.release()
                free += 1
        return free

    def _tidy(self) -> None:
        """Make room for one more among the jobs that have ended."""
        if self._keep is None:
            return
        ended = sorted((job for job in self.jobs() if not job.active), key=lambda job: job.used, reverse=True)
        oldest = {job.identifier for job in ended[self._keep - 1 :]}
        self.remove_where(lambda job: job.identifier in oldest)

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [folder for folder in self.folder.iterdir() if _IDENTIFIER.fullmatch(folder.name)]

    def _process(self, folder: Path) -> subprocess.Popen[bytes]:
        """Outside of this process's group and terminal: it goes on when the server is stopped."""
        with (folder / LOG).open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self._module, str(folder.resolve()), str(self._places)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | AT_ONCE | (ONE_THREAD if self._one_thread else {}),
            )


def job_key(request: Mapping[str, Any]) -> str:
    """Names a job by what is asked for: the same for the same request."""
    text = json.dumps(request, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
