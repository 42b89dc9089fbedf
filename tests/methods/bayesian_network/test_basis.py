from __future__ import annotations

import numpy as np
from scipy.interpolate import BSpline

from compute.methods.bayesian_network.basis import log_pseudo_determinant, second_differences, spline_basis
from compute.methods.bayesian_network.smoother import smoothers
from tests.methods.bayesian_network.dense import basis_matrix


def test_the_functions_are_scipy_s(rng: np.random.Generator) -> None:
    parents = rng.standard_t(3, size=(80, 2)) * [1, 40]
    basis = spline_basis(parents, 20)
    for k in range(2):
        knots = basis.origin[k] + basis.spacing[k] * np.arange(-3, 21)
        inside = np.clip(parents[:, k], knots[3], np.nextafter(knots[20], -np.inf))
        expected = BSpline.design_matrix(inside, knots, 3).toarray()
        np.testing.assert_allclose(basis_matrix(basis, k), expected, atol=1e-9)


def test_they_sum_to_one_and_a_constant_parent_has_none(rng: np.random.Generator) -> None:
    basis = spline_basis(np.column_stack([rng.normal(size=30), np.full(30, 7.0)]), 8)
    np.testing.assert_allclose(basis.value.sum(axis=2), 1)
    assert basis.varies.tolist() == [True, False]


def test_roughness_is_the_sum_of_squared_second_differences(rng: np.random.Generator) -> None:
    K, gamma = second_differences(9), rng.normal(size=9)
    assert np.isclose(gamma @ K @ gamma, np.sum(np.diff(gamma, 2) ** 2))
    eigenvalues = np.linalg.eigvalsh(K)
    assert np.isclose(np.log(eigenvalues[2:]).sum(), log_pseudo_determinant(9))


def test_in_the_smoother_s_coordinates_everything_is_diagonal(rng: np.random.Generator) -> None:
    """Also where functions have no data, as those beyond an outlier, and samples have weights."""
    parents = rng.standard_t(2, size=(60, 1))
    basis = spline_basis(parents, 20)
    weight, K = rng.multinomial(60, np.full(60, 1 / 60)).astype(float), second_differences(20)
    B = basis_matrix(basis, 0)
    assert np.linalg.matrix_rank(B) < 20
    made = smoothers(basis.first, basis.value, basis.varies, weight, K)
    T, e, f = made.turn[0].T, made.signal[0], made.roughness[0]
    data = B.T @ (weight[:, None] * B)
    np.testing.assert_allclose(T.T @ data @ T, np.diag(e), atol=1e-10)
    np.testing.assert_allclose(made.scale[0] * T.T @ K @ T, np.diag(f), atol=1e-10)
    np.testing.assert_allclose(weight @ B @ T, 0, atol=1e-10)
    h = 30.0
    direct = np.linalg.slogdet(data + h * made.scale[0] * K)[1]
    assert np.isclose(direct, made.log_volume[0] + np.log(e + h * f).sum())
