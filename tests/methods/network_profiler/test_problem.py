"""From a cohort to numbers: gene values drawn in before anything else is done to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compute.methods.network_profiler.problem import problem_of
from compute.methods.network_profiler.settings import Settings
from tests.estimate.conftest import cohort


def test_values_far_from_their_gene_s_mean_are_drawn_in_and_others_left() -> None:
    values = np.random.default_rng(0).normal(7.0, 1.0, size=(60, 5))
    values[3, 1] = 40.0
    whole = cohort(values, np.arange(60.0), 3)
    plain, drawn = (problem_of(whole, Settings(center="none", clip=clip)) for clip in (None, 3.0))
    np.testing.assert_array_equal(plain.data.regulators, values[:, :3])
    limit = values[:, 1].mean() + 3 * values[:, 1].std()
    assert drawn.data.regulators[3, 1] == limit
    others = np.abs(values - values.mean(axis=0)) <= 3 * values.std(axis=0)
    np.testing.assert_array_equal(drawn.data.regulators[others[:, :3]], values[:, :3][others[:, :3]])
    assert not others.all()


def test_nothing_is_drawn_in_that_is_within_reach() -> None:
    values = np.random.default_rng(1).normal(size=(50, 4))
    whole = cohort(values, np.arange(50.0), 2)
    plain, drawn = (problem_of(replace(whole), Settings(clip=clip)) for clip in (None, 30.0))
    np.testing.assert_allclose(drawn.data.targets, plain.data.targets)
