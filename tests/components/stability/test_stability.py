"""Components are matched whatever their order and signs; a planted one is stable, one made of noise is not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from compute.components import TRIP
from compute.components.stability.found_again import side_stability
from compute.components.stability.matching import match_components
from compute.components.stability.refits import refit
from compute.errors import UserError
from tests.components.planted import orthonormal, planted, sparse_networks

RNG = np.random.default_rng(0)


def test_order_and_signs_are_undone() -> None:
    reference = orthonormal(RNG, 30, 4)
    order, signs = [2, 0, 3, 1], np.array([1.0, -1.0, -1.0, 1.0])
    match = match_components(reference, reference[:, order] * signs)
    np.testing.assert_allclose(match.loadings, reference, atol=1e-12)
    np.testing.assert_allclose(match.cosine, 1.0)
    assert match.subspace == pytest.approx(1.0)


def test_no_other_pairing_has_a_larger_sum_of_cosines() -> None:
    reference, found = orthonormal(RNG, 9, 4), orthonormal(RNG, 9, 4)
    cosines = np.abs(reference.T @ found)
    best = max(sum(cosines[u, v] for u, v in enumerate(order)) for order in itertools.permutations(range(4)))
    assert match_components(reference, found).cosine.sum() == pytest.approx(best)


def test_turned_axes_are_told_from_a_different_space() -> None:
    basis = orthonormal(RNG, 40, 4)
    turn = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
    turned = match_components(basis[:, :2], basis[:, :2] @ turn)
    elsewhere = match_components(basis[:, :2], basis[:, [0, 2]])
    np.testing.assert_allclose(turned.cosine, np.sqrt(0.5))
    assert turned.subspace == pytest.approx(1.0)
    np.testing.assert_allclose(elsewhere.cosine, [1.0, 0.0], atol=1e-12)
    assert elsewhere.subspace == pytest.approx(0.0, abs=1e-7)


def test_intervals_are_those_of_the_resamples_alone() -> None:
    reference = orthonormal(RNG, 25, 3)
    refits = np.array([np.linalg.qr(reference + 0.05 * RNG.normal(size=(25, 3)))[0] for _ in range(40)])
    refits[:4] = -orthonormal(RNG, 25, 3)  # seeds that found something else
    found = side_stability(reference, refits, 4, "principal")
    assert found.seed_cosine.shape == (4, 3)
    assert found.resample_cosine.shape == (36, 3)
    assert ((found.low <= found.high) & (found.high - found.low < 0.4)).all()
    assert ((found.low <= reference) & (reference <= found.high)).mean() > 0.9
    assert (found.found_in_resamples == 1).all()
    assert not found.stable.any()  # the seeds disagree


@pytest.fixture(scope="module")
def clear() -> TRIP:
    return TRIP(rank=(2, 2), rho=0.1)


def test_planted_components_of_unequal_strength_are_stable_and_noise_is_not(clear: TRIP) -> None:
    signal = planted(2, samples=120)
    strength = signal.networks
    cores = np.einsum("ja,njk,kb->nab", signal.regulator_factor, signal.dense, signal.target_factor)
    cores *= np.array([[3.0, 1.5], [1.0, 0.4]])  # apart in energy, so that the axes are defined
    dense = np.einsum("ja,nab,kb->njk", signal.regulator_factor, cores, signal.target_factor)
    strength = [type(signal.networks[0])(x) for x in dense]
    found = refit(clear, strength, cores[:, 0, 0] + cores[:, 1, 1], seeds=2, resamples=10)
    model = TRIP(rank=(2, 2), rho=0.1).fit(strength, cores[:, 0, 0] + cores[:, 1, 1])
    for side, loadings in (("regulator", model.regulator_loadings_), ("target", model.target_loadings_)):
        side_found = side_stability(loadings, np.asarray(getattr(found, side), float), 2, "principal")
        assert side_found.stable.all(), side
        assert side_found.figure.min() > 0.9

    networks, noise = sparse_networks(0, samples=60), np.random.default_rng(1).normal(size=60)
    model = TRIP(rank=(3, 3), rho=0.1).fit(networks, noise)
    found = refit(TRIP(rank=(3, 3), rho=0.1), networks, noise, seeds=1, resamples=8)
    assert not side_stability(
        model.regulator_loadings_, np.asarray(found.regulator, float), 1, "principal"
    ).stable.all()


def test_the_same_seed_draws_the_same_resamples(clear: TRIP) -> None:
    networks, scores = sparse_networks(2, samples=30), np.random.default_rng(2).normal(size=30)
    heard: list[tuple[str, int, int]] = []
    first = refit(clear, networks, scores, seeds=1, resamples=2, seed=5, announce=lambda *said: heard.append(said))
    again = refit(clear, networks, scores, seeds=1, resamples=2, seed=5)
    other = refit(clear, networks, scores, seeds=1, resamples=2, seed=6)
    np.testing.assert_array_equal(first.regulator, again.regulator)
    assert not np.array_equal(first.regulator[1:], other.regulator[1:])
    np.testing.assert_array_equal(first.regulator[0], other.regulator[0])
    assert heard == [("seed", 1, 1), ("resample", 1, 2), ("resample", 2, 2)]
    assert first.seeds == (1,)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"seeds": 0, "resamples": 5}, "cannot be measured with 0 seeds"),
        ({"seeds": 1, "resamples": 1}, "cannot be measured with 1 resample"),
        ({"seeds": 1, "resamples": 2, "seed": -1}, "seed is -1"),
    ],
)
def test_too_few_fits_are_named(counts: dict[str, int], sentence: str, clear: TRIP) -> None:
    with pytest.raises(UserError, match=sentence):
        refit(clear, sparse_networks(0), np.arange(30.0), **counts)  # type: ignore[arg-type]
