"""One writer at a time: a lock on a folder that ends with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from compute.errors import UserError

LOCK = ".lock"

PATIENCE = 0.5
"""Seconds; whoever only looks whether the lock is free (:func:`is_locked`) holds it for much less."""


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; :class:`UserError` where another process does.

    The operating system frees it when the process ends, however it ends. The file goes once the folder is left.
    """
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=PATIENCE, poll_interval=0.02)
    except Timeout:
        raise UserError(
            "{folder} is being written by another run; wait until it ends, or stop it, before you resume.",
            folder=folder,
        ) from None
    try:
        yield
    finally:
        # While it is held: whoever waits for it sees that it has gone and makes another. Removed afterwards it could be
        # one that somebody holds already. Windows removes no file that anybody has open.
        if os.name != "nt":
            _remove(folder / LOCK)
        lock.release()
        if os.name == "nt":
            _remove(folder / LOCK)


def _remove(lock: Path) -> None:
    with suppress(OSError):  # another one waits for it, or the folder has gone
        lock.unlink()


def is_locked(folder: Path) -> bool:
    """Whether a living process holds the folder's lock."""
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
