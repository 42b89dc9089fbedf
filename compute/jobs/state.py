"""How far a job is, read from its folder: nothing about it is kept in the memory of whoever shows it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from compute.errors import UserError
from compute.jobs.lock import is_locked
from compute.jobs.progress import (
    COMPLETE,
    FAILED,
    PROGRESS,
    RUNNING,
    STOPPED,
    ProgressRecord,
    now,
    read_progress_file,
    write_progress,
)
from compute.messages import Message
from compute.records import parse_json

REQUEST, RESULT, TICKET, CANCEL, LOG = "request.json", "result.json", "ticket", "cancel", "log.txt"
"""Files of a job's folder: what is asked for; what came out; it waits for its turn; it is to stop; its log."""
SPARE, SPARE_BYTES = ".spare", 64 * 1024
"""Room for the last words on a disk that is full; taken when the job is made."""

State = Literal["queued", "running", "stopping", "stopped", "failed", "broken", "finished"]
_ENDS: Mapping[str, State] = {STOPPED: "stopped", FAILED: "failed", COMPLETE: "finished"}


@dataclass(frozen=True)
class JobState:
    """One job. identifier: the name of its folder. request: what is asked for, as it stands in the folder.

    stage: "" before the first one, else a key of the job's module; done of total of that stage; rate: per second;
    seconds_left: of this stage; detail: data beside the stage. message: why it failed. refused: it would again.
    silent: seconds since its process last wrote its progress, while it runs. waiting_since: orders those that wait.
    """

    identifier: str
    folder: Path
    request: Mapping[str, Any]
    state: State
    stage: str = ""
    done: int = 0
    total: int = 0
    detail: str = ""
    rate: float | None = None
    seconds_left: float | None = None
    message: Message | None = None
    refused: bool = False
    created: str = ""
    updated: str = ""
    silent: float = 0.0
    waiting_since: int = 0

    @property
    def active(self) -> bool:
        """Whether something will happen without anybody doing anything."""
        return self.state in ("queued", "running", "stopping")

    def result(self) -> Any:
        """What its work returned; None before it is finished, or where the file is damaged."""
        if self.state != "finished":
            return None
        try:
            return parse_json((self.folder / RESULT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    @property
    def used(self) -> float:
        """When it was last asked for, in seconds of the clock."""
        try:
            return self.folder.stat().st_mtime
        except OSError:
            return 0.0

    def mark_used(self) -> None:
        """Of jobs that have ended, those asked for last are kept."""
        with suppress(OSError):
            os.utime(self.folder)

    def last_lines(self, count: int) -> list[str]:
        """The end of the log."""
        try:
            with (self.folder / LOG).open("rb") as stream:
                stream.seek(max(stream.seek(0, 2) - 400 * count, 0))
                return stream.read().decode("utf-8", "replace").splitlines()[-count:]
        except OSError:
            return []

    def log(self) -> str:
        """The whole log."""
        try:
            return (self.folder / LOG).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def read_job(folder: Path) -> JobState:
    """The present state of a job; :class:`UserError` where the folder holds none that can be read."""
    job = JobState(
        identifier=folder.name,
        folder=folder,
        request=read_body(folder),
        state="queued",
        created=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime((folder / REQUEST).stat().st_mtime)),
    )
    alive = is_locked(folder)
    if not alive and (folder / TICKET).is_file():
        with suppress(FileNotFoundError):  # taken just now
            return replace(job, waiting_since=(folder / TICKET).stat().st_mtime_ns)
    progress = _progress(folder)
    if alive:
        job = replace(job, state="stopping" if (folder / CANCEL).exists() else "running")
        if progress is None or progress.state != RUNNING:  # it has only just begun, or is about to end
            return job
        silent = max(time.time() - (folder / PROGRESS).stat().st_mtime, 0.0)
        return replace(_with(job, progress), rate=progress.rate, seconds_left=progress.seconds_left, silent=silent)
    if progress is not None and progress.state == RUNNING:
        progress = _progress(folder)  # once more: its last words may have come after the first look
    if progress is None:
        return replace(job, state="broken")
    return replace(
        _with(job, progress),
        state=_ENDS.get(progress.state, "broken"),
        message=progress.message,
        refused=progress.refused,
    )


def _with(job: JobState, progress: ProgressRecord) -> JobState:
    return replace(
        job,
        stage=progress.stage,
        done=progress.done,
        total=progress.total,
        detail=progress.detail,
        updated=progress.updated,
    )


def read_body(folder: Path) -> dict[str, Any]:
    """What a job is asked to do; :class:`UserError` where that is missing or damaged."""
    try:
        body = parse_json((folder / REQUEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("The request of this job cannot be read ({error}); start it again.", error=error) from error
    if not isinstance(body, dict):
        raise UserError("The request of this job cannot be read; start it again.")
    return body


def keep_room(folder: Path) -> None:
    """Take the room for a job's last words; :class:`OSError` where there is none."""
    (folder / SPARE).write_bytes(b"\0" * SPARE_BYTES)


def close_job(folder: Path, state: str, message: Message) -> None:
    """Write how a job ended that has no process (any more)."""
    (folder / SPARE).unlink(missing_ok=True)
    before = _progress(folder) or ProgressRecord(state, "", 0, 0, None, None, now(), now(), 0)
    write_progress(folder, replace(before, state=state, message=message, updated=now(), rate=None, seconds_left=None))


def _progress(folder: Path) -> ProgressRecord | None:
    try:
        return read_progress_file(folder)
    except (OSError, ValueError, TypeError):  # cut short by a full disk
        return None
