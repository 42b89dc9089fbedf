"""The fit predicts, its ridge and penalty by cross-validation."""

from __future__ import annotations

import numpy as np
import pytest

from compute.methods.curves.fit import choose_ridge, fit
from compute.methods.curves.select import Columns


def columns(seed: int, common: float) -> Columns:
    """12 targets of 40 regulators that share one factor; each target follows three of them, or the factor itself."""
    rng = np.random.default_rng(seed)
    n, q, p = 200, 40, 12
    factor, x = rng.normal(size=(n, 1)), rng.normal(size=n)
    R = factor + rng.normal(size=(n, q))
    few = np.column_stack([R[:, [k, k + 1]].sum(axis=1) + 0.8 * x * R[:, k + 2] for k in range(p)])
    T = common * 3 * factor + (1 - common) * few + 0.8 * rng.normal(size=(n, p))
    return Columns(R + 8, T + 6, np.full(p, -1), x, np.zeros((n, 0)))


def explained(truth: np.ndarray, predicted: np.ndarray) -> float:
    return float(1 - np.square(truth - predicted).sum() / np.square(truth - truth.mean(axis=0)).sum())


def test_other_samples_are_predicted_and_changes_found() -> None:
    train, test = columns(0, 0.0), columns(1, 0.0)
    found = fit(train, 0.03, 0)
    assert explained(test.targets, found.predicted(test)) > 0.6
    assert [int(np.abs(found.slope[k]).argmax()) for k in range(12)] == [k + 2 for k in range(12)]


@pytest.mark.parametrize(("common", "least", "most"), [(0.0, 0.03, 0.3), (1.0, 1.0, 10.0)])
def test_the_ridge_follows_what_the_regulators_are_like(common: float, least: float, most: float) -> None:
    assert least <= choose_ridge(columns(2, common), 0) <= most
