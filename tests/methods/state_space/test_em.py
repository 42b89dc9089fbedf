"""EM: the likelihood never falls, planted modules come out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import subspace_angles

from compute.methods.state_space.em import fitted, improved, radius
from compute.methods.state_space.model import standardised, states_of
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of
from compute.methods.state_space.start import start
from tests.methods.state_space.conftest import planted, simulated, with_gaps


@pytest.mark.parametrize("rules", [Rules(), Rules(ridge=3.0), Rules(common=True), Rules(zero=True)])
@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.slow
def test_no_loop_lowers_the_likelihood(rules: Rules, gaps: bool) -> None:
    values = simulated(planted(genes=20, of_each=4), 3, 8, seed=11)
    series = series_of(with_gaps(values, 0.2, 12) if gaps else values)
    for number in range(4):
        found = fitted(series, start(series, 3, number, 0, rules), rules, 60)
        steps = np.diff(found.course)
        assert (steps >= -1e-8 * abs(found.course[-1])).all()
        assert found.monotone
        assert found.course[-1] > found.course[0]


def test_with_a_ridge_no_course_grows() -> None:
    growing = planted(genes=10, states=1, of_each=10)
    values = np.cumsum(simulated(growing, 2, 6, seed=2), axis=1) ** 2
    series = series_of(values - values.mean(axis=(0, 1)))
    assert radius(fitted(series, start(series, 2, 0, 0), Rules(), 200).parameters.transition) > 1
    assert radius(fitted(series, start(series, 2, 0, 0), Rules(ridge=1.0), 200).parameters.transition) <= 1 + 1e-9


def test_the_end_is_a_stationary_point() -> None:
    series = series_of(simulated(planted(genes=12, of_each=4), 4, 8, seed=3))
    found = fitted(series, start(series, 2, 0, 0), Rules(), 5000, close=1e-13)
    again = improved(series, found.parameters, states_of(series, found.parameters), Rules())
    assert np.allclose(again.loading, found.parameters.loading, atol=1e-3)
    rng = np.random.default_rng(0)
    for _ in range(20):  # no nearby parameters are better
        moved = found.parameters.loading + 1e-3 * rng.normal(size=found.parameters.loading.shape)
        other = type(found.parameters)(
            moved, found.parameters.transition, found.parameters.noise, found.parameters.first, found.parameters.level
        )
        assert states_of(series, other).log_likelihood < found.log_likelihood + 1e-6


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_planted_modules_span_the_same_space(share: float) -> None:
    truth = planted()
    values = simulated(truth, 16, 24, seed=4)
    values = with_gaps(values, share, 5) if share else values
    series = series_of(values)
    found = fitted(series, start(series, 3, 0, 0), Rules(), 100).parameters
    angle = np.degrees(subspace_angles(standardised(found), standardised(truth)).max())
    assert angle < 5, angle
