"""The spiral is what it says: a plane no stronger than the rest, in which no line tells the classes apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.spiral import METHODS, Spiral, spiral

ROOT = Path(__file__).resolve().parent.parent.parent


def test_no_direction_is_stronger_than_another() -> None:
    made = spiral(20_000, 6, 0)
    np.testing.assert_allclose(np.cov(made.vectors.T), np.eye(6), atol=0.04)
    np.testing.assert_allclose(made.plane.T @ made.plane, np.eye(2), atol=1e-12)
    assert np.bincount(made.labels).tolist() == [10_000, 10_000]


def test_within_the_plane_a_perceptron_tells_the_arms_apart_and_a_line_does_not() -> None:
    both = spiral(2_000, 4, 1)
    known = Spiral(both.vectors[:1_000], both.labels[:1_000], both.plane)
    right = both.labels[1_000:]
    assert np.mean(METHODS["plane given"](known, both.vectors[1_000:]).predicted == right) > 0.97
    assert np.mean(METHODS["LDA"](known, both.vectors[1_000:]).predicted == right) < 0.8


@pytest.mark.slow
def test_trip_finds_the_plane_in_a_quick_run() -> None:
    command = [sys.executable, "benchmarks/spiral.py", "--quick", "--json", "--methods", "TRIP;PCA"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["10 dimensions: TRIP"]["angle"] < 5
    assert found["10 dimensions: TRIP"]["accuracy"] > 0.97
    assert found["10 dimensions: PCA"]["angle"] > 30
