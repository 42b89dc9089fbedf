"""One writer at a time: a lock on the study that dies with its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from compute.errors import UserError

LOCK = ".lock"

_PATIENCE = 0.5
"""Seconds; whoever only looks whether the lock is free (:func:`is_being_written`) holds it for much less."""


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the study's lock; :class:`UserError` where another process does.

    The operating system frees it when the process ends, however it ends. The file goes once the study is left.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=0.02)
    except Timeout:
        raise UserError(
            "{folder} is being written by another run; wait until it ends, or stop it, before you resume.",
            folder=folder,
        ) from None
    try:
        yield
    finally:
        lock.release()
        (folder / LOCK).unlink(missing_ok=True)


def is_being_written(folder: Path) -> bool:
    """Whether a living process holds the study's lock."""
    path = folder / LOCK
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, PermissionError):  # who may not open the lock is not the one who left it
        return True
    lock.release()
    return False
