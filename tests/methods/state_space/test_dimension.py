"""The number of states."""

from __future__ import annotations

import numpy as np
import pytest

from compute.methods.state_space.dimension import bic, folds, from_start, held_out, ridges
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of
from tests.methods.state_space.conftest import planted, simulated, with_gaps


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_bic_finds_the_planted_number(share: float) -> None:
    values = simulated(planted(), 3, 12, seed=5)
    values = with_gaps(values, share, 6) if share else values
    series = series_of(values - np.nanmean(values, axis=(0, 1)))
    found = {}
    for k in range(1, 6):
        best = max((from_start(series, k, j, 0, Rules(), 60) for j in range(2)), key=lambda one: one.objective)
        found[k] = bic(series, best.parameters, best.log_likelihood, Rules())
    assert min(found, key=found.__getitem__) == 3, found


def test_a_ridge_leaves_fewer_parameters() -> None:
    series = series_of(simulated(planted(), 2, 8, seed=5))
    best = from_start(series, 3, 0, 0, Rules(), 20)
    free, ridged = (bic(series, best.parameters, 0.0, Rules(ridge=ridge)) for ridge in (0.0, 5.0))
    assert 0 < free - ridged < 9 * np.log(16)
    assert ridges(8) == (0.0, 1.0, 4.0)
    assert ridges(30) == (0.0,)


def test_a_step_ahead_is_predicted_better_than_by_no_change() -> None:
    for replicates, times in ((6, 12), (1, 40)):
        values = simulated(planted(), replicates, times, seed=6)
        total = sum(held_out(fold, 3, Rules(), 0) for fold in folds(values))
        assert total[3] > 0
        model, unchanged, mean = total[:3] / total[3]
        assert model < unchanged
        assert model < mean


def test_what_is_left_out_is_not_in_the_training() -> None:
    values = simulated(planted(), 7, 5, seed=7)
    parts = folds(values)
    assert sum(len(fold.test) for fold in parts) == 7
    assert all(len(fold.train) + len(fold.test) == 7 for fold in parts)
    (single,) = folds(values[:1])
    assert np.isnan(single.train[:, single.after :]).all()
    assert np.isfinite(single.train[:, : single.after]).all()
