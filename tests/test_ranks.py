"""Ranks are those of scipy, whose module takes a quarter of a second to import."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from scipy.stats import rankdata

from compute.ranks import ranks


@pytest.mark.parametrize(("ties", "method"), [("mean", "average"), ("lowest", "min")])
@pytest.mark.parametrize("distinct", [1, 4, 1_000_000])
def test_ranks_are_those_of_scipy(ties: Literal["mean", "lowest"], method: str, distinct: int) -> None:
    values = np.random.default_rng(distinct).integers(0, distinct, 300) / 7
    np.testing.assert_array_equal(ranks(values, ties), rankdata(values, method))
    np.testing.assert_array_equal(ranks(values.astype(np.float32), ties), rankdata(values, method))


@pytest.mark.parametrize(("ties", "method"), [("mean", "average"), ("lowest", "min")])
def test_a_missing_value_has_no_rank_and_shifts_no_other(ties: Literal["mean", "lowest"], method: str) -> None:
    values = np.array([2.0, np.nan, -1.0, 2.0, np.inf, np.nan, -np.inf])
    expected = rankdata(values, method, nan_policy="omit")
    np.testing.assert_array_equal(ranks(values, ties), expected)
    assert np.isnan(expected[[1, 5]]).all()


def test_of_no_values_there_are_no_ranks() -> None:
    assert ranks(np.array([])).shape == (0,)
