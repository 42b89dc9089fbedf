"""The line on the terminal that says how far a run is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

from compute.jobs import Pace


def progress_line(labels: Mapping[str, str] | None = None, unit: str = "samples") -> Callable[[str, int, int], None]:
    """A line on the terminal with stage, share, rate and time left, renewed at most twice a second.

    Where a stage ends before its last unit, how far it came is said once the next one begins.

    labels: what each stage is called there. unit: what it counts.
    """
    words, units = labels or {}, {"bandwidth": "pieces"}  # a held-out sample is one for each candidate
    pace = Pace()
    shown = 0.0
    unsaid: tuple[str, str] | None = None  # the latest stage, and its line while that is not on the terminal

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal shown, unsaid
        rate, seconds = pace.of(stage, done, total)
        now = time.monotonic()
        reached = f"{words.get(stage, stage)}: {done:,} of {total:,} {units.get(stage, unit)}"
        if unsaid is not None and unsaid[0] != stage:
            write(unsaid[1], True)
            unsaid = None
        if done < total and now - shown < (0.5 if sys.stderr.isatty() else 30):
            unsaid = (stage, reached)
            return
        shown, unsaid = now, None
        left = "" if rate is None or seconds is None or done == total else f", {_pace(rate)}, {duration(seconds)} left"
        write(reached + left, done == total)

    def write(line: str, last: bool) -> None:
        if sys.stderr.isatty():
            print(f"\r{line:<78}", end="\n" if last else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    return tell


def _pace(rate: float) -> str:
    return f"{rate:.1f}/s" if rate >= 0.1 else f"{60 * rate:.1f}/min"


def duration(seconds: float) -> str:
    """Hours and minutes, minutes and seconds, or seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
