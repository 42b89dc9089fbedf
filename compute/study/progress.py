"""How far the run that makes a study is, read from the study's folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from compute.errors import UserError
from compute.jobs import PROGRESS, ProgressRecord, is_locked, read_progress_file
from compute.jobs.progress import BROKEN, COMPLETE, RUNNING
from compute.messages import Message
from compute.study import format as layout

BROKEN_MESSAGE = Message("The run stopped unexpectedly; run the same `profile` with --resume.")


def read_progress(path: str | Path) -> ProgressRecord | None:
    """How far the run that makes the study at ``path`` is; None where none was begun.

    A finished study is ``complete``. A run whose process ended without saying so is ``broken``. Raises
    :class:`UserError` where ``path`` is no study.
    """
    folder = Path(path)
    record = layout.read_record(folder)
    if record.state == layout.COMPLETE:
        samples, finished = record.samples, str(record.run.get("finished", record.created))
        return ProgressRecord(COMPLETE, "networks", samples, samples, None, 0.0, record.created, finished, 0)
    progress = _read(folder)
    if progress is None or progress.state != RUNNING or is_locked(folder):
        return progress
    progress = _read(folder)  # once more: its last words may have come after the first look
    if progress is None:
        return read_progress(path) if layout.read_record(folder).state == layout.COMPLETE else None
    if progress.state != RUNNING:
        return progress
    return replace(progress, state=BROKEN, rate=None, seconds_left=None, message=BROKEN_MESSAGE)


def _read(folder: Path) -> ProgressRecord | None:
    try:
        return read_progress_file(folder)
    except (ValueError, TypeError) as error:
        raise UserError("{path} is damaged ({error}); remove it.", path=folder / PROGRESS, error=error) from error
