"""One server for all tasks, and a record of what they took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.browser.tasks.ground import Ground, grounded
from tests.browser.tasks.looks import BY_NAME, LOOKS
from tests.browser.tasks.task import TASKS


@dataclass(frozen=True)
class Walked:
    """What one task took in one look. done: whether its answer was right, within its clicks."""

    task: str
    look: str
    clicks: int
    keys: int
    seconds: float
    done: bool


@pytest.fixture(scope="session")
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with grounded(tmp_path_factory.mktemp("walk"), request.config.getoption("--study")) as found:
        yield found


@pytest.fixture(scope="session")
def record() -> list[Walked]:
    """What the tasks took."""
    return []


def table(walked: list[Walked]) -> str:
    """A line a task: its question, clicks and keystrokes, and the seconds in each look; last, how many were done."""
    looks = [look.name for look in LOOKS if any(one.look == look.name for one in walked)]
    heads = ["task", "clicks", "of", "keys", "of", *(f"{look}, s" for look in looks)]
    lines = [heads, ["---"] * len(heads)]
    for task in TASKS.values():
        took = {one.look: one for one in walked if one.task == task.name}
        if not took:
            continue
        seconds = [_seconds(took.get(look)) for look in looks]
        spent = [
            max(one.clicks for one in took.values()),
            task.clicks,
            max(one.keys for one in took.values()),
            task.keys,
        ]
        lines.append([task.question, *map(str, spent), *seconds])
    lines.append(["done", "", "", "", "", *(_all([one for one in walked if one.look == look]) for look in looks)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _seconds(one: Walked | None) -> str:
    if one is None:
        return ""
    return f"{one.seconds:.1f}" if one.done else "not done"


def _all(walked: list[Walked]) -> str:
    done = [one.seconds for one in walked if one.done]
    return f"{len(done)} of {len(walked)}, {sum(done):.0f}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every task in every look where a folder is given; else the QUICK ones, each in one look."""
    if not {"task", "look"} <= set(metafunc.fixturenames):
        return
    chosen = metafunc.config.getoption("--looks")
    if metafunc.config.getoption("--walk") is not None:
        looks = [BY_NAME[name] for name in chosen.split(",")] if chosen else list(LOOKS)
        pairs = [(task, look) for look in looks for task in TASKS.values()]
    else:
        pairs = [(TASKS[task], BY_NAME[look]) for task, look in metafunc.module.QUICK.items()]
    metafunc.parametrize(("task", "look"), pairs, ids=[f"{look.name}-{task.name}" for task, look in pairs])
