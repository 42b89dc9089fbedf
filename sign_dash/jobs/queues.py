"""The queues of this server: one for each folder, whichever page opened it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from compute.jobs import JobQueue

Queue = TypeVar("Queue", bound=JobQueue)
_QUEUES: Final[dict[Path, JobQueue]] = {}
_LOCK: Final = threading.Lock()


def shared_queue(folder: Path, make: Callable[[Path], Queue]) -> Queue:
    """The queue of a folder, made once. make: always the same for a folder."""
    with _LOCK:
        place = folder.resolve()
        if place not in _QUEUES:
            _QUEUES[place] = make(folder)
        return _QUEUES[place]  # type: ignore[return-value]


def advance_all() -> None:
    """Start what waits in any queue and can begin; take note of what has ended."""
    with _LOCK:
        queues = list(_QUEUES.values())
    for queue in queues:
        queue.advance()
