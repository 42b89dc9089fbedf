"""The benchmark of leaving a target out of its own score runs from end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.own_gene import of_another

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_control_gives_every_target_another_s_score() -> None:
    own = {gene: np.full(3, float(place)) for place, gene in enumerate("ABC")}
    assert {gene: values[0] for gene, values in of_another(own).items()} == {"A": 1.0, "B": 2.0, "C": 0.0}


@pytest.mark.slow
@pytest.mark.shared
def test_leaving_a_target_out_is_measured_against_a_control(shared_data: Path) -> None:
    command = [sys.executable, "benchmarks/own_gene.py", "--quick", "--form", "shared", "--json", "--data"]
    run = subprocess.run([*command, str(shared_data)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["targets in the score"] > 20
    for against in ("without itself", "without another"):
        assert 0.5 < found[against]["edges_in_common"] < 1
        assert 0.9 < found[against]["coefficients_r"] < 1
