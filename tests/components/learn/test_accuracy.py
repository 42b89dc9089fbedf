"""Held-out predictions come from models that never saw the sample."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.model_selection import KFold, cross_val_predict

from compute.components import TRIP
from compute.components.learn.accuracy import accuracy, check_folds
from compute.errors import UserError
from tests.components.planted import sparse_networks


def test_noise_is_fitted_but_not_predicted() -> None:
    networks, noise = sparse_networks(0, samples=60), np.random.default_rng(0).normal(size=60)
    model = TRIP(rank=(5, 5), rho=0.01, ridge=1e-4)
    fitted = accuracy(noise, model.fit(networks, noise).predict(networks))
    honest = accuracy(noise, cross_val_predict(model, networks, noise, cv=KFold(5, shuffle=True, random_state=0)))
    assert fitted.r2 > 0.5
    assert honest.r2 < 0


def test_accuracy_of_known_predictions() -> None:
    given = np.array([1.0, 2.0, 3.0, 4.0])
    assert accuracy(given, given**3).spearman == pytest.approx(1.0)
    assert accuracy(given, np.array([1.0, 2.0, 3.0, 3.0])).r2 == pytest.approx(1 - 1 / 5)
    constant = accuracy(given, np.full(4, 2.5))
    assert constant.r2 == pytest.approx(0.0)
    assert constant.spearman is None


@pytest.mark.parametrize(("folds", "sentence"), [(1, "1 fold leaves nothing"), (31, "30 samples cannot be split")])
def test_impossible_folds_are_named(folds: int, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_folds(folds, 30)
