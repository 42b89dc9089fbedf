"""How far a run is, as a small file in its study that a dashboard reads while the run goes on."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from compute.errors import UserError
from compute.files import whole_file
from compute.study import format as layout
from compute.study.lock import is_being_written

PROGRESS = "progress.json"

RUNNING, STOPPED, FAILED, BROKEN, COMPLETE = "running", "stopped", "failed", "broken", "complete"
"""``stopped``: by somebody's wish; ``failed``: the message says why; ``broken``: its process is gone without a word."""

SECONDS_BETWEEN = 1.0
BROKEN_MESSAGE = "The run ended without a word; run the same `profile` with --resume."


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    stage: "" (preparing), "bandwidth" or "networks"; done, total: samples of that stage. rate: samples per second in
    this stage since the run began or was resumed, None until known; seconds_left: of this stage at that rate.
    started, updated: ISO 8601, UTC. pid: process on the machine that runs it. message: the last thing to tell.
    """

    state: str
    stage: str
    done: int
    total: int
    rate: float | None
    seconds_left: float | None
    started: str
    updated: str
    pid: int
    message: str = ""


class Pace:
    """Rate and time left of each stage, measured from the moment it is first heard of."""

    def __init__(self) -> None:
        self._begun: dict[str, tuple[float, int]] = {}

    def of(self, stage: str, done: int, total: int) -> tuple[float | None, float | None]:
        """(samples per second, seconds left); None while nothing was done."""
        moment = time.monotonic()
        since, before = self._begun.setdefault(stage, (moment, done))
        if done <= before or moment <= since:
            return None, None
        rate = (done - before) / (moment - since)
        return rate, (total - done) / rate


class ProgressFile:
    """Keeps the file up to date, at most once a second."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PROGRESS
        self._pace = Pace()
        self._written = 0.0
        begun = now()
        self._progress = Progress(RUNNING, "", 0, 0, None, None, begun, begun, os.getpid())
        self._write()

    def tell(self, stage: str, done: int, total: int) -> None:
        """How far a stage is."""
        rate, left = self._pace.of(stage, done, total)
        changed = stage != self._progress.stage
        self._progress = replace(
            self._progress, stage=stage, done=done, total=total, rate=rate, seconds_left=left, updated=now()
        )
        if changed or time.monotonic() - self._written >= SECONDS_BETWEEN:
            self._write()

    def close(self, state: str, message: str) -> None:
        """The run has ended: ``stopped`` or ``failed``."""
        self._progress = replace(self._progress, state=state, message=message, updated=now())
        self._write()

    def remove(self) -> None:
        """The run is complete, and the study says so itself."""
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        with whole_file(self._path, lasting=False) as temporary:
            temporary.write_text(json.dumps(asdict(self._progress), indent=1) + "\n", encoding="utf-8")
        self._written = time.monotonic()


def read_progress(path: str | Path) -> Progress | None:
    """How far the run that makes the study at ``path`` is; None where none was begun.

    A finished study is ``complete``. A run whose process ended without a word is ``broken``. Raises
    :class:`UserError` where ``path`` is no study.
    """
    folder = Path(path)
    record = layout.read_record(folder)
    if record.state == layout.COMPLETE:
        samples, finished = record.samples, str(record.run.get("finished", record.created))
        return Progress(COMPLETE, "networks", samples, samples, None, 0.0, record.created, finished, 0)
    progress = _read(folder / PROGRESS)
    if progress is None or progress.state != RUNNING or is_being_written(folder):
        return progress
    progress = _read(folder / PROGRESS)  # once more: its last words may have come after the first look
    if progress is None:
        return read_progress(path) if layout.read_record(folder).state == layout.COMPLETE else None
    if progress.state != RUNNING:
        return progress
    return replace(progress, state=BROKEN, rate=None, seconds_left=None, message=BROKEN_MESSAGE)


def _read(path: Path) -> Progress | None:
    try:
        return Progress(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise UserError("{path} is damaged ({error}); remove it.", path=path, error=error) from error
