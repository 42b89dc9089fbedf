"""The unsupervised subspace against dense linear algebra and its known bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import subspace_angles

from compute.components.trip import search_space
from compute.components.trip.search_space import Subspace, compressed
from compute.components.trip.stack import NetworkStack
from compute.components.trip.subspace import principal_rotation, supervised_subspace, unsupervised_subspace
from tests.components.planted import orthonormal, planted, sparse_networks

Floats = NDArray[np.float64]


def dense_hosvd(dense: Floats, rank: tuple[int, int]) -> tuple[Floats, Floats]:
    """Leading left singular vectors of the two unfoldings."""
    by_regulator = dense.transpose(1, 0, 2).reshape(dense.shape[1], -1)
    by_target = dense.transpose(2, 0, 1).reshape(dense.shape[2], -1)
    return np.linalg.svd(by_regulator)[0][:, : rank[0]], np.linalg.svd(by_target)[0][:, : rank[1]]


def dense_hooi(dense: Floats, rank: tuple[int, int], sweeps: int = 100) -> float:
    """Share of energy kept by alternating singular value decompositions of dense arrays."""
    left, right = dense_hosvd(dense, rank)
    for _ in range(sweeps):
        left, _ = dense_hosvd(dense @ right @ right.T, rank)
        _, right = dense_hosvd(left @ left.T @ dense, rank)
    return float(((left.T @ dense @ right) ** 2).sum() / (dense**2).sum())


def layered_networks(seed: int, q: int, p: int) -> list[Any]:
    """Components of falling strength under noise: one best subspace, cut through by every rank."""
    rng = np.random.default_rng(seed)
    sides = min(q, p)
    cores = rng.normal(size=(30, sides, sides)) * 0.6 ** np.add.outer(np.arange(sides), np.arange(sides))
    left, right = orthonormal(rng, q, sides), orthonormal(rng, p, sides)
    noise = sparse_networks(seed, q=q, p=p, density=0.2)
    return [sparse.csr_array(left @ core @ right.T + 0.05 * n) for core, n in zip(cores, noise, strict=True)]


def unsupervised(stack: NetworkStack, rank: tuple[int, int]) -> tuple[Subspace, float]:
    return unsupervised_subspace(compressed(stack, rank, seed=0), rank)


@pytest.mark.parametrize(("q", "p", "rank"), [(12, 7, (3, 2)), (7, 12, (2, 4)), (9, 9, (1, 1))])
def test_it_keeps_as_much_as_dense_hooi(q: int, p: int, rank: tuple[int, int]) -> None:
    networks = layered_networks(3, q, p)
    dense = np.stack([network.toarray() for network in networks])
    _, kept = unsupervised(NetworkStack.of(networks), rank)
    assert kept == pytest.approx(dense_hooi(dense, rank), abs=1e-5)


@pytest.mark.parametrize("rank", [(3, 2), (5, 5), (1, 6)])
def test_it_keeps_at_least_what_hosvd_keeps_and_at_most_hosvd_s_bound(rank: tuple[int, int]) -> None:
    networks = layered_networks(4, 12, 7)
    dense = np.stack([network.toarray() for network in networks])
    total = (dense**2).sum()
    left, right = dense_hosvd(dense, rank)
    by_hosvd = ((left.T @ dense @ right) ** 2).sum() / total
    bound = min(((left.T @ dense) ** 2).sum(), ((dense @ right) ** 2).sum()) / total
    _, kept = unsupervised(NetworkStack.of(networks), rank)
    assert by_hosvd - 1e-6 <= kept <= bound + 1e-12


def test_factors_are_orthonormal_and_keep_what_is_said() -> None:
    networks = sparse_networks(5)
    dense = np.stack([network.toarray() for network in networks])
    found, kept = unsupervised(NetworkStack.of(networks), (3, 2))
    left, right = found.regulator_factor, found.target_factor
    np.testing.assert_allclose(left.T @ left, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(right.T @ right, np.eye(2), atol=1e-12)
    assert kept == pytest.approx(((left.T @ dense @ right) ** 2).sum() / (dense**2).sum())


def test_networks_of_low_rank_are_kept_whole() -> None:
    truth = planted(0)
    found, kept = unsupervised(NetworkStack.of(truth.networks), (2, 2))
    assert kept == pytest.approx(1.0)
    assert subspace_angles(found.regulator_factor, truth.regulator_factor).max() < 1e-6
    assert subspace_angles(found.target_factor, truth.target_factor).max() < 1e-6


@pytest.mark.parametrize("rank", [(12, 7), (11, 6), (12, 1)])
def test_ranks_up_to_the_size_work(rank: tuple[int, int]) -> None:
    found, kept = unsupervised(NetworkStack.of(sparse_networks(6)), rank)
    assert found.regulator_factor.shape == (12, rank[0])
    assert found.target_factor.shape == (7, rank[1])
    assert rank != (12, 7) or kept == pytest.approx(1.0)


@pytest.mark.parametrize(("q", "p"), [(20, 15), (15, 20)])
def test_narrow_bases_grow_until_they_keep_what_the_whole_sides_do(
    q: int, p: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = NetworkStack.of(layered_networks(7, q, p))
    whole, kept = unsupervised(stack, (4, 3))
    monkeypatch.setattr(search_space, "WIDTH", (1, 1))
    grown, kept_by_grown = unsupervised(stack, (4, 3))
    assert kept_by_grown == pytest.approx(kept, abs=1e-6)
    assert subspace_angles(grown.regulator_factor, whole.regulator_factor).max() < 1e-2


@pytest.mark.parametrize("rank", [(2, 2), (3, 2), (2, 4)])
def test_directions_that_follow_the_scores_are_found_under_stronger_ones(rank: tuple[int, int]) -> None:
    truth = planted(1, samples=4000, distraction=3.0)
    stack = NetworkStack.of(truth.networks)
    strongest, _ = unsupervised(stack, rank)
    found = supervised_subspace(stack, truth.scores, strongest, rank, seed=0)
    assert found is not None
    for factor, true, size in (
        (found.regulator_factor, truth.regulator_factor, rank[0]),
        (found.target_factor, truth.target_factor, rank[1]),
    ):
        np.testing.assert_allclose(factor.T @ factor, np.eye(size), atol=1e-12)
        assert np.degrees(subspace_angles(factor, true)[-2:].max()) < 10
    assert subspace_angles(strongest.regulator_factor, truth.regulator_factor).max() > 1.2


@pytest.mark.parametrize("size", [(6, 1), (1, 6)])
def test_one_gene_on_a_side_has_no_supervised_start(size: tuple[int, int]) -> None:
    stack = NetworkStack.of(sparse_networks(7, q=size[0], p=size[1]))
    strongest, _ = unsupervised(stack, (1, 1))
    assert supervised_subspace(stack, np.arange(30.0), strongest, (1, 1), seed=0) is None


def _rotated(seed: int) -> tuple[Floats, Floats, Floats, Any]:
    rng = np.random.default_rng(seed)
    left, right = orthonormal(rng, 12, 3), orthonormal(rng, 7, 2)
    cores = rng.normal(size=(40, 3, 2)) * np.array([3.0, 1.0, 2.0])[:, None] * np.array([1.0, 4.0])
    return cores, left, right, rng


def test_principal_order_decorrelates_the_components_and_signs_their_largest_loading() -> None:
    cores, left, right, _ = _rotated(8)
    by_regulator, by_target = principal_rotation(cores, left, right)
    fixed = by_regulator.T @ cores @ by_target
    for gram in (np.einsum("nuv,nwv->uw", fixed, fixed), np.einsum("nuv,nuw->vw", fixed, fixed)):
        np.testing.assert_allclose(gram, np.diag(np.diag(gram)), atol=1e-9)
        assert (np.diff(np.diag(gram)) < 0).all()
    for loadings in (left @ by_regulator, right @ by_target):
        assert (loadings.max(axis=0) == np.abs(loadings).max(axis=0)).all()


def test_the_fixed_rotation_does_not_depend_on_the_one_it_starts_from() -> None:
    cores, left, right, rng = _rotated(9)
    turn_left, turn_right = orthonormal(rng, 3, 3), orthonormal(rng, 2, 2)
    first = principal_rotation(cores, left, right)
    second = principal_rotation(turn_left.T @ cores @ turn_right, left @ turn_left, right @ turn_right)
    np.testing.assert_allclose(left @ first[0], left @ turn_left @ second[0], atol=1e-9)
    np.testing.assert_allclose(right @ first[1], right @ turn_right @ second[1], atol=1e-9)
