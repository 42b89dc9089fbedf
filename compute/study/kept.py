"""Which of the studies' lists of edges stay in memory: a bounded number of bytes in one process."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from typing import Final, Protocol

MOST: Final = 1 << 30
"""Bytes. The lists of the largest study that was made (762 samples, 13,500 targets) have a third of it."""


class Forgetful(Protocol):
    """Something that has read what it can read again."""

    def forget(self) -> None: ...


class Kept:
    """Who has something in memory; beyond ``most`` bytes the one that read its own first forgets it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._read: deque[tuple[weakref.ref[Forgetful], int]] = deque()
        self._lock = threading.Lock()

    def note(self, reader: Forgetful, size: int) -> None:
        """It has just read so many bytes."""
        with self._lock:
            self._read.append((weakref.ref(reader), size))
            self._read = deque(one for one in self._read if one[0]() is not None)
            while sum(size for _, size in self._read) > self._most and len(self._read) > 1:
                oldest = self._read.popleft()[0]()
                if oldest is not None:
                    oldest.forget()


KEPT: Final = Kept(MOST)
