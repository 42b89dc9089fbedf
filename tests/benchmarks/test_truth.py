"""The yardstick itself: simulated cohorts carry what was planted, and the scores reward nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.truth import others
from benchmarks.truth.cohorts import DESIGNS, SHAPES, THRESHOLD, SimulatedCohort, simulate
from benchmarks.truth.metrics import in_band, scores


@pytest.fixture(scope="module")
def cohort() -> SimulatedCohort:
    return simulate(replace(DESIGNS["even"], samples=120, regulators=20, targets=12), 3)


def test_the_truth_itself_scores_full_marks(cohort: SimulatedCohort) -> None:
    found = scores(np.where(np.abs(cohort.truth) > THRESHOLD, cohort.truth, 0.0), cohort.truth)
    assert found["ap"] == found["sign"] == found["found"] == found["precision"] == found["when"] == 1.0
    assert scores(-cohort.truth, cohort.truth)["sign"] == 0.0


def test_scores_depend_on_the_order_only(cohort: SimulatedCohort) -> None:
    guess = cohort.truth + 0.3 * np.random.default_rng(0).normal(size=cohort.truth.shape)
    first, second = scores(guess, cohort.truth), scores(7.0 * guess, cohort.truth)
    assert first == pytest.approx(second)
    assert 0.2 < first["ap"] < 0.99


def test_what_is_too_small_to_be_reported_ranks_and_is_not_judged(cohort: SimulatedCohort) -> None:
    guess = np.where(np.abs(cohort.truth) > THRESHOLD, cohort.truth, 0.01)
    found = scores(guess, cohort.truth, least=THRESHOLD)
    assert found["precision"] == found["ap"] == 1.0
    assert scores(guess, cohort.truth)["precision"] < 0.5


def test_noise_scores_the_share_of_true_edges(cohort: SimulatedCohort) -> None:
    noise = np.random.default_rng(1).normal(size=cohort.truth.shape)
    assert scores(noise, cohort.truth)["ap"] == pytest.approx((np.abs(cohort.truth) > THRESHOLD).mean(), abs=0.05)


def test_a_network_that_never_changes_knows_no_change(cohort: SimulatedCohort) -> None:
    still = np.broadcast_to(cohort.truth.mean(axis=0), cohort.truth.shape)
    moving = scores(cohort.truth, cohort.truth)
    assert scores(still, cohort.truth)["change"] < 0.5 * moving["change"]


def test_the_planted_coefficients_are_the_regression_s() -> None:
    """With the noise and the drift taken away, least squares over the true regulators finds the coefficients."""
    clear = replace(DESIGNS["unchanging"], targets=8, noise=1e-6, drift=0.0)
    cohort = simulate(clear, 0)
    R, T = others.standardised(cohort.regulators), others.standardised(cohort.targets)
    for k in range(8):
        mine = np.flatnonzero(cohort.shape[k] >= 0)
        beta = np.linalg.lstsq(R[:, mine], T[:, k], rcond=None)[0]
        np.testing.assert_allclose(beta, cohort.truth[0, k, mine], atol=1e-4)


def test_edges_change_as_their_shape_says(cohort: SimulatedCohort) -> None:
    first, last = cohort.truth[0], cohort.truth[-1]
    for shape, holds in {
        "constant": np.isclose(first, last),
        "appears": np.abs(first) < np.abs(last),
        "fades": np.abs(first) > np.abs(last),
        "flips": first * last < 0,
    }.items():
        chosen = cohort.shape == SHAPES.index(shape)
        assert chosen.any()
        assert holds[chosen].all(), shape


@pytest.mark.parametrize("design", DESIGNS)
def test_cohorts_are_finite_sorted_and_repeatable(design: str) -> None:
    one, two = simulate(DESIGNS[design], 5), simulate(DESIGNS[design], 5)
    np.testing.assert_array_equal(one.targets, two.targets)
    assert np.isfinite(one.regulators).all()
    assert (np.diff(one.modulator) >= 0).all()


def pearson(cohort: SimulatedCohort, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    p = cohort.targets.shape[1]
    return np.corrcoef(cohort.targets[rows].T, cohort.regulators[rows].T)[:p, p:]


def test_lioness_and_ssn_are_their_definitions(cohort: SimulatedCohort) -> None:
    n = len(cohort.modulator)
    at = np.array([0, 7, n - 1])
    networks, differences = others.lioness(cohort, at), others.single_sample_network(cohort, at)
    everyone = pearson(cohort, np.ones(n, bool))
    for row, sample in enumerate(at):
        without = pearson(cohort, np.arange(n) != sample)
        np.testing.assert_allclose(networks[row], n * (everyone - without) + without, atol=1e-9)
        z = (everyone - without) / ((1 - without**2) / (n - 2))
        np.testing.assert_allclose(differences[row], z, atol=1e-9)


def test_the_linear_models_find_a_plain_edge(cohort: SimulatedCohort) -> None:
    """Constant, strong, hardly any noise: every regression must rank its true edges first."""
    plain = simulate(replace(DESIGNS["unchanging"], samples=120, regulators=15, targets=4, noise=0.05, drift=0.0), 1)
    at = np.array([10, 60, 110])
    for method in (others.elastic_net, others.elastic_net_slopes, others.windowed_lasso):
        assert scores(method(plain, at), plain.truth[at])["ap"] > 0.95, method.__name__


def test_planted_coefficients_are_looked_for_in_the_band_of_reported_edges_alone() -> None:
    truth = np.array([[[0.5, 0.5, 0.0, 0.5]], [[0.5, 0.0, 0.0, 0.5]]])
    estimate = np.array([[[0.4, 0.9, 0.3, 0.05]], [[0.1, 0.9, 0.3, 0.05]]])
    assert in_band(estimate, np.full(truth.shape, 0.1), truth, 0.1) == pytest.approx(1 / 3)
    assert np.isnan(in_band(estimate, np.ones(truth.shape), np.zeros(truth.shape), 0.1))
