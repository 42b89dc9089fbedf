"""The process of one job: ``python -m MODULE FOLDER PLACES``, where MODULE calls :func:`run_job`.

It holds the folder's lock while it lives. The operating system frees that however the process ends, so one that died
can be told from one that is silent. How it ended stands in the folder at the end.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from compute.errors import InputError, UserError
from compute.files import NotWrittenError, whole_file
from compute.jobs.lock import PATIENCE, only_writer
from compute.jobs.progress import COMPLETE, FAILED, STOPPED, ProgressFile
from compute.jobs.state import CANCEL, RESULT, SPARE, TICKET, close_job, keep_room, read_body
from compute.messages import Message

NOT_YET = 75
"""Exit code where the others have their turn."""
POLITENESS = 10
"""The pages on the same machine have priority."""
SECONDS_BETWEEN_LOOKS = 0.2
CANCELLED_MESSAGE = Message("Cancelled before it started.")
STOPPED_MESSAGE = Message("Stopped; finished work is kept. Resume the run to continue.")
_LOG = logging.getLogger("compute.jobs")


class JobStoppedError(Exception):
    """Raised by work that stops because it was asked to."""


class CurrentJob:
    """The job that this process does. folder: its own; request: what is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.request: dict[str, Any] = read_body(folder)
        self._record = ProgressFile(folder)
        self._writing = threading.Lock()
        self._ended = False
        self._reached = self._logged = ("", 0, 0)

    def progress(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Say how far a stage is. stage: a key that the page has words for; detail: what else to show, data only."""
        begins = stage != self._reached[0]
        if begins:
            self._log_reached()  # how far the last stage came, whether to its end or not
        self._reached = (stage, done, total)
        if begins or done >= total:
            self._log_reached()
        with self._writing:
            self._record.tell(stage, done, total, detail)

    def stop_asked(self) -> bool:
        """Whether the job is to stop."""
        return (self.folder / CANCEL).exists()

    def end(self, state: str, message: Message | None, result: Any = None, refused: bool = False) -> None:
        """Write how it ended, and the result before that: a job that has finished has it."""
        with self._writing:
            (self.folder / SPARE).unlink(missing_ok=True)
            if result is not None:
                with whole_file(self.folder / RESULT, lasting=False) as temporary:
                    temporary.write_text(
                        json.dumps(result, ensure_ascii=False, default=Message.record) + "\n", encoding="utf-8"
                    )
            self._record.close(state, message, refused)
            self._ended = True
        self._log_reached()
        _LOG.info(str(message or "Finished."))

    def _log_reached(self) -> None:
        if self._reached != self._logged:
            self._logged = stage, done, total = self._reached
            _LOG.info("%s: %s of %s", stage, f"{done:,}", f"{total:,}")

    def stop_at_once_when_asked(self) -> None:
        """From another thread: end this process once a stop is asked for, or its folder is removed."""

        def watch() -> None:
            while self.folder.is_dir() and not self.stop_asked():
                pause.wait(SECONDS_BETWEEN_LOOKS)
            with self._writing:
                if not self._ended:
                    with suppress(UserError, OSError):  # its folder is gone
                        self._record.close(STOPPED, None)
                    os._exit(1)

        pause = threading.Event()
        threading.Thread(target=watch, name="stop", daemon=True).start()


Work = Callable[[CurrentJob], Any]


def run_job(work: Work, stops_itself: bool = False, polite: bool = True) -> None:
    """Do the job whose folder the command line names, and exit. What ``work`` returns is kept as the job's result.

    stops_itself: the work asks :meth:`CurrentJob.stop_asked` and raises :class:`JobStoppedError`, after finishing what
    is worth keeping; otherwise the process ends as soon as a stop is asked for. polite: other processes have priority.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s  %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("numba").setLevel(logging.WARNING)
    if polite and hasattr(os, "nice"):
        os.nice(POLITENESS)
    sys.exit(_in_turn(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, work, stops_itself))


def take_turn(folder: Path, place: int, patience: float = 0) -> FileLock | None:
    """One of the places of a queue's folder, taken; None where another process has it."""
    lock = FileLock(folder / f".turn-{place}")
    try:
        lock.acquire(timeout=patience, poll_interval=0.02)
    except Timeout:
        return None
    return lock


def _in_turn(folder: Path, places: int, work: Work, stops_itself: bool) -> int:
    for place in range(places):
        turn = take_turn(folder.parent, place, PATIENCE / places)  # somebody may be looking whether it is free
        if turn is not None:
            try:
                return _alone(folder, work, stops_itself)
            finally:
                turn.release()
    return NOT_YET


def _alone(folder: Path, work: Work, stops_itself: bool) -> int:
    with only_writer(folder):
        try:
            (folder / TICKET).unlink()
        except FileNotFoundError:  # cancelled meanwhile, or done by the process of another server
            if (folder / CANCEL).exists():
                close_job(folder, STOPPED, CANCELLED_MESSAGE)
            return NOT_YET
        return _done(folder, work, stops_itself)


def _done(folder: Path, work: Work, stops_itself: bool) -> int:
    """Do the work, and keep how it ended."""
    (folder / RESULT).unlink(missing_ok=True)
    with suppress(OSError):
        keep_room(folder)  # again, where it is resumed
    try:
        job = CurrentJob(folder)
    except (UserError, OSError) as error:  # the disk was full before it began
        close_job(folder, FAILED, _reason(error) if isinstance(error, UserError) else Message("{error}.", error=error))
        return 1
    if not stops_itself:
        job.stop_at_once_when_asked()
    state, refused = FAILED, False
    try:
        job.end(COMPLETE, None, work(job))
    except JobStoppedError:
        state, message = STOPPED, STOPPED_MESSAGE
    except UserError as error:
        message, refused = _reason(error), isinstance(error, InputError)
    except MemoryError:
        message = Message(
            "This machine does not have enough memory; close other programs, or reduce the size of the run."
        )
    except OSError as error:
        message = Message("{error}; finished work is kept. Fix that, then resume.", error=error)
    except Exception as error:  # noqa: BLE001  # the last words of a process that nobody else listens to
        _LOG.exception("The work failed.")
        message = Message("It failed ({kind}: {error}); its log says more.", kind=type(error).__name__, error=error)
    else:
        return 0
    job.end(state, message, refused=refused)
    return 1


def _reason(error: UserError) -> Message:
    cause = error if isinstance(error, NotWrittenError) else error.__cause__
    if isinstance(cause, NotWrittenError):
        return Message(
            "No more data can be written ({reason}); finished work is kept. Free some space, then resume.",
            reason=Message(cause.reason),
        )
    return error.message
