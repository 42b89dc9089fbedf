"""The yardstick for networks whose genes do not correspond: what is planted, and the kernel's definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from benchmarks.deep_tensor import DESIGNS, SingularValues, either_or, simulate
from benchmarks.predicting.features import SharedCores
from benchmarks.truth.weisfeiler_lehman import WeisfeilerLehman, labels_of


def test_the_classes_of_an_arrangement_share_singular_values_and_signs() -> None:
    first, second = (DESIGNS["arrangement"][0](label, np.random.default_rng(0)) for label in (0, 1))
    np.testing.assert_allclose(*(np.linalg.svd(core, compute_uv=False) for core in (first, second)), atol=1e-12)
    assert (first > 0).sum() == (second > 0).sum()


def test_either_or_has_the_same_mean_core_in_both_classes() -> None:
    rng = np.random.default_rng(0)
    means = [np.mean([either_or(label, rng) for _ in range(2000)], axis=0) for label in (0, 1)]
    np.testing.assert_allclose(means, 0, atol=0.1)
    assert all(np.prod(np.diag(either_or(1, rng))) == 1 for _ in range(10))
    assert all(np.prod(np.diag(either_or(0, rng))) == -1 for _ in range(10))


@pytest.mark.parametrize("design", list(DESIGNS))
def test_cohorts_are_balanced_and_repeatable(design: str) -> None:
    networks, labels = simulate(design, 3, 10, (12, 15), 0.1)
    again, _ = simulate(design, 3, 10, (12, 15), 0.1)
    assert np.bincount(labels).tolist() == [5, 5]
    assert all((network != same).nnz == 0 for network, same in zip(networks, again, strict=True))


def test_only_in_the_control_do_genes_correspond() -> None:
    spread = {}
    for design in ("arrangement", "in order"):
        networks, labels = simulate(design, 0, 40, (12, 15), 0.0)
        mean = np.mean([network.toarray() for network, label in zip(networks, labels, strict=True) if label], axis=0)
        spread[design] = np.abs(mean).max()
    assert spread["in order"] > 2 * spread["arrangement"] / 1.5


def test_labels_do_not_depend_on_the_order_of_the_genes() -> None:
    rng = np.random.default_rng(0)
    network = sparse.random_array((6, 8), density=0.4, rng=rng, format="csr", data_sampler=rng.standard_normal)
    shuffled = network[rng.permutation(6)][:, rng.permutation(8)]
    assert labels_of(network, 2, 0.1) == labels_of(shuffled, 2, 0.1)
    assert labels_of(network, 2, 0.1) != labels_of(-network, 2, 0.1)
    assert labels_of(network, 0, 0.1) == {"0R": 6, "0T": 8}


def test_the_kernel_tells_clean_arrangements_apart() -> None:
    networks, labels = simulate("arrangement", 1, 60, (12, 15), 0.0)
    model = WeisfeilerLehman(folds=2).fit(networks[:40], labels[:40])
    assert np.mean(model.predict(networks[40:]) == labels[40:]) > 0.7


def test_baselines_see_what_they_say() -> None:
    networks, _ = simulate("in order", 1, 8, (12, 15), 0.1)
    assert SharedCores().fit(networks).transform(networks).shape == (8, 4)
    values = SingularValues().fit(networks).transform(networks)
    rng = np.random.default_rng(0)
    shuffled = [network[rng.permutation(12)] for network in networks]
    np.testing.assert_allclose(SingularValues().transform(shuffled), values, atol=1e-10)
