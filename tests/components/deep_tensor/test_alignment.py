"""Aligning networks with a core: the orthonormal part, its derivative, the maximum, the order of the genes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from scipy import sparse
from scipy.linalg import polar

from compute.components.deep_tensor.alignment import align, orthonormal_part, sign_starts
from compute.components.deep_tensor.channels import Channels, split_channels
from compute.components.deep_tensor.networks import CompressedNetwork, compress
from compute.components.deep_tensor.objective import unit
from tests.components.planted import sparse_networks

RNG = np.random.default_rng(0)


def cores_of(networks: list[CompressedNetwork]) -> torch.Tensor:
    return torch.from_numpy(np.stack([network.core for network in networks]))


def test_the_orthonormal_part_is_that_of_the_polar_decomposition() -> None:
    free = RNG.normal(size=(6, 7, 3))
    found = orthonormal_part(torch.from_numpy(free)).numpy()
    for one, expected in zip(found, free, strict=True):
        np.testing.assert_allclose(one, polar(expected)[0], atol=1e-4)


def test_its_derivative_is_that_of_finite_differences_equal_singular_values_included() -> None:
    equal = np.linalg.qr(RNG.normal(size=(7, 3)))[0]
    free = torch.tensor(np.stack([RNG.normal(size=(7, 3)), 2 * equal]), requires_grad=True)
    assert torch.autograd.gradcheck(orthonormal_part, (free,), atol=1e-5)


def test_networks_without_edges_have_no_part_and_no_slope() -> None:
    free = torch.zeros(1, 4, 2, dtype=torch.float64, requires_grad=True)
    part = orthonormal_part(free)
    part.sum().backward()
    assert not part.detach().numpy().any()
    assert free.grad is not None
    assert torch.isfinite(free.grad).all()


def test_of_a_plain_matrix_the_best_possible_alignment_is_found() -> None:
    """Σ σ_k(X) σ_k(Y) bounds ⟨C'XD, Y⟩ over orthonormal C, D (von Neumann)."""
    networks = sparse_networks(1, samples=12)
    target = unit(torch.from_numpy(RNG.normal(size=(1, 3, 2))))
    stack = cores_of([compress(network, 7, "plain") for network in networks])
    aligned = align(stack, target, 60, sign_starts(2, 4))
    closeness = (aligned.cores * target).sum((1, 2, 3)).numpy()
    of_target = np.linalg.svd(target.numpy()[0], compute_uv=False)
    best = [np.linalg.svd(network.toarray(), compute_uv=False)[:2] @ of_target for network in networks]
    np.testing.assert_allclose(closeness, best, rtol=1e-3, atol=1e-9)


@pytest.mark.parametrize("channels", ["plain", "signed"])
def test_each_turn_brings_every_core_closer(channels: Channels) -> None:
    networks = [compress(network, 7, channels) for network in sparse_networks(2, samples=20) if network.nnz]
    stack = cores_of(networks)
    target = unit(torch.from_numpy(RNG.normal(size=(stack.shape[1], 2, 2))))
    one = torch.ones(1, 2, dtype=torch.float64)
    closeness = [(align(stack, target, turns, one).cores * target).sum((1, 2, 3)).numpy() for turns in (1, 2, 5, 20)]
    assert all((later >= earlier - 1e-4 * np.abs(earlier)).all() for earlier, later in pairwise(closeness))


@pytest.mark.parametrize("channels", ["plain", "signed"])
def test_the_order_of_the_genes_turns_the_bases_and_nothing_else(channels: Channels) -> None:
    network = sparse_networks(3)[0]
    rows, columns = RNG.permutation(12), RNG.permutation(7)
    first, second = compress(network, 5, channels), compress(network[rows][:, columns], 5, channels)
    np.testing.assert_allclose(second.core, first.core, atol=1e-10)
    np.testing.assert_allclose(second.regulator_basis, first.regulator_basis[rows], atol=1e-10)
    np.testing.assert_allclose(second.target_basis, first.target_basis[columns], atol=1e-10)
    assert second.energy == pytest.approx(first.energy)


def test_a_basis_as_large_as_the_network_loses_nothing() -> None:
    network = sparse_networks(4)[0]
    whole = compress(network, 12, "signed")
    for core, part in zip(whole.core, split_channels(network, "signed"), strict=True):
        np.testing.assert_allclose(whole.regulator_basis @ core @ whole.target_basis.T, part.toarray(), atol=1e-10)


@pytest.mark.parametrize(("shape", "side"), [((60, 40), 50), ((60, 40), 10), ((60, 10), 30), ((10, 60), 30)])
def test_long_sides_are_compressed_as_short_ones_are(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int], side: int
) -> None:
    """By the Gram of the other side where that is short, by Lanczos where neither is."""
    rng = np.random.default_rng(5)
    network = sparse.random_array(shape, density=0.3, rng=rng, format="csr", data_sampler=rng.standard_normal)
    dense = compress(network, 4, "signed")
    monkeypatch.setattr("compute.components.deep_tensor.networks.DENSE_SIDE", side)
    other = compress(network, 4, "signed")
    np.testing.assert_allclose(other.core, dense.core, atol=1e-8)
    np.testing.assert_allclose(other.regulator_basis, dense.regulator_basis, atol=1e-8)


def test_channels_add_up_to_the_network() -> None:
    network = sparse_networks(6)[0]
    activation, repression = split_channels(network, "signed")
    assert (activation.data > 0).all()
    assert (repression.data < 0).all()
    np.testing.assert_array_equal((activation + repression).toarray(), network.toarray())


@pytest.mark.parametrize(("components", "most", "count"), [(2, 8, 4), (3, 8, 8), (5, 8, 8), (20, 8, 8)])
def test_sign_patterns_differ_and_begin_with_plus(components: int, most: int, count: int) -> None:
    signs = sign_starts(components, most).numpy()
    assert signs.shape == (count, components)
    assert len({tuple(row) for row in signs}) == count
    assert (signs[0] == 1).all()
