"""The benchmark of Bayesian networks: a truth that is not of the data is named and not used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.bayesian import METHODS, Effort, correlation, partial
from benchmarks.truth import dream4
from benchmarks.truth.dream4 import Challenge, challenge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight chains of three genes; the file of edges beside the data has the names shuffled."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=(100, 24))
    edges = []
    for chain in range(0, 24, 3):
        for step in (1, 2):
            values[:, chain + step] += 1.5 * values[:, chain + step - 1]
            edges.append((f"G{chain + step - 1}", f"G{chain + step}"))
    genes = [f"G{j}" for j in range(24)]
    pd.DataFrame(values, columns=genes).to_csv(tmp_path / "dream4_multifactorial_1.csv")
    other = dict(zip(genes, rng.permutation(genes), strict=True))
    wrong = pd.DataFrame([(other[u], other[v]) for u, v in edges], columns=["regulator", "target"])
    wrong.to_csv(tmp_path / "dream4_multifactorial_1_truth.csv", index=False)
    (tmp_path / "own").mkdir()
    lines = [f"{u}\t{v}\t1" for u, v in edges] + ["G0\tG23\t0"]
    (tmp_path / "own" / dream4.GOLD_STANDARD.format(number=1)).write_text("\n".join(lines))
    return tmp_path


def test_a_truth_that_belongs_is_taken_and_one_that_does_not_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    posed = challenge(folder, 1, folder / "own", folder / "cache")
    assert posed.truth.sum() == 16
    assert posed.fit > 0.9
    assert "NOT" not in capsys.readouterr().err
    monkeypatch.setattr(dream4, "_gold_standard", lambda number, cache: [("G5", "G20"), ("G1", "G12")])
    with pytest.raises(SystemExit, match="--truth"):
        challenge(folder, 1, folder, folder / "cache")
    said = capsys.readouterr().err
    assert "truth.csv does NOT belong to these data" in said


def test_figures_are_of_directed_edges_without_self_edges(folder: Path) -> None:
    posed = challenge(folder, 1, folder / "own", folder / "cache")
    assert posed.figures(posed.truth + 0.0) == {"aupr": 1.0, "auroc": 1.0}
    assert posed.figures(posed.truth + np.eye(24) * 9) == {"aupr": 1.0, "auroc": 1.0}
    assert 0.4 < posed.figures(posed.truth + posed.truth.T + 0.0)["aupr"] < 0.6


@pytest.mark.parametrize("name", ["correlation", "partial", "one parent", "bayesian"])
def test_our_ways_find_most_of_the_chains(name: str, folder: Path) -> None:
    posed = challenge(folder, 1, folder / "own", folder / "cache")
    small = Challenge(posed.genes[:12], posed.values[:, :12], posed.truth[:12, :12])
    assert small.figures(METHODS[name](small, Effort(bootstraps=6)))["auroc"] > 0.9


def test_partial_correlation_does_not_count_what_a_chain_passes_on(folder: Path) -> None:
    posed = challenge(folder, 1, folder / "own", folder / "cache")
    found, plain = partial(posed, Effort()), correlation(posed, Effort())
    assert found[0, 2] / found[0, 1] < 0.7 * plain[0, 2] / plain[0, 1]
