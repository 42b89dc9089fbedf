"""``python -m compute confidence``: what it will cost, what it found, and one sentence for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.estimate.run import profile
from compute.study import open_study
from tests.cli.conftest import Command
from tests.confidence.test_run import SETTINGS, cohort


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("confidence-command") / "study"
    profile(cohort(), path, SETTINGS)
    return path


def test_a_plan_computes_nothing(study: Path, command: Command) -> None:
    before = sorted(study.rglob("*"))
    outcome = command("confidence", study, "--plan", "--pairs", "2", "--parts", "6", "--workers", "1", "--by", "tissue")
    assert outcome.code == 0
    lines = outcome.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["subsamples", "time", "disk"]
    assert lines[0] == "subsamples  24, whole classes of tissue"  # 2 pairs × 2 halves × 6
    assert sorted(study.rglob("*")) == before


def test_it_says_what_was_found_and_keeps_it_with_the_study(study: Path, command: Command) -> None:
    outcome = command("confidence", study, "--pairs", "2", "--parts", "6", "--workers", "1")
    assert outcome.code == 0
    edges, changing = outcome.stderr.splitlines()[-2:]
    assert "edges a target with confidence 0.8 or more" in edges
    assert edges.endswith("found again in another half.")
    assert "changing edges" in changing
    assert open_study(study).confidence is not None


def test_workers_that_cannot_be_are_refused(study: Path, command: Command) -> None:
    outcome = command("confidence", study, "--workers", "0")
    assert outcome.code == 2
    assert "The number of workers must be at least 1, not 0." in outcome.stderr
