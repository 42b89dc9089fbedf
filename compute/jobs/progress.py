"""How far a piece of work is, as a small file in its folder that others read while it goes on."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from compute.files import whole_file
from compute.messages import Message
from compute.records import parse_json

PROGRESS = "progress.json"

RUNNING, STOPPED, FAILED, BROKEN, COMPLETE = "running", "stopped", "failed", "broken", "complete"
"""``stopped``: on request; ``failed``: the message says why; ``broken``: its process ended without saying so."""

SECONDS_BETWEEN = 1.0


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


@dataclass(frozen=True)
class ProgressRecord:
    """How far a piece of work is.

    stage: "" (preparing), else a key of the work's own; done of total: in the units of that stage. rate: of them per
    second in this stage since it began or was resumed, None until known; seconds_left: of this stage at that rate.
    started, updated: ISO 8601, UTC. pid: process on the machine that does it. message: what to know of its end.
    detail: data to show beside the stage. refused: it failed for what it was given, and would again.
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
    message: Message | None = None
    detail: str = ""
    refused: bool = False


class Pace:
    """Rate and time left of each stage, measured from the moment its first figure comes."""

    def __init__(self) -> None:
        self._begun: dict[str, tuple[float, int]] = {}

    def of(self, stage: str, done: int, total: int) -> tuple[float | None, float | None]:
        """(units per second, seconds left); None while nothing was done."""
        moment = time.monotonic()
        since, before = self._begun.setdefault(stage, (moment, done))
        if done <= before or moment <= since:
            return None, None
        rate = (done - before) / (moment - since)
        return rate, (total - done) / rate


class ProgressFile:
    """Keeps the file up to date: where a stage begins and ends, and between at most once a second."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PROGRESS
        self._pace = Pace()
        self._written = 0.0
        begun = now()
        self._record = ProgressRecord(RUNNING, "", 0, 0, None, None, begun, begun, os.getpid())
        self._write()

    def tell(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """How far a stage is."""
        rate, left = self._pace.of(stage, done, total)
        changed = stage != self._record.stage
        self._record = replace(
            self._record,
            stage=stage,
            done=done,
            total=total,
            rate=rate,
            seconds_left=left,
            updated=now(),
            detail=detail,
        )
        if changed or done >= total or time.monotonic() - self._written >= SECONDS_BETWEEN:
            self._write()

    def close(self, state: str, message: Message | None, refused: bool = False) -> None:
        """The work has ended: ``complete``, ``stopped`` or ``failed``, for good where it was refused."""
        self._record = replace(self._record, state=state, message=message, updated=now(), refused=refused)
        self._write()

    def remove(self) -> None:
        """What was made says itself that it is complete."""
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        write_progress(self._path.parent, self._record)
        self._written = time.monotonic()


def write_progress(folder: Path, record: ProgressRecord) -> None:
    """Write the file, whole or not at all."""
    with whole_file(folder / PROGRESS, lasting=False) as temporary:
        body = vars(record) | {"message": record.message and record.message.record()}
        temporary.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def read_progress_file(folder: Path) -> ProgressRecord | None:
    """The record of a folder; None where there is none.

    :class:`ValueError` or :class:`TypeError` where it is damaged.
    """
    try:
        body = parse_json((folder / PROGRESS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    said = body.get("message")
    return ProgressRecord(**body | {"message": Message.from_record(said) if said else None})
