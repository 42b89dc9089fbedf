"""Known regulators and the rankings of one network for all samples, on lists and data made for the purpose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.truth import one_network
from benchmarks.truth.oracle import FAMILIES, TOP, expected_hits, known_regulators, top
from benchmarks.truth.others import standardised


def test_known_are_the_table_s_and_the_family_s_that_are_measured(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text("SP1\tCDH1\tActivation\t1\nSP1\tVIM\tUnknown\t2\nVIM\tVIM\tUnknown\t3\nGONE\tVIM\tUnknown\t4\n")
    known = known_regulators(table, ["SP1", "ZEB1", "VIM"])
    assert known["CDH1"] == {"SP1", "ZEB1"}
    assert known["VIM"] == {"SP1"}
    assert "ZEB1" in FAMILIES["CDH1"]


def test_the_top_leaves_out_the_target_and_what_was_not_found() -> None:
    names = [f"R{j}" for j in range(40)]
    score = np.arange(40.0)
    assert top(score, names, "R39") == [f"R{j}" for j in range(38, 38 - TOP, -1)]
    assert top(np.where(score > 35, score, 0.0), names, "R39") == ["R38", "R37", "R36"]


def test_random_rankings_hit_as_often_as_expected() -> None:
    names = [f"R{j}" for j in range(100)]
    known = set(names[:12])
    rng = np.random.default_rng(0)
    hits = [len(known & set(top(rng.random(100), names, "R99"))) for _ in range(2000)]
    assert np.mean(hits) == pytest.approx(expected_hits(known, names, "R99"), rel=0.05)


def test_every_ranking_puts_the_planted_regulators_first() -> None:
    rng = np.random.default_rng(2)
    R = standardised(rng.normal(size=(150, 30)))
    t = standardised(R[:, [3]] - R[:, [7]] + 0.5 * rng.normal(size=(150, 1)))[:, 0]
    (mean, share), (again, _) = one_network.bootstrapped_elastic_net(R, t, resamples=5, seeds=2)
    assert not np.array_equal(mean, again)
    assert share[[3, 7]].tolist() == [1.0, 1.0]
    for strength in (mean, one_network.random_forest(R, t, 0), one_network.correlation(R, t)):
        assert set(np.argsort(-strength)[:2]) == {3, 7}
