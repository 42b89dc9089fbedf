"""Profiling by the conventions of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from compute.api.estimator import NetworkEstimator

QUICK = {"bandwidth": 1.0, "l1_count": 3, "score_grid": 2, "criterion": "bic"}


@pytest.mark.slow
@parametrize_with_checks(
    [NetworkEstimator(settings=QUICK)],
    expected_failed_checks=lambda _: {"check_pipeline_consistency": "networks are sparse matrices, not one array"},
)
def test_the_conventions_hold(estimator: Any, check: Any) -> None:
    check(estimator)


@pytest.mark.slow
def test_networks_stand_in_the_order_of_the_rows() -> None:
    made = np.random.default_rng(0)
    X, y = made.normal(8, 1, (40, 4)), np.linspace(-1, 1, 40)
    X[:, 3] = 8 - (1.2 + y) * (X[:, 0] - 8) + made.normal(0, 0.1, 40)
    estimator = NetworkEstimator(
        regulators=[0, 1, 2], targets=[3], settings={**QUICK, "score_grid": 5, "bandwidth": 0.2}
    )
    networks = estimator.fit_transform(X, y)
    assert [network.shape for network in networks] == [(3, 1)] * 40
    assert networks[-1][0, 0] < networks[0][0, 0] <= 0
    shuffled = made.permutation(40)
    again = clone(estimator).fit(X[shuffled], y[shuffled]).networks_
    for place, row in enumerate(shuffled):
        np.testing.assert_array_equal(again[place].toarray(), networks[row].toarray())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"regulators": [4]}, "regulators must be positions"),
        ({"settings": {"nosuch": 1}}, "nosuch"),
        ({"method": "no"}, "'no'"),
    ],
)
def test_what_is_wrong_is_a_value_error_that_names_it(change: dict[str, Any], said: str) -> None:
    X, y = np.random.default_rng(0).normal(size=(20, 4)), np.arange(20.0)
    with pytest.raises(ValueError, match=said):
        NetworkEstimator(**change).fit(X, y)
