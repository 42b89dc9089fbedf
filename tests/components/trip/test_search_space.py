"""A search inside narrow bases that grow ends where a search of whole networks does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from scipy.linalg import subspace_angles

from compute.components import TRIP, TRIPClassifier
from compute.components.learn.outcome import ScoreOutcome
from compute.components.trip import search_space
from compute.components.trip.objective import Objective
from compute.components.trip.search_space import Bases, CompressedStack, Subspace
from compute.components.trip.stack import NetworkStack
from tests.components.planted import orthonormal, planted, sparse_networks


def inside_narrow_bases(q: int, p: int) -> tuple[NetworkStack, CompressedStack]:
    stack = NetworkStack.of(sparse_networks(0, q=q, p=p))
    rng = np.random.default_rng(1)
    bases = Bases(orthonormal(rng, min(q, p), 4), orthonormal(rng, max(q, p), 5))
    return stack, CompressedStack(stack, bases)


@pytest.mark.parametrize(("q", "p"), [(12, 7), (7, 12)])
def test_cores_inside_are_those_of_the_networks_before_and_after_growing(q: int, p: int) -> None:
    stack, small = inside_narrow_bases(q, p)
    rng = np.random.default_rng(2)
    for _ in range(3):
        inner = Subspace(orthonormal(rng, small.regulators, 3), orthonormal(rng, small.targets, 2))
        outer = small.outside(inner)
        ours = small.cores(torch.from_numpy(inner.regulator_factor), torch.from_numpy(inner.target_factor))
        whole = stack.cores(torch.from_numpy(outer.regulator_factor), torch.from_numpy(outer.target_factor))
        np.testing.assert_allclose(ours.numpy(), whole.numpy(), atol=1e-12)
        back = small.inside(outer)
        np.testing.assert_allclose(back.regulator_factor, inner.regulator_factor, atol=1e-12)
        grown = small.grow(inner, ours.numpy())
        assert grown or small.bases.long.shape[1] == max(q, p)


def test_bases_grow_by_the_gradient_of_the_whole_objective() -> None:
    """Of the two factors' gradients, nothing lies outside the bases once these have grown by them."""
    stack, small = inside_narrow_bases(12, 7)
    scores = np.random.default_rng(0).normal(size=len(stack))
    rng = np.random.default_rng(3)
    inner = Subspace(orthonormal(rng, small.regulators, 3), orthonormal(rng, small.targets, 2))
    settings: dict[str, Any] = {"rho": 0.7, "ridge": 0.05, "hidden": 0}
    objective = Objective(small, ScoreOutcome(scores), inner, rng=np.random.default_rng(0), **settings)
    outer = small.outside(inner)
    whole = Objective(stack, ScoreOutcome(scores), outer, rng=np.random.default_rng(0), **settings)
    here, there = objective.start(inner), whole.start(outer)
    assert objective.loss_and_gradient(here)[0] == pytest.approx(whole.loss_and_gradient(there)[0], rel=1e-12)
    gradient = whole.loss_and_gradient(there)[1][: 12 * 3].reshape(12, 3)
    outside = [gradient - small.bases.long @ (small.bases.long.T @ gradient)]
    before = small.regulators, small.targets
    place, core_gradients = objective.core_gradients(here)
    assert small.grow(place, core_gradients)
    outside.append(gradient - small.bases.long @ (small.bases.long.T @ gradient))
    assert np.abs(outside[0]).max() > 1e-3
    assert np.abs(outside[1]).max() < 1e-12
    lifted = objective.loss_and_gradient(objective.widened(here, before))[0]
    assert lifted == pytest.approx(whole.loss_and_gradient(there)[0], rel=1e-12)


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
@pytest.mark.parametrize("early_stopping", [False, True])
def test_it_ends_where_a_search_of_the_whole_sides_does(
    predictor: Any, early_stopping: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = planted(3, samples=150, distraction=2.0)
    settings: dict[str, Any] = {"rank": (3, 3), "rho": 0.3, "predictor": predictor, "early_stopping": early_stopping}
    whole = TRIP(**settings).fit(truth.networks, truth.scores)
    monkeypatch.setattr(search_space, "WIDTH", (1, 0))
    narrow = TRIP(**settings).fit(truth.networks, truth.scores)
    if not early_stopping:
        assert narrow.loss_[-1] < whole.loss_[-1] + 2e-5  # the perceptron's may even end lower
    if not early_stopping and predictor == "linear":
        assert subspace_angles(narrow.regulator_loadings_, whole.regulator_loadings_).max() < 0.05
    assert narrow.score(truth.networks, truth.scores) == pytest.approx(
        whole.score(truth.networks, truth.scores), abs=0.01
    )
    np.testing.assert_allclose(narrow.cores_, narrow.transform(truth.networks), atol=1e-10)


def test_classes_are_told_apart_inside_narrow_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    truth = planted(3, samples=150)
    labels = np.where(truth.scores > 0, "high", "low")
    whole = TRIPClassifier(rank=(2, 2)).fit(truth.networks, labels)
    monkeypatch.setattr(search_space, "WIDTH", (1, 0))
    narrow = TRIPClassifier(rank=(2, 2)).fit(truth.networks, labels)
    assert narrow.loss_[-1] == pytest.approx(whole.loss_[-1], abs=1e-5)
    np.testing.assert_allclose(narrow.predict_proba(truth.networks), whole.predict_proba(truth.networks), atol=0.02)
