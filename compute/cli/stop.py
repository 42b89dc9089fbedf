"""Ctrl-C and SIGTERM, turned into a stop that keeps what is finished."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Any, NoReturn

FINISHING = "Stopping once the current pieces are finished; press Ctrl-C again to stop at once and lose only those."


class StopAtOnceError(KeyboardInterrupt):
    """A second Ctrl-C, or SIGTERM."""


class Stop:
    """While entered: the first Ctrl-C is noted, a second one or SIGTERM raises :class:`StopAtOnceError`."""

    def __init__(self) -> None:
        self._signal: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():  # only the main thread receives signals
            self._before = {number: signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._signal is None:  # otherwise the process is about to end
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def asked(self) -> bool:
        """Whether to stop after the current pieces."""
        return self._signal is not None

    @property
    def exit_code(self) -> int:
        """128 + the signal, as shells report it."""
        return 128 + (self._signal or signal.SIGINT)

    def leave(self, sentence: object) -> NoReturn:
        """End in good order; a further Ctrl-C meanwhile ends at once."""
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)
        print(sentence, file=sys.stderr, flush=True)
        for number in self._before:
            signal.signal(number, lambda *_: os._exit(self.exit_code))
        raise SystemExit(self.exit_code)

    def leave_at_once(self, sentence: object) -> NoReturn:
        """End the process without waiting for its threads, whose results are no longer needed."""
        print(sentence, file=sys.stderr, flush=True)
        os._exit(self.exit_code)

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        again, self._signal = self._signal is not None, number
        if again or number == signal.SIGTERM:
            raise StopAtOnceError
        print(f"\n{FINISHING}", file=sys.stderr, flush=True)
