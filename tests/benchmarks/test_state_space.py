"""The benchmark of time series: what a truth is asked for, and that every way finds a planted chain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.state_space import METHODS, Effort, courses

LEAST = {"state space": 0.8, "elastic net": 0.95, "forest": 0.9, "correlation": 0.8}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Simulated: G0 drives G1 and G3, G1 drives G2, each one step later."""
    rng = np.random.default_rng(0)
    rows = []
    for m in range(1, 9):
        now = rng.normal(size=4)
        for n in range(20):
            rows.append([f"t{n}_r{m}", 50.0 * n, m, *now])
            now = np.array([0.0, 1.5 * now[0], 1.5 * now[1], -1.5 * now[0]]) + rng.normal(size=4)
    genes = [f"G{j}" for j in range(4)]
    pd.DataFrame(rows, columns=["sample", "time", "replicate", *genes]).to_csv(
        tmp_path / "series_dream4_size10_1.csv", index=False
    )
    truth = pd.DataFrame([("G0", "G1"), ("G1", "G2"), ("G0", "G3")], columns=["regulator", "target"])
    truth.to_csv(tmp_path / "series_dream4_size10_1_truth.csv", index=False)
    return tmp_path


def test_every_way_finds_a_chain_from_regulator_to_target(folder: Path) -> None:
    posed = courses(folder, "size10_1")
    assert posed.values.shape == (8, 20, 4)
    assert np.argwhere(posed.truth).tolist() == [[0, 1], [0, 3], [1, 2]]
    ways = {name: way for name, way in METHODS.items() if name != "bayesian dynamic"}  # it would compile for long
    found = {name: posed.figures(way(posed, Effort(2, 20))) for name, way in ways.items()}
    assert {name: row["auroc"] for name, row in found.items() if row["auroc"] < LEAST[name]} == {}
