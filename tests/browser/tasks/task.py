"""A task: what somebody wants to know or to have, how it is got, and what it may cost at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.tasks.walker import Walker

TASKS: dict[str, Task] = {}


@dataclass(frozen=True)
class Task:
    """walk: from the first page to the answer, which it checks. clicks, keys: the most it may take. computes: waits
    for a computation of half a minute or more."""

    name: str
    question: str
    clicks: int
    keys: int
    walk: Callable[[Walker], None]
    computes: bool = False


def task(
    question: str, clicks: int, keys: int = 0, computes: bool = False
) -> Callable[[Callable[[Walker], None]], Callable[[Walker], None]]:
    """Make a function one of the :data:`TASKS`, by its own name."""

    def make(walk: Callable[[Walker], None]) -> Callable[[Walker], None]:
        name = walk.__name__.replace("_", "-")
        TASKS[name] = Task(name, question, clicks, keys, walk, computes)
        return walk

    return make
