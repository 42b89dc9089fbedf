"""Ctrl-C and SIGTERM, the wish of the system to end: one sentence, nothing half-written, exit code 130 or 143."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

_AGAIN = 5.0
"""Seconds after which a sign that a library swallowed is raised once more."""
_SOON = 0.05
"""Seconds after which a sign that came during an import is looked at again."""


def silent() -> None:
    """Until there is something to put in order, Ctrl-C ends the process at once: an import has no sentence to say."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where whoever started us wants it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def run_process(command: Callable[[], int]) -> NoReturn:
    """Run what a process is for, and end it with the code that ``command`` returns.

    Both signs raise :class:`KeyboardInterrupt` in it, so that what is half-written is removed on the way out; the code
    is then 128 + the sign, and no thread is waited for. An import is let to its end first: compiled libraries answer
    an interruption there with an error of their own, or end the process.
    """
    heard: list[int] = []

    def raised(number: int, frame: FrameType | None) -> None:
        if number in (signal.SIGINT, signal.SIGTERM):
            heard.append(number)
        if hasattr(signal, "setitimer"):
            later = _importing(frame)
            signal.setitimer(signal.ITIMER_REAL, _SOON if later else _AGAIN)
            if later:
                return
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, raised)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, raised)
    try:
        code = command()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:  # it came again while the sentence was said
        code = 130
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is raised:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    if heard and code == 128 + signal.SIGINT:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(128 + heard[-1])
    sys.exit(code)


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False
