"""The kernel as published, wide enough where samples are few, and deaf to planted outliers."""

from __future__ import annotations

import numpy as np
import pytest

from compute.errors import UserError
from compute.methods.network_profiler.kernel import Kernel, robust_weights
from tests.estimate.conftest import Profiled, cohort, correlated


def test_the_published_kernel() -> None:
    modulator = np.array([-1.0, 0.0, 0.5, 3.0])
    weight = np.square(Kernel().root_weights(modulator, 0.5, 2.0))
    np.testing.assert_allclose(weight, np.exp([-1.125, -0.125, 0.0, -3.125]))


def test_the_adaptive_kernel_reaches_the_kth_neighbour_and_is_the_published_one_where_samples_are_dense() -> None:
    modulator = np.r_[np.linspace(0, 1, 100), 5.0, 9.0]
    adaptive = Kernel(neighbours=10)
    dense = adaptive.root_weights(modulator, modulator[50], 0.5)
    np.testing.assert_array_equal(dense, Kernel().root_weights(modulator, modulator[50], 0.5))
    lonely = np.square(adaptive.root_weights(modulator, 9.0, 0.5))
    tenth = np.sort(lonely)[::-1][10]  # after the sample itself
    np.testing.assert_allclose(tenth, np.exp(-1))
    assert np.square(Kernel().root_weights(modulator, 9.0, 0.5)).sum() < 1.001 < 5 < lonely.sum()


def test_planted_outliers_lose_weight_and_the_others_keep_it() -> None:
    values = correlated(31, 120, 60)
    odd = [3, 50, 99]
    values[odd] += np.random.default_rng(0).normal(size=(3, 60)) * 12
    weight = robust_weights(values, seed=0)
    assert (weight[odd] < 0.25).all()
    others = np.delete(weight, odd)
    assert (others == 1).mean() > 0.8
    np.testing.assert_array_equal(weight, robust_weights(values, seed=0))


def test_too_few_samples_for_robust_weights() -> None:
    with pytest.raises(UserError, match="too few"):
        robust_weights(correlated(1, 4, 6), seed=0)


def test_robust_weights_protect_an_edge_and_the_study_names_the_outliers(profiled: Profiled) -> None:
    rng = np.random.default_rng(32)
    values = rng.normal(size=(120, 30))
    values[:, 29] = 1.2 * values[:, 2] + 0.3 * rng.normal(size=120)
    modulator = rng.normal(size=120)
    odd = [10, 40, 70, 90]
    values[odd] = rng.normal(size=(4, 30)) * 10
    whole = cohort(values, modulator, 20)
    plain = profiled(whole, name="plain", bandwidth=4.0).edge("G2", "G29")
    robust_study = profiled(whole, name="robust", bandwidth=4.0, robust=True)
    robust = robust_study.edge("G2", "G29")
    assert robust.mean() > 0.8 > plain.mean() + 0.1
    assert any("4 outlying samples" in note and "S0010" in note for note in map(str, robust_study.info.notes))
