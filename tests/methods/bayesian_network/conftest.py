"""Planted networks of few genes, and a compact way to pose and score them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.methods.bayesian_network.candidates import choose_candidates
from compute.methods.bayesian_network.climb import Candidates
from compute.methods.bayesian_network.graph_prior import description_length
from compute.methods.bayesian_network.network import Data, static_data
from compute.methods.bayesian_network.one_parent import one_parent_scores
from compute.methods.bayesian_network.problem import Problem, problem

Floats = NDArray[np.float64]
PLANTED = {(0, 2), (1, 2), (2, 3), (4, 5), (3, 5)}
"""Edges of :func:`planted`; genes 6 and 7 are alone."""


def planted(seed: int, samples: int = 200) -> Floats:
    """(n, 8): curves that no straight line fits, so that their direction shows."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(samples, 8))
    x[:, 2] = 1.5 * np.tanh(2 * x[:, 0]) + np.cos(2 * x[:, 1]) + 0.4 * x[:, 2]
    x[:, 3] = np.sin(1.5 * x[:, 2]) + 0.3 * x[:, 3]
    x[:, 5] = x[:, 3] ** 2 + np.abs(x[:, 4]) + 0.3 * x[:, 5]
    return x


def posed(values: Floats, functions: int = 20) -> Data:
    """The values as a static network of genes by the default prior, any gene a parent of any."""
    p = values.shape[1]
    return static_data(values, functions, description_length(p), np.ones((p, p), bool), np.arange(p))


def candidates_of(data: Data, pose: Problem, most: int = 10) -> Candidates:
    score, choice = one_parent_scores(pose)
    return choose_candidates(pose, score, choice, data.prior, most, data.allowed)


def pose(data: Data, exact: bool = False, unequal: bool = False) -> Problem:
    weight = np.ones(len(data.genes))
    return problem(data.basis, data.genes, weight, exact, data.parents if unequal else None)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)
