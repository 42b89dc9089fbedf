"""Wrong tokens, counted by all processes of a server together: the count lies in a file."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from compute.errors import UserError
from compute.files import whole_file

FREE_FAILURES: Final = 5
LONGEST_WAIT: Final = 60.0
PATIENCE: Final = 2.0
"""Seconds to wait for another process that counts."""


class Failures:
    """How many wrong tokens came, and until when no further one is looked at.

    file: shared by the processes of a server; None: this process counts for itself, as it does where the file cannot
    be used. clock: seconds, the same for all of them. A file made by nobody, or of nonsense, counts from zero.
    """

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._here = threading.Lock()
        self._failures, self._closed_until = 0, 0.0

    def wait(self) -> float:
        """Seconds until a token is looked at again; 0 or less: now."""
        self._read()
        left = self._closed_until - self._clock()
        return left if left <= LONGEST_WAIT else 0.0  # the clock was set back: nobody waits for that long

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Nobody else counts meanwhile, so that many tokens at once are looked at one after the other."""
        with self._here, ExitStack() as held:
            if self._file is not None:
                with suppress(OSError, Timeout):
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                    held.enter_context(FileLock(f"{self._file}.lock", timeout=PATIENCE))
            yield

    def add(self) -> None:
        """One more; after the first few the next one waits, twice as long each time."""
        self._read()
        self._failures += 1
        over = self._failures - FREE_FAILURES
        if over >= 0:
            self._closed_until = self._clock() + min(2.0**over, LONGEST_WAIT)
        self._write()

    def clear(self) -> None:
        """The right one came."""
        if self._failures:
            self._failures = 0
            self._write()

    def _read(self) -> None:
        if self._file is None:
            return
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            self._failures, self._closed_until = int(found["failures"]), float(found["closed_until"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return

    def _write(self) -> None:
        if self._file is None:
            return
        with suppress(OSError, UserError), whole_file(self._file, lasting=False) as draft:
            draft.write_text(json.dumps({"failures": self._failures, "closed_until": self._closed_until}))
