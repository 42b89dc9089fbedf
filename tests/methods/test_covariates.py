"""Covariates as numbers, and regressions that are free of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.methods.columns import basis_of, without
from compute.methods.covariates import classes, encoded
from compute.methods.network_profiler.fit import Data, fit_targets
from compute.methods.network_profiler.gram import standardise_locally, weighted_problem
from compute.methods.network_profiler.settings import Settings


def test_classes_become_indicators_and_numbers_keep_their_order() -> None:
    table = pd.DataFrame(
        {"tissue": ["b", "a", None, "b", "a", "a"], "age": [1.5, 2, np.nan, 4, 5, 20], "batch": [1, 2] * 3}
    )
    found = encoded(table, ["tissue", "age", "batch"])
    assert found[:, :2].tolist() == [[1, 0], [0, 0], [0, 1], [1, 0], [0, 0], [0, 0]]
    assert found[2, 2] == 0
    assert (np.diff(found[[0, 1, 3, 4, 5], 2]) > 0).all()
    assert found[:, 3].tolist() == [0, 1] * 3


@pytest.mark.parametrize(
    ("values", "said"), [(["a"] * 6, "same for all"), (list("abcdef"), "too many"), ([1.5] * 6, "same for all")]
)
def test_columns_that_group_nothing_are_refused(values: list[object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        encoded(pd.DataFrame({"column": values}), ["column"])


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError, match="tissue"):
        classes(pd.DataFrame({"tissue": list("aabb")}), "tisue")
    with pytest.raises(UserError, match="--annotation"):
        encoded(None, ["tissue"])


def test_nothing_of_the_covariates_is_left() -> None:
    rng = np.random.default_rng(0)
    covariates = rng.normal(size=(50, 3))
    covariates = np.column_stack([covariates, covariates.sum(axis=1)])
    basis = basis_of(covariates)
    assert basis.shape == (50, 4)
    values = np.column_stack([rng.normal(size=(50, 4)), covariates @ [1.0, 2.0, 0.0, 1.0]])
    left = without(values, basis)
    np.testing.assert_allclose(covariates.T @ left, 0, atol=1e-9)
    np.testing.assert_allclose(np.square(left).mean(axis=0), [1, 1, 1, 1, 0])


def test_weighted_columns_are_those_of_weighted_least_squares() -> None:
    rng = np.random.default_rng(1)
    n = 80
    R, T, C = rng.normal(size=(n, 5)) + 6, rng.normal(size=(n, 2)) + 4, rng.normal(size=(n, 2))
    T[:, 0] += C @ [2.0, -1.0]
    root = rng.uniform(0.2, 1.0, n)
    found = weighted_problem(R, T, root, True, C)
    design = np.column_stack([root, C * root[:, None]])
    weighted = R * root[:, None]
    left = weighted - design @ np.linalg.lstsq(design, weighted, rcond=None)[0]
    left /= np.sqrt(np.square(left).mean(axis=0))
    np.testing.assert_allclose(found.regulators.values, left, atol=1e-9)
    np.testing.assert_allclose(np.diag(found.gram), n)


def test_another_sample_is_placed_on_the_scale_and_back() -> None:
    rng = np.random.default_rng(2)
    data, C = rng.normal(size=(30, 4)) + 5, rng.normal(size=(30, 2))
    one = np.ones(30)
    found = standardise_locally(data, one, standardise_locally(C, one))
    np.testing.assert_allclose(found.place(data[7], C[7]), found.values[7])
    np.testing.assert_allclose(found.back(found.values[7], C[7]), data[7])


@pytest.mark.parametrize("local", [True, False])
def test_an_edge_that_groups_explain_is_gone_once_they_are_given(local: bool) -> None:
    rng = np.random.default_rng(3)
    group = rng.integers(0, 3, 120)
    R = rng.normal(size=(120, 4)) + 5
    R[:, 0] += 4 * group
    T = (4 * group + R[:, 1] + 0.3 * rng.normal(size=120))[:, None]
    indicators = (group[:, None] == [1, 2]).astype(float)
    root = np.exp(-np.square(np.linspace(-1, 1, 120)))
    grid = Settings(l1=6.0, l2=12.0, reweight=False).grid(120)

    def strength(covariates: np.ndarray | None) -> np.ndarray:
        data = Data(R - R.mean(axis=0), T - T.mean(axis=0), np.array([-1]), local, covariates=covariates).adjusted()
        found = fit_targets(data, np.array([0]), root, grid)
        return np.abs(np.bincount(found.regulator, found.value, minlength=4))

    assert strength(None).argmax() == 0
    assert strength(indicators).argmax() == 1
    assert strength(indicators)[0] < 0.1
