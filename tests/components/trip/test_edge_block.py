"""Networks side by side against dense ones: products, sums, and how they are grouped."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from compute.components.trip import edge_block
from compute.components.trip.edge_block import blocks_of
from compute.components.trip.stack import NetworkStack, taken
from compute.components.trip.study_stack import study_stack
from compute.study import open_study
from tests.components.planted import sparse_networks
from tests.study.conftest import Planted, planted

__all__ = ["planted"]


def alike(samples: int = 20, q: int = 9, p: int = 14) -> list[Any]:
    """Neighbours that differ in a few edges each."""
    rng = np.random.default_rng(0)
    networks, current = [], (rng.random((q, p)) < 0.3) * rng.normal(size=(q, p))
    for _ in range(samples):
        current = np.where(rng.random((q, p)) < 0.02, rng.normal(size=(q, p)) * (rng.random((q, p)) < 0.3), current)
        networks.append(sparse.csr_array(current))
    return networks


@pytest.mark.parametrize("networks", [alike(), sparse_networks(0, q=9, p=14, density=0.05)], ids=["alike", "unlike"])
def test_products_and_sums_are_those_of_the_dense_networks(networks: list[Any]) -> None:
    dense = np.stack([network.toarray() for network in networks])
    rng = np.random.default_rng(1)
    long, by_network, weights = (
        rng.normal(size=(14, 3)),
        rng.normal(size=(len(dense), 9, 3)),
        rng.normal(size=len(dense)),
    )
    stack = NetworkStack.of(networks)
    np.testing.assert_allclose(stack.contract(long), dense @ long, atol=1e-12)
    expected = np.einsum("nqp,nqr->pr", dense, by_network)
    np.testing.assert_allclose(stack.expand(by_network), expected, atol=1e-12)
    np.testing.assert_allclose(stack.weighted_sum(weights).toarray(), np.tensordot(weights, dense, 1), atol=1e-12)
    for sample in (0, 7, -1):
        np.testing.assert_array_equal(stack[sample].toarray(), dense[sample])


def test_networks_that_share_edges_share_a_block_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    double = np.dtype(np.float64)
    assert [block.networks for block in blocks_of(alike(), double)] == [20]
    unlike = sparse_networks(0, q=90, p=70, density=0.01)
    assert max(block.networks for block in blocks_of(unlike, double)) <= 2
    monkeypatch.setattr(edge_block, "WIDEST", 8)
    assert [block.networks for block in blocks_of(alike(), double)] == [8, 8, 4]


@pytest.mark.parametrize("size", [(9, 14), (14, 9)])
def test_samples_taken_are_a_stack_of_their_own(size: tuple[int, int]) -> None:
    networks = alike(q=size[0], p=size[1])
    repeated = [*networks, networks[3], networks[3]]
    stack = NetworkStack.of(repeated)
    assert (len(stack), stack.distinct) == (22, 20)
    chosen = np.array([21, 4, 3, 4])
    few, same = stack.take(chosen), NetworkStack.of(taken(repeated, chosen))
    assert (len(few), few.distinct) == (4, 2)
    assert few.energy == pytest.approx(same.energy)
    assert few.variation == pytest.approx(same.variation)
    np.testing.assert_allclose(few.mean.toarray(), same.mean.toarray())
    for ours, given in zip(few, taken(repeated, chosen), strict=True):
        np.testing.assert_array_equal(ours.toarray(), given.toarray())
    thin = np.random.default_rng(2).normal(size=(14, 2))
    np.testing.assert_allclose(few.contract(thin)[few.of_sample], same.contract(thin)[same.of_sample])


def test_single_precision_stays_and_is_good_to_a_millionth() -> None:
    networks = alike()
    single = NetworkStack.of([network.astype(np.float32) for network in networks])
    assert single.dtype == np.float32
    thin = np.random.default_rng(3).normal(size=(14, 3))
    exact = NetworkStack.of(networks).contract(thin)
    assert np.linalg.norm(single.contract(thin) - exact) < 1e-6 * np.linalg.norm(exact)


def test_networks_of_a_study_are_read_from_its_blocks(planted: Planted) -> None:
    study = open_study(planted.path)
    stack = study_stack(study)
    assert len(stack) == len(study.samples)
    assert stack.dtype == np.float32
    for sample in range(len(study.samples)):
        np.testing.assert_array_equal(stack[sample].toarray(), study.network(sample).toarray())
