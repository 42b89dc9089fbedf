"""The permutation baseline runs from end to end, and shuffled scores belong to nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.circularity import part_of
from compute.read import builtin_regulators
from compute.read.expression import Expression

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_part_keeps_each_sample_s_own_values() -> None:
    regulator = builtin_regulators()[0]
    values = np.arange(40.0).reshape(8, 5) * np.array([9.0, 3.0, 2.0, 0.0, 1.0])
    table = Expression(values, tuple("abcdefgh"), (regulator, "T1", "T2", "T3", "T4"), "e.csv", "")
    part, targets = part_of(table, 5, 2, 0)
    assert targets == ["T1", "T2"]
    for row, sample in enumerate(part.samples):
        np.testing.assert_array_equal(part.values[row], values["abcdefgh".index(sample)])


@pytest.mark.slow
@pytest.mark.shared
def test_a_shuffled_score_is_predicted_back_all_the_same(shared_data: Path) -> None:
    command = [sys.executable, "benchmarks/circularity.py", "--quick", "--json", "--data", str(shared_data)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["along shuffled scores, of those: TRIP linear"]["r2"] > 0.9
    assert found["along shuffled scores, of those: ridge, regulators' expression"]["r2"] < 0.5
    assert found["along the score, of it: ridge, regulators' expression"]["r2"] > 0.7
