"""The likelihood against the joint Gaussian density of all values, and its unique form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from compute.methods.state_space.model import Parameters, standardised, states_of, unique
from compute.methods.state_space.series import series_of
from tests.methods.state_space.conftest import Floats, planted, simulated, with_gaps


def joint(of: Parameters, values: Floats) -> float:
    """log density of one replicate (N, p), written out: x stacked is Gaussian, y = H x + w is."""
    times = len(values)
    k = of.states
    mean, spread = np.zeros(times * k), np.zeros((times * k, times * k))
    power = [np.linalg.matrix_power(of.transition, n) for n in range(times)]
    for a in range(times):
        mean[a * k : (a + 1) * k] = power[a] @ of.first
        for b in range(times):
            shared = sum(power[a - c] @ power[b - c].T for c in range(min(a, b) + 1))
            spread[a * k : (a + 1) * k, b * k : (b + 1) * k] = shared
    loading = np.kron(np.eye(times), of.loading)
    whole = loading @ spread @ loading.T + np.diag(np.tile(of.noise, times))
    there = np.isfinite(values.ravel())
    return float(
        multivariate_normal.logpdf(values.ravel()[there], (loading @ mean)[there], whole[np.ix_(there, there)])
    )


@pytest.mark.parametrize("share", [0.0, 0.25])
def test_the_likelihood_is_that_of_all_values_together(share: float) -> None:
    of = planted(genes=6, states=2, of_each=2)
    values = simulated(of, 3, 5, seed=1)
    values = with_gaps(values, share, 2) if share else values
    found = states_of(series_of(values), of).log_likelihood
    assert found == pytest.approx(sum(joint(of, replicate) for replicate in values), rel=1e-9)


def test_the_smoother_is_the_mean_of_the_states_given_all_values() -> None:
    of = planted(genes=6, states=2, of_each=2)
    values = with_gaps(simulated(of, 1, 4, seed=3), 0.2, 4)
    found = states_of(series_of(values), of).mean[0]
    # the maximum of the joint density of states and values is the mean: its gradient there is 0
    left = np.nan_to_num(values[0] - found @ of.loading.T) / of.noise
    step = found - np.vstack([of.first, found[:-1] @ of.transition.T])
    gradient = left @ of.loading - step
    gradient[:-1] += step[1:] @ of.transition
    assert np.abs(gradient).max() < 1e-8


def test_the_unique_form_is_the_same_model() -> None:
    of = planted()
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    other = Parameters(of.loading @ turn, turn.T @ of.transition @ turn, of.noise, turn.T @ of.first, of.level)
    one, two = unique(of), unique(other)
    assert np.allclose(one.loading, two.loading)
    assert np.allclose(one.transition, two.transition)
    strength = standardised(one).T @ standardised(one)
    assert np.allclose(strength, np.diag(np.diag(strength)))
    assert (np.diff(np.diag(strength)) <= 0).all()
    series = series_of(simulated(of, 2, 6, seed=5))
    assert states_of(series, one).log_likelihood == pytest.approx(states_of(series, of).log_likelihood)
