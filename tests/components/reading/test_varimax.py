"""Varimax turns loadings towards few genes and changes no prediction."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition._factor_analysis import _ortho_rotation

from compute.components.reading.varimax import varimax_criterion, varimax_rotation
from tests.components.planted import orthonormal

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(40, 3), (200, 6), (7, 7), (9, 1)])
def test_it_is_a_rotation_that_no_turn_of_two_components_improves(shape: tuple[int, int]) -> None:
    loadings = orthonormal(RNG, *shape)
    rotation = varimax_rotation(loadings)
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(shape[1]), atol=1e-12)
    best = loadings @ rotation
    reached = varimax_criterion(best)
    assert reached >= varimax_criterion(loadings) - 1e-15
    for u in range(shape[1]):
        for v in range(u):
            for angle in np.linspace(-0.3, 0.3, 13):
                turned = best.copy()
                turned[:, u] = np.cos(angle) * best[:, u] - np.sin(angle) * best[:, v]
                turned[:, v] = np.sin(angle) * best[:, u] + np.cos(angle) * best[:, v]
                assert varimax_criterion(turned) <= reached * (1 + 1e-4)


def test_it_agrees_with_scikit_learn() -> None:
    loadings = RNG.laplace(size=(60, 4))
    ours = loadings @ varimax_rotation(loadings)
    theirs = _ortho_rotation(loadings, method="varimax", tol=1e-12, max_iter=1000).T  # components × genes there
    cosines = np.abs((ours / np.linalg.norm(ours, axis=0)).T @ (theirs / np.linalg.norm(theirs, axis=0)))
    np.testing.assert_allclose(cosines.max(axis=0), 1.0, atol=1e-4)


def test_blocks_hidden_by_a_rotation_come_back() -> None:
    blocks = np.kron(np.eye(3), np.ones((5, 1))) / np.sqrt(5)
    hidden = blocks @ orthonormal(np.random.default_rng(4), 3, 3)
    found = hidden @ varimax_rotation(hidden)
    np.testing.assert_allclose(np.sort(np.abs(found).max(axis=1)), 1 / np.sqrt(5), atol=1e-4)
    np.testing.assert_allclose((np.abs(found) > 1e-3).sum(axis=0), 5)
