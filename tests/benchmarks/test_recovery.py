"""The comparison runs from end to end and adds its figures up rightly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.finding.ways import Curves
from benchmarks.recovery import METHODS, summary, without_groups
from benchmarks.report import mean_and_spread
from benchmarks.truth.cohorts import DESIGNS, simulate
from benchmarks.truth.semisynthetic import REAL_DESIGNS, semisynthetic
from benchmarks.truth.sure import false_among_sure

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT.parent / "shared" / "data"


@pytest.mark.slow
def test_ours_beats_correlation_in_a_quick_run() -> None:
    command = [sys.executable, "benchmarks/recovery.py", "--quick", "--json", "--designs", "even"]
    run = subprocess.run([*command, "--methods", "curves,correlation"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    figures = json.loads(run.stdout)
    keys = {"ap", "found", "precision", "change", "when", "false_share_at_10"}
    assert all(keys <= figures[name].keys() for name in ("curves", "correlation"))
    assert figures["curves"]["ap"] > 2 * figures["correlation"]["ap"]
    assert figures["curves"]["by_kind"]["even"]["ap"] == figures["curves"]["ap"]


def test_an_unknown_method_is_named() -> None:
    command = [sys.executable, "benchmarks/recovery.py", "--methods", "tarot"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "tarot" in run.stderr


def test_figures_are_means_over_cohorts_and_over_seeds_of_a_kind() -> None:
    rows = [
        ("even", "a", {"ap": 0.2}),
        ("wide", "a", {"ap": 0.6}),
        ("even", "a", {"ap": 0.4}),
        ("even", "b", {"ap": 1.0}),
    ]
    found = summary(rows)
    assert found["a"]["ap"] == pytest.approx(0.4)
    assert found["a"]["by_kind"]["even"]["ap"] == pytest.approx(0.3)
    assert found["a"]["by_kind"]["even"]["ap_sd"] == pytest.approx(np.std([0.2, 0.4], ddof=1))
    assert found["b"]["false_share_at_10"] is None
    assert mean_and_spread([{"change": float("nan")}])["change"] is None


def test_names_can_be_listed() -> None:
    assert not any("," in name for name in METHODS)


def test_edges_said_to_be_sure_are_true_where_regulators_are_independent() -> None:
    cohort = simulate(DESIGNS["unchanging"], 0)
    curves = false_among_sure(Curves(0.1), cohort, 0)
    assert curves["sure_per_target"] > 1
    assert curves["false_share_at_10"] < 0.2


@pytest.mark.skipif(not DATA.is_dir(), reason="the reference data are not beside this checkout")
@pytest.mark.slow
def test_real_regulators_keep_their_modules_and_carry_what_was_planted() -> None:
    from benchmarks.truth.others import standardised

    plain = semisynthetic(REAL_DESIGNS["real"], 3, DATA)
    again = semisynthetic(REAL_DESIGNS["real"], 3, DATA)
    np.testing.assert_array_equal(plain.targets, again.targets)
    assert (np.diff(plain.modulator) >= 0).all()
    R, T = standardised(plain.regulators), standardised(plain.targets)
    alike = np.abs(np.corrcoef(R.T) - np.eye(R.shape[1])).max(axis=1)
    assert np.median(alike) > 0.4
    for k in range(T.shape[1]):
        mine = np.flatnonzero(plain.shape[k] >= 0)
        signal = (plain.truth[:, k][:, mine] * R[:, mine]).sum(axis=1)
        assert np.corrcoef(signal, T[:, k])[0, 1] > 0.35


@pytest.mark.skipif(not DATA.is_dir(), reason="the reference data are not beside this checkout")
def test_groups_that_are_given_are_taken_out() -> None:
    given = semisynthetic(REAL_DESIGNS["real groups given"], 0, DATA)
    assert given.groups is not None
    left = without_groups(given)
    means = [left.targets[given.groups == group].mean(axis=0) for group in np.unique(given.groups)]
    np.testing.assert_allclose(means, 0, atol=1e-9)
    hidden = semisynthetic(REAL_DESIGNS["real groups hidden"], 0, DATA)
    assert hidden.groups is None
    np.testing.assert_array_equal(hidden.targets, given.targets)
