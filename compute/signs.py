"""Ctrl-C and SIGTERM, the wish of the system to end: one sentence, nothing half-written, exit code 130 or 143."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress

TYPE_CHECKING = False  # what is loaded before silent() is what Ctrl-C can still interrupt with a trace
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import NoReturn

__all__ = ["AT_ONCE", "deaf_children", "run_process", "silent"]

_AGAIN = 5.0
"""Seconds after which a sign that a library swallowed is raised once more."""
_SOON = 0.05
"""Seconds after which a sign that came during an import is looked at again."""
AT_ONCE = "Stopped at once; what was half-written may still lie beside its place, under a name that begins with a dot."
"""Said where a second sign came while the first one's work was being removed."""


def silent() -> None:
    """Until there is something to put in order, Ctrl-C ends the process at once: an import has no sentence to say."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where whoever started us wants it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def deaf_children() -> Iterator[None]:
    """Processes started meanwhile, from this thread, hear no Ctrl-C, which a terminal sends to every process: they end
    when this one ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # started later, it would undo the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def run_process(command: Callable[[], int]) -> NoReturn:
    """Run what a process is for, and end it with the code that ``command`` returns.

    Both signs raise :class:`KeyboardInterrupt` in it, so that what is half-written is removed on the way out, however
    long that takes; the code is then 128 + the sign, and no thread is waited for. A second sign ends the removal too,
    and the sentence says so. An import is let to its end first: compiled libraries answer an interruption there with
    an error of their own, or end the process.
    """
    heard: list[int] = []

    def raised(number: int, frame: FrameType | None) -> None:
        asked = number in (signal.SIGINT, signal.SIGTERM)
        if asked:
            heard.append(number)
        if hasattr(signal, "setitimer"):
            later = _importing(frame)
            signal.setitimer(signal.ITIMER_REAL, _SOON if later else _AGAIN)
            if later:
                return
        if not _stopping():
            raise KeyboardInterrupt
        if asked:
            raise KeyboardInterrupt(AT_ONCE)

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
    if heard:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(128 + heard[-1] if code == 128 + signal.SIGINT else code)
    sys.exit(code)


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


def _stopping() -> bool:
    """Whether what a first sign raised is on its way out: whoever runs now puts things in order."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False
