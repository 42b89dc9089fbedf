"""Sparse × thin products against dense ones, and their derivatives against differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from scipy import sparse

from compute.components.trip.stack import NetworkStack, check_networks
from compute.errors import UserError
from tests.components.planted import orthonormal, sparse_networks

SHAPES = [(12, 7), (7, 12)]


@pytest.mark.parametrize(("q", "p"), SHAPES)
@pytest.mark.parametrize("form", ["csr", "csc", "coo"])
def test_cores_are_those_of_the_dense_networks(q: int, p: int, form: str) -> None:
    networks = [network.asformat(form) for network in sparse_networks(0, q=q, p=p)]
    dense = np.stack([network.toarray() for network in networks])
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(q, 3)), rng.normal(size=(p, 2))
    cores = NetworkStack.of(networks).cores(torch.from_numpy(left), torch.from_numpy(right))
    np.testing.assert_allclose(cores.numpy(), left.T @ dense @ right, atol=1e-12)


@pytest.mark.parametrize(("q", "p"), SHAPES)
def test_the_derivative_of_the_cores_is_that_of_finite_differences(q: int, p: int) -> None:
    stack = NetworkStack.of(sparse_networks(0, samples=5, q=q, p=p))
    rng = np.random.default_rng(1)
    factors = [torch.tensor(rng.normal(size=(size, 2)), requires_grad=True) for size in (q, p)]
    assert torch.autograd.gradcheck(stack.cores, factors)


def test_energy_and_variation_are_sums_of_squares() -> None:
    networks = sparse_networks(0)
    dense = np.stack([network.toarray() for network in networks])
    stack = NetworkStack.of(networks)
    assert stack.energy == pytest.approx((dense**2).sum())
    assert stack.variation == pytest.approx(((dense - dense.mean(axis=0)) ** 2).sum())


def test_a_coefficient_stored_in_two_parts_counts_as_their_sum() -> None:
    parts = sparse.coo_array(([1.0, 2.0, 5.0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    assert NetworkStack.of([parts]).energy == 34.0


def test_what_is_lost_is_total_energy_minus_core_energy() -> None:
    networks = sparse_networks(0)
    dense = np.stack([network.toarray() for network in networks])
    rng = np.random.default_rng(2)
    left, right = orthonormal(rng, 12, 3), orthonormal(rng, 7, 2)
    stack = NetworkStack.of(networks)
    cores = stack.cores(torch.from_numpy(left), torch.from_numpy(right)).numpy()
    lost = ((dense - left @ cores @ right.T) ** 2).sum()
    assert lost == pytest.approx(stack.energy - (cores**2).sum())


def _with(index: int, network: Any) -> list[Any]:
    networks = sparse_networks(0, samples=4)
    networks[index] = network
    return networks


@pytest.mark.parametrize(
    ("networks", "sentence"),
    [
        ([], "There are no networks"),
        (_with(2, np.ones((12, 7))), "Network 2 is a ndarray"),
        (_with(1, sparse.csr_array((7, 12))), r"Network 1 is 7 × 12 .* 12 × 7 is expected"),
        (_with(3, sparse.csr_array(np.full((12, 7), np.nan))), "Network 3 holds a missing or infinite coefficient"),
    ],
)
def test_networks_that_cannot_be_used_are_named(networks: list[Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_networks(networks)
