"""Early stopping ends where the samples held aside are predicted best."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from compute.components import TRIP
from compute.components.learn.solver import EarlyStop, minimise
from compute.errors import UserError
from tests.components.planted import Planted, sparse_networks


def bowl(x: np.ndarray) -> tuple[float, np.ndarray]:
    """Long and narrow, so that many steps lead to the minimum at zero."""
    widths = 10.0 ** np.arange(len(x))
    return float((widths * x**2).sum()), 2 * widths * x


def test_it_goes_back_to_where_the_error_was_lowest() -> None:
    seen: list[np.ndarray] = []

    def error(x: np.ndarray) -> float:
        seen.append(x.copy())
        return abs(len(seen) - 5)  # falls to the fifth epoch, then rises

    found = minimise(bowl, {"only": np.full(5, 3.0)}, 500, 1e-14, early=EarlyStop(error, 3))
    assert len(seen) == 8
    assert found.stopped_early
    assert not found.converged
    np.testing.assert_array_equal(found.parameters, seen[4])
    assert found.losses[-1] == bowl(found.parameters)[0]
    assert found.aside == [4, 3, 2, 1, 0]


def test_an_error_that_keeps_falling_stops_nothing() -> None:
    found = minimise(bowl, {"only": np.full(3, 3.0)}, 500, 1e-14, early=EarlyStop(lambda x: bowl(x)[0], 3))
    assert found.converged
    assert not found.stopped_early
    np.testing.assert_allclose(found.parameters, 0, atol=1e-5)


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_noise_is_fitted_less(predictor: Any) -> None:
    networks, noise = sparse_networks(0, samples=80), np.random.default_rng(0).normal(size=80)
    settings: dict[str, Any] = {"rank": (5, 5), "predictor": predictor, "hidden": 8, "rho": 0.01, "ridge": 1e-4}
    full = TRIP(**settings, max_epochs=100).fit(networks, noise)
    early = TRIP(**settings, max_epochs=100, early_stopping=True, patience=5).fit(networks, noise)
    assert early.stopped_early_
    assert len(early.loss_) < len(full.loss_)
    assert early.score(networks, noise) < full.score(networks, noise)
    assert early.validation_loss_.argmin() == len(early.validation_loss_) - 1 == len(early.loss_) - 1
    assert early.cores_.shape == (80, 5, 5)


def test_what_can_be_predicted_still_is(distracted: Planted) -> None:
    model = TRIP(rank=(2, 2), rho=0.01, early_stopping=True).fit(distracted.networks[:240], distracted.scores[:240])
    assert model.score(distracted.networks[240:], distracted.scores[240:]) > 0.98


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [({"validation_fraction": 1.0}, "validation_fraction is 1.0"), ({"patience": 0}, "patience is 0")],
)
def test_settings_out_of_range_are_named(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        TRIP(rank=(2, 2), early_stopping=True, **settings).fit(sparse_networks(0), np.arange(30.0))
