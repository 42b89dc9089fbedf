"""Coordinate descent reaches the elastic net's minimum; the path lets in who matters."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import ElasticNet

from compute.methods.curves.descent import descend
from compute.methods.curves.growth import grow
from compute.methods.curves.select import Columns, regulators_let_in, select


def minimum(
    gram: NDArray[np.float64], cross: NDArray[np.float64], penalty: NDArray[np.float64], ridge: float
) -> NDArray[np.float64]:
    q = cross.size
    b, gradient = np.zeros(q), cross.copy()
    descend(
        gram,
        penalty,
        np.full(q, ridge),
        1e-10,
        b,
        gradient,
        np.zeros(q, np.int64),
        np.zeros(q, bool),
        np.empty((q, q)),
        0,
    )
    np.testing.assert_allclose(gradient, cross - gram @ b, atol=1e-8)
    return b


@pytest.mark.parametrize("ridge", [0.1, 3.0])
def test_the_minimum_is_that_of_another_solver(ridge: float) -> None:
    rng = np.random.default_rng(0)
    n, q = 60, 25
    R = rng.normal(size=(n, q)) + rng.normal(size=(n, 1))
    t = R[:, :3].sum(axis=1) + rng.normal(size=n)
    level = 12.0
    found = minimum(R.T @ R, R.T @ t, np.full(q, level), ridge * n)
    alpha = (level + ridge * n) / n
    other = ElasticNet(alpha, l1_ratio=level / n / alpha, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(R, t)
    np.testing.assert_allclose(found, other.coef_, atol=1e-7)
    assert 0 < np.count_nonzero(found) < q


def test_a_feature_that_may_not_enter_stays_out() -> None:
    rng = np.random.default_rng(1)
    R = rng.normal(size=(40, 6))
    penalty = np.full(6, 1.0)
    penalty[2] = np.inf
    found = minimum(R.T @ R, R.T @ R[:, 2], penalty, 4.0)
    assert found[2] == 0
    assert found.any()


def cohort(n: int = 300, q: int = 40, seed: int = 2) -> Columns:
    """t0 = r1 − r2 with r3's effect rising along the score; t1 is r5 itself."""
    rng = np.random.default_rng(seed)
    R, x = rng.normal(size=(n, q)), rng.normal(size=n)
    t = R[:, 1] - R[:, 2] + x * R[:, 3] + 0.5 * rng.normal(size=n)
    return Columns(R, np.column_stack([t, R[:, 5]]), np.array([-1, 5]), x, np.zeros((n, 0)))


def test_levels_and_changes_come_in_where_they_are_planted() -> None:
    columns = cohort()
    columns.targets[:, 0] += columns.regulators[:, 3]
    found = select(columns, np.arange(300), 0.1)
    assert np.sign(found.strength[0, [1, 2]]).tolist() == [1, -1]
    assert set(np.argsort(-np.abs(found.strength[0]))[:3]) == {1, 2, 3}
    assert np.abs(found.change[0]).argmax() == 3
    assert found.change[0, 3] > 0


def test_as_many_come_in_as_asked_and_the_target_never() -> None:
    found = select(cohort(), np.arange(300), 1.0)
    counts = np.count_nonzero(found.strength, axis=1)
    assert (counts >= regulators_let_in(40)).all()
    assert (counts <= regulators_let_in(40) + 3).all()
    assert found.strength[1, 5] == 0


def test_margins_do_not_depend_on_the_order_of_regulators_or_on_units() -> None:
    columns = cohort()
    order = np.random.default_rng(3).permutation(40)
    place = np.argsort(order)
    shuffled = Columns(
        7 + 3 * columns.regulators[:, order],
        columns.targets - 4,
        np.array([-1, place[5]]),
        2 * columns.score - 1,
        columns.covariates,
    )
    one, other = select(columns, np.arange(300), 1.0), select(shuffled, np.arange(300), 1.0)
    np.testing.assert_allclose(other.strength, one.strength[:, order], atol=1e-6)
    np.testing.assert_allclose(other.change, one.change[:, order], atol=1e-6)


def test_what_covariates_explain_is_no_edge() -> None:
    rng = np.random.default_rng(4)
    group = rng.integers(0, 2, 400).astype(float)
    R = rng.normal(size=(400, 30))
    R[:, :10] += 4 * group[:, None]
    t = 4 * group + R[:, 20] + rng.normal(size=400)
    without = Columns(R, t[:, None], np.array([-1]), rng.normal(size=400), np.zeros((400, 0)))
    given = Columns(R, t[:, None], np.array([-1]), without.score, group[:, None])
    rows = np.arange(400)
    assert np.abs(select(without, rows, 1.0).strength[0]).argmax() < 10
    assert np.abs(select(given, rows, 1.0).strength[0]).argmax() == 20


def test_no_regulator_varies() -> None:
    strength, change = np.zeros((1, 3)), np.zeros((1, 3))
    zero = np.zeros((3, 20))
    grow(zero, zero, np.ones((1, 20)), np.array([-1]), 1.0, 2, 1, strength, change)
    assert not strength.any()
    assert not change.any()
