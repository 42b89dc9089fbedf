"""Twenty tasks in a real browser: the answer is right, nothing goes wrong on the way, and it takes few clicks.

``make walk OUT=FOLDER`` walks all of them in all looks, with pictures; see ``docs/tasks.md``.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sign_dash.language.say import catalogue
from tests.browser.tasks import asking, comparing, computing, going, taking
from tests.browser.tasks.conftest import Walked, table
from tests.browser.tasks.ground import Ground
from tests.browser.tasks.looks import Look
from tests.browser.tasks.names import SENTENCES
from tests.browser.tasks.task import TASKS, Task
from tests.browser.tasks.walker import visiting

QUICK = {
    "what-changes": "1280",
    "who-regulates-cdh1": "390",
    "ends-of-a-tissue": "zoom",
    "what-explains": "1280-japanese",
    "what-zeb1-does": "1280-dark",
    "five-ranges-as-a-figure": "1280",
    "answer-as-a-slide": "390",
    "link-to-a-view": "390",
    "evidence-by-year": "zoom",
    "sample-by-name": "zoom",
}
"""What every run of the tests walks, each in one look."""


def test_every_name_is_a_sentence_of_the_dashboard() -> None:
    assert sorted(SENTENCES - catalogue("ja").keys()) == []


def test_there_are_twenty_tasks() -> None:
    assert {task.walk.__module__ for task in TASKS.values()} == {
        part.__name__ for part in (asking, comparing, computing, going, taking)
    }
    assert len(TASKS) == 20
    assert set(QUICK) <= set(TASKS)


def test_the_documentation_states_the_limits() -> None:
    page = (Path(__file__).parents[3] / "docs" / "tasks.md").read_text(encoding="utf-8")
    for task in TASKS.values():
        assert f"| {task.question} | {task.clicks} | {task.keys} |\n" in page


@pytest.mark.browser
def test_the_task_is_done(
    task: Task,
    look: Look,
    chromium: Browser,
    ground: Ground,
    record: list[Walked],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    folder = request.config.getoption("--walk")
    saved = tmp_path
    if folder is not None:
        saved = folder / look.name / task.name
        saved.mkdir(parents=True, exist_ok=True)
    began, taken, done = time.perf_counter(), 0.0, False
    try:
        with visiting(chromium, look, ground, saved) as walker:
            try:
                task.walk(walker)
                taken = time.perf_counter() - began
                walker.still()
            finally:
                if folder is not None:
                    walker.page.screenshot(path=folder / f"{task.name}-{look.name}.png")
        assert walker.clicks <= task.clicks
        assert walker.keys <= task.keys
        done = True
    finally:
        record.append(Walked(task.name, look.name, walker.clicks, walker.keys, taken, done))
        if folder is not None:
            (folder / "walk.md").write_text(table(record), encoding="utf-8")  # also of a walk that is stopped
