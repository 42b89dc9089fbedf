"""The stored predictor, in numpy, is the one that torch learned: value for value, rotated or not."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import ortho_group

from compute.components.learn.predictor import LinearPredictor, MlpPredictor, Predictor


def in_torch(predictor: Predictor, cores: torch.Tensor) -> torch.Tensor:
    """The same function written down once more, differentiable."""
    if isinstance(predictor, LinearPredictor):
        return predictor.intercept + (cores * torch.from_numpy(predictor.weights)).sum(dim=(1, 2))
    assert isinstance(predictor, MlpPredictor)
    steps = torch.einsum("nuv,huv->nh", cores, torch.from_numpy(predictor.hidden))
    return predictor.intercept + torch.tanh(steps + torch.from_numpy(predictor.bias)) @ torch.from_numpy(
        predictor.output
    )


def predictors() -> list[Predictor]:
    rng = np.random.default_rng(4)
    bent = MlpPredictor(rng.normal(size=(7, 3, 4)), rng.normal(size=7), rng.normal(size=7), 0.3)
    return [LinearPredictor(rng.normal(size=(3, 4)), -0.2), bent]


@pytest.mark.parametrize("predictor", predictors(), ids=["linear", "mlp"])
def test_numpy_and_torch_agree(predictor: Predictor) -> None:
    rng = np.random.default_rng(5)
    cores = rng.normal(size=(20, 3, 4)) * 3
    cores[0] = 0
    np.testing.assert_allclose(predictor.predict(cores), in_torch(predictor, torch.from_numpy(cores)), atol=1e-10)
    left, right = ortho_group.rvs(3, random_state=1), ortho_group.rvs(4, random_state=2)
    turned = predictor.rotated(left, right).predict(left.T @ cores @ right)
    np.testing.assert_allclose(turned, in_torch(predictor, torch.from_numpy(cores)), atol=1e-10)


@pytest.mark.parametrize("predictor", predictors(), ids=["linear", "mlp"])
def test_path_gradients_are_torchs_gradients_along_the_path(predictor: Predictor) -> None:
    cores = np.random.default_rng(6).normal(size=(5, 3, 4))
    nodes, weights = np.polynomial.legendre.leggauss(60)
    mean = np.zeros_like(cores)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        at = torch.from_numpy(node * cores).requires_grad_()
        in_torch(predictor, at).sum().backward()
        assert at.grad is not None
        mean += weight * at.grad.numpy()
    np.testing.assert_allclose(predictor.path_gradients(cores), mean, atol=1e-9)
