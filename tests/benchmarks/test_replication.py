"""What is planted is found again, and said to be; what is not, is not."""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.finding.cohorts import Split
from benchmarks.finding.ways import Correlation, Curves, NetworkProfiler
from benchmarks.replication import alone, judged
from compute.methods.curves.select import Columns
from compute.methods.network_profiler.settings import Settings

ARGUMENTS = argparse.Namespace(learn=2, splits=2, by_group_splits=2, parts=8, seed=0)


@pytest.fixture(scope="module")
def planted() -> Split:
    """12 targets of 30 regulators in 400 samples of 8 groups: two strong edges each, another 0.3 as strong."""
    rng = np.random.default_rng(0)
    n, q, p = 400, 30, 12
    R, x = rng.normal(size=(n, q)), rng.normal(size=n)
    T = np.column_stack([R[:, k] - R[:, k + 1] + 0.3 * R[:, k + 2] + rng.normal(size=n) for k in range(p)])
    columns = Columns(R, T, np.full(p, -1), x, np.zeros((n, 0)))
    names = tuple(f"R{j}" for j in range(q)), tuple(f"T{k}" for k in range(p))
    return Split(columns, *names, rng.integers(0, 8, n))


def test_planted_edges_are_found_again(planted: Split) -> None:
    figures = judged(Curves(0.1), planted, False, ARGUMENTS)
    assert figures["found_again_of_surest"]["2"] == 1
    assert 2 <= figures["edges_per_target_at_80"] <= 3.5
    assert figures["found_again_at_80"] > 0.9
    assert figures["r2"] > 0.5
    assert figures["jaccard"] > 0.1


def test_networks_of_the_program_find_planted_edges_again_and_predict(planted: Split) -> None:
    way = NetworkProfiler(Settings(center="cohort", bandwidth=8.0, l2_grid=(0.1,), criterion="bic", clip=3.0))
    figures = judged(way, planted, False, ARGUMENTS)
    assert figures["found_again_of_surest"]["2"] == 1
    assert figures["r2"] > 0.5
    assert judged(way, planted, True, ARGUMENTS)["found_again_of_surest"]["2"] > 0.95


def test_the_bandwidth_is_chosen_as_a_study_would(planted: Split) -> None:
    settings = Settings(center="cohort", hold_out=6, l1_count=5, rounds=1)
    settled = NetworkProfiler(settings).settle(planted.columns)
    assert settled.bandwidth in settings.bandwidths(planted.columns.score)
    assert settled.settle(planted.columns) is settled


def test_groups_are_halved_whole_and_a_half_alone_learns_its_own_map(planted: Split) -> None:
    assert planted.adjusted().covariates.shape == (400, 7)
    assert judged(Correlation(), planted, True, ARGUMENTS)["found_again_of_surest"]["2"] == 1
    found = alone(Curves(0.1), planted, False, ARGUMENTS)
    assert found["found_again_of_surest"]["2"] > 0.95
    assert found["found_again_at_80"] > 0.9
    assert found["found_again_top25"] > 25 / 30 - 0.3
    assert set(found) >= {"edges_per_target_at_80", "calibration_worst", "direction_r"}


def test_noise_is_not_found_again(planted: Split) -> None:
    rng = np.random.default_rng(1)
    noise = replace(planted, columns=replace(planted.columns, targets=rng.normal(size=(400, 12))))
    assert judged(Curves(0.1), noise, False, ARGUMENTS)["edges_per_target_at_80"] < 0.2
