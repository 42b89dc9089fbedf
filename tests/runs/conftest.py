"""Files of a small simulated cohort, as somebody would bring them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compute.demo import simulated_files
from compute.runs import GeneChoice, RunQueue, RunRequest, RunState, ScoreChoice, run_of
from tests.jobs.following import until as until_job

QUICK = {"bandwidth": 0.2, "l1_count": 8, "rounds": 1}
"""A coarse search: these tests are not about it."""


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with the example files."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    for name, text in simulated_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def asked(**changes: object) -> RunRequest:
    """A request on the example files, networks only."""
    given: dict[str, object] = {
        "title": "A try",
        "expression": "simulated-expression.csv",
        "score": ScoreChoice("simulated-scores.csv", "EMT score"),
        "regulators": GeneChoice("file", file="simulated-regulators.txt"),
        "targets": GeneChoice("named", names=("CDH1", "VIM", "EPCAM")),
        "annotation": "simulated-annotation.csv",
        "simulated": True,
        "settings": QUICK,
        "components": None,
        "workers": 1,
    }
    return RunRequest(**{**given, **changes})  # type: ignore[arg-type]


def until(queue: RunQueue, identifier: str, met: Callable[[RunState], bool]) -> RunState:
    """The run as soon as it is as wished."""
    return run_of(until_job(queue, identifier, lambda job: met(run_of(job))))
