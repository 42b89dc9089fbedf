"""Descent on functions whose minima are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.components.learn.solver import TRIAL_EPOCHS, minimise

Floats = NDArray[np.float64]


def rosenbrock(x: Floats) -> tuple[float, Floats]:
    a, b = 1 - x[0], x[1] - x[0] ** 2
    return float(a**2 + 100 * b**2), np.array([-2 * a - 400 * x[0] * b, 200 * b])


def two_valleys(x: Floats) -> tuple[float, Floats]:
    """Minima near −1 (lower) and 1, a stationary point between them near 0."""
    return float((x[0] ** 2 - 1) ** 2 + 0.1 * x[0]), np.array([4 * x[0] * (x[0] ** 2 - 1) + 0.1])


def test_the_minimum_is_found_and_the_path_told() -> None:
    heard: list[tuple[int, float]] = []
    found = minimise(rosenbrock, {"only": np.array([-1.2, 1.0])}, 500, 1e-14, lambda n, loss: heard.append((n, loss)))
    np.testing.assert_allclose(found.parameters, [1.0, 1.0], atol=1e-5)
    assert found.converged
    assert found.losses[0] == rosenbrock(np.array([-1.2, 1.0]))[0]
    assert (np.diff(found.losses) <= 0).all()
    assert heard == list(enumerate(found.losses, start=1))


@pytest.mark.parametrize("order", [["left", "right"], ["right", "left"]])
def test_the_start_that_leads_lower_wins(order: list[str]) -> None:
    starts = {"left": np.array([-0.4]), "right": np.array([1.3])}
    found = minimise(two_valleys, {name: starts[name] for name in order}, 500, 1e-12)
    assert found.start == "left"
    assert found.parameters[0] < -1


def test_a_winner_that_is_not_there_yet_goes_on() -> None:
    starts = {"near": np.array([-1.9, 2.0]), "far": np.array([-4.0, 20.0])}
    found = minimise(rosenbrock, starts, 500, 1e-14)
    assert len(found.losses) > TRIAL_EPOCHS + 1
    assert (np.diff(found.losses) <= 0).all()
    np.testing.assert_allclose(found.parameters, [1.0, 1.0], atol=1e-5)


@pytest.mark.parametrize("starts", [1, 2])
def test_it_stops_after_the_epochs_it_is_given_and_says_so(starts: int) -> None:
    found = minimise(rosenbrock, {f"{i}": np.array([-1.2, 1.0 + i]) for i in range(starts)}, 4, 1e-14)
    assert len(found.losses) == 5
    assert not found.converged
