"""The solver along a path of penalties: every step is the optimum of its own elastic net."""

from __future__ import annotations

import numpy as np

from compute.methods.network_profiler.path import solve_path


def test_every_step_of_the_path_is_optimal() -> None:
    """The conditions of Karush, Kuhn and Tucker: a regulator that is in has slope λ, one that is out has less."""
    rng = np.random.default_rng(4)
    n, q = 80, 30
    R = rng.normal(size=(n, 4)) @ rng.normal(size=(4, q)) + rng.normal(size=(n, q))
    R /= R.std(axis=0)
    t = R[:, 0] - 2 * R[:, 1] + rng.normal(size=n)
    gram, c = R.T @ R, R.T @ t
    lambdas = np.abs(c).max() * np.array([1.01, 0.5, 0.2, 0.05, 0.01])
    gammas = lambdas / 9
    beta = solve_path(gram, gram.astype(np.float32), c, lambdas, gammas, float(t @ t))
    assert beta.shape == (5, q)
    assert not beta[0].any()  # no regulator enters above the largest slope
    assert 0 < np.count_nonzero(beta[1]) < np.count_nonzero(beta[4])
    for b, l1, l2 in zip(beta, lambdas, gammas, strict=True):
        slope = c - gram @ b - l2 * b
        np.testing.assert_allclose(slope[b != 0], l1 * np.sign(b[b != 0]), rtol=1e-5)
        assert (np.abs(slope[b == 0]) <= l1 * (1 + 1e-5)).all()


def test_a_path_does_not_depend_on_the_one_before() -> None:
    """The work space is kept between calls; what another problem left in it must not show."""
    rng = np.random.default_rng(5)
    R, first, second = rng.normal(size=(50, 12)), rng.normal(size=50), rng.normal(size=50)
    gram = R.T @ R

    def path(t: np.ndarray) -> np.ndarray:
        steps = np.array([20.0, 5.0, 1.0])
        return solve_path(gram, gram.astype(np.float32), R.T @ t, steps, steps / 9, float(t @ t))

    alone = path(second)
    path(first)
    np.testing.assert_array_equal(path(second), alone)
