"""How far a run is, read from its folder: nothing about a run is kept in the memory of whoever shows it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from compute.errors import UserError
from compute.files import whole_file
from compute.runs.request import REQUEST, RunRequest, read_request
from compute.study.lock import is_being_written
from compute.study.progress import PROGRESS, Progress, now

TICKET, CANCEL, LOG, INPUTS, STUDY, SPARE = "ticket", "cancel", "log.txt", "inputs", "study", ".spare"
"""Files of a run's folder: it waits for its turn; it is to stop; what it said; its input files; the name of its study;
room for its last words on a disk that is full."""
SPARE_BYTES = 64 * 1024

State = Literal["queued", "running", "stopping", "stopped", "failed", "broken", "finished"]
BROKEN_MESSAGE = "The worker stopped unexpectedly; what was finished is kept. Resume the run to go on."
STOPPED_MESSAGE = "Stopped; what was finished is kept. Resume the run to go on."
CANCELLED_MESSAGE = "Cancelled before it began."


@dataclass(frozen=True)
class RunState:
    """One run. identifier: the name of its folder. study: the folder of what it makes, there once it has begun.

    stage: "reading", "bandwidth", "networks", "audit" or "components"; done of total of that stage, samples (or
    hundredths for the components); rate: per second; seconds_left: of this stage. message: the last thing to tell.
    silent: seconds since its process last said something, while it runs. waiting_since: orders those that wait.
    """

    identifier: str
    folder: Path
    study: Path
    request: RunRequest
    state: State
    stage: str = ""
    done: int = 0
    total: int = 0
    rate: float | None = None
    seconds_left: float | None = None
    message: str = ""
    created: str = ""
    updated: str = ""
    silent: float = 0.0
    waiting_since: int = 0

    @property
    def active(self) -> bool:
        """Whether something will happen without anybody doing anything."""
        return self.state in ("queued", "running", "stopping")

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


def read_run(folder: Path) -> RunState:
    """The present state of a run; :class:`UserError` where the folder holds none that can be read."""
    request = read_request(folder)
    run = RunState(
        identifier=folder.name,
        folder=folder,
        study=_study(folder),
        request=request,
        state="queued",
        created=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime((folder / REQUEST).stat().st_mtime)),
    )
    alive = is_being_written(folder)
    if not alive and (folder / TICKET).is_file():
        with suppress(FileNotFoundError):  # taken just now
            return replace(run, waiting_since=(folder / TICKET).stat().st_mtime_ns)
    progress = _progress(folder)
    if progress is not None and progress.state == "running" and not alive:
        progress = _progress(folder)  # once more: its last words may have come after the first look
    if progress is None:
        return run if alive else replace(run, state="broken", message=BROKEN_MESSAGE)
    state: State = "broken"
    if progress.state != "running":
        state = {"stopped": "stopped", "failed": "failed", "complete": "finished"}[progress.state]  # type: ignore[assignment]
    elif alive:
        state = "stopping" if (folder / CANCEL).exists() else "running"
    return replace(
        run,
        state=state,
        stage=progress.stage,
        done=progress.done,
        total=progress.total,
        rate=progress.rate if state == "running" else None,
        seconds_left=progress.seconds_left if state == "running" else None,
        message=BROKEN_MESSAGE if state == "broken" else progress.message,
        updated=progress.updated,
        silent=max(time.time() - (folder / PROGRESS).stat().st_mtime, 0.0) if alive else 0.0,
    )


def close_run(folder: Path, state: str, message: str) -> None:
    """Write the last words of a run that has no process (any more)."""
    before = _progress(folder) or Progress(state, "", 0, 0, None, None, now(), now(), 0)
    closed = replace(before, state=state, message=message, updated=now(), rate=None, seconds_left=None)
    with whole_file(folder / PROGRESS, lasting=False) as temporary:
        temporary.write_text(json.dumps(vars(closed)) + "\n", encoding="utf-8")


def _study(folder: Path) -> Path:
    try:
        return Path((folder / STUDY).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise UserError("The run {folder} does not say which study it makes; remove it.", folder=folder.name) from error


def _progress(folder: Path) -> Progress | None:
    try:
        return Progress(**json.loads((folder / PROGRESS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # not there, or cut short by a full disk
        return None
