"""The search chooses what the criterion, computed plainly from the data, says is best."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet

from compute.estimate.content import shape_of
from compute.methods.network_profiler.bandwidth import (
    BandwidthChoice,
    choose_bandwidths,
    hold_out,
    hold_out_errors,
    hold_out_set,
    polled_targets,
)
from compute.methods.network_profiler.bandwidth_stage import BandwidthStage
from compute.methods.network_profiler.fit import Data
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.settings import Settings
from tests.estimate.conftest import cohort, correlated, dense, fit_all, local_root, search_grid
from tests.methods.network_profiler.test_solver import weighted

SAMPLES, REGULATORS = 80, 30


def criterion(t: np.ndarray, R: np.ndarray, beta: np.ndarray, gamma: float, effective: float, bic: bool) -> float:
    """The bias-corrected AIC of methods §1, or the BIC, from the data rather than from Gram quantities."""
    active = R[:, beta != 0]
    gram = active.T @ active
    df = np.trace(np.linalg.solve(gram + gamma * np.eye(len(gram)), gram))
    room = effective - df - 2
    if room <= 0:
        return np.inf
    variance = np.sum((t - R @ beta) ** 2) / effective
    penalty = df * np.log(effective) if bic else 2 * effective * (df + 1) / room
    return float(effective * (np.log(2 * np.pi * variance) + 1) + penalty)


@pytest.mark.parametrize("bic", [False, True])
def test_the_best_of_path_and_grid_is_found(bic: bool) -> None:
    values = correlated(11, SAMPLES, REGULATORS + 3)
    modulator = np.linspace(-1, 1, SAMPLES)
    root = local_root(modulator, 20, 0.6)
    grid = search_grid(-1.0, (1.0, 8.0))._replace(bic=bic)
    fit = fit_all(values[:, :REGULATORS], values[:, REGULATORS:], root, grid)
    R, T = weighted(values[:, :REGULATORS], root), weighted(values[:, REGULATORS:], root)
    for k, t in enumerate(T.T):
        top = np.abs(R.T @ t).max()
        best = (np.inf, 0.0, 0.0)
        for gamma in grid.gammas:
            for lam in top * grid.ratios:
                model = ElasticNet(
                    alpha=(lam + gamma) / SAMPLES,
                    l1_ratio=lam / (lam + gamma),
                    fit_intercept=False,
                    tol=1e-12,
                    max_iter=100_000,
                )
                value = criterion(t, R, model.fit(R, t).coef_, gamma, root.sum(), bic)
                best = min(best, (value, lam, gamma))
        chosen = fit.fits[k]
        np.testing.assert_allclose((chosen["criterion"], chosen["l1"], chosen["l2"]), best, rtol=1e-5)


def test_recursive_weights_lower_the_criterion_and_thin_the_network() -> None:
    rng = np.random.default_rng(12)
    R = correlated(12, 200, REGULATORS)
    truth = np.zeros(REGULATORS)
    truth[[2, 9, 21]] = 1.0, -0.8, 0.6
    T = (R @ truth + rng.normal(size=200) * 0.8)[:, None]
    plain = fit_all(R, T, np.ones(200), search_grid(-1.0, (2.0,), rounds=1))
    recursive = fit_all(R, T, np.ones(200), search_grid(-1.0, (2.0,), rounds=5))
    assert recursive.fits["criterion"][0] < plain.fits["criterion"][0]
    kept, before = (set(np.flatnonzero(dense(fit, REGULATORS)).tolist()) for fit in (recursive, plain))
    assert {2, 9, 21} <= kept < before


def chosen_from(
    data: Data,
    modulator: np.ndarray,
    candidates: np.ndarray,
    held_out: np.ndarray,
    settings: Settings,
    each: bool,
    seed: int = 0,
) -> BandwidthChoice:
    """As a run chooses them, one held-out sample after the other."""
    targets = data.targets.shape[1]
    polled = polled_targets(targets, each, seed)
    held = hold_out(data.only(polled), modulator, candidates, held_out, settings.grid, Kernel())
    errors = (hold_out_errors(held, sample) for sample in range(held_out.size))
    return choose_bandwidths(errors, candidates, polled, targets, each)


def test_bandwidth_follows_how_fast_the_regulation_changes() -> None:
    """A coefficient that turns with m needs a narrow kernel; to a constant one the width hardly matters."""
    rng = np.random.default_rng(13)
    modulator = np.linspace(-1, 1, 240)
    R = rng.normal(size=(240, 8))
    turning = np.sin(6 * modulator) * R[:, 0]
    T = np.column_stack([turning, R[:, 1]]) * 2 + rng.normal(size=(240, 2)) * 0.3
    candidates = np.array([0.02, 0.2, 2.0, 20.0])
    data = Data(R, T, np.full(2, -1))
    settings = Settings(l1_count=10, l2_grid=(0.01,), rounds=1)
    chosen = chosen_from(data, modulator, candidates, hold_out_set(240, 40, 0), settings, each=True)
    turning_error, constant_error = chosen.error.T
    assert chosen.chosen[0] == 0.02
    assert chosen.chosen[1] == candidates[constant_error.argmin()]
    assert turning_error[1:].min() > 2 * turning_error[0]
    assert constant_error.max() < 1.1 * constant_error.min()
    shared = chosen_from(data, modulator, candidates, hold_out_set(240, 40, 0), settings, each=False)
    assert shared.polled.tolist() == [0, 1]
    assert set(shared.chosen) == {0.02}, "the target that loses most by another bandwidth decides"


def test_a_run_chooses_in_small_pieces_what_whole_samples_choose() -> None:
    settings = Settings(bandwidth_grid=(0.05, 0.5, 5.0), hold_out=4, l1_count=4, rounds=1)
    ordered = cohort(correlated(14, 60, 6), np.linspace(-1, 1, 60), 3).ordered()
    problem, shape, stage = METHOD.prepare(ordered, settings), shape_of(ordered), BandwidthStage()
    shared, tasks = stage.shared(problem, settings), stage.tasks(shape, settings)
    assert len(tasks) == 4 * 3
    pieces = [stage.fit(shared, task.what) for task in tasks]
    whole = np.stack([hold_out_errors(shared, sample) for sample in range(4)])
    np.testing.assert_array_equal(np.stack([piece["error"] for piece in pieces]).reshape(whole.shape), whole)
    chosen = choose_bandwidths(whole, shared.candidates, np.arange(6), 6, each=False).chosen
    np.testing.assert_array_equal(stage.combine(problem, settings, pieces)["bandwidth"], chosen)


def test_one_bandwidth_for_many_targets_is_chosen_by_a_random_five_hundred() -> None:
    rng = np.random.default_rng(15)
    modulator = np.linspace(-1, 1, 60)
    R = rng.normal(size=(60, 2))
    T = np.sign(modulator)[:, None] * R[:, :1] + 0.1 * rng.normal(size=(60, 520))
    settings = Settings(l1_count=4, rounds=1)
    choice = chosen_from(
        Data(R, T, np.full(520, -1)),
        modulator,
        np.array([0.05, 50.0]),
        hold_out_set(60, 4, 1),
        settings,
        each=False,
        seed=3,
    )
    assert choice.polled.size == choice.error.shape[1] == 500
    assert np.unique(choice.polled).size == 500
    assert choice.chosen.shape == (520,)
    assert set(choice.chosen) == {0.05}


def test_held_out_samples_play_no_part_in_their_own_prediction() -> None:
    rng = np.random.default_rng(14)
    modulator = np.linspace(-1, 1, 60)
    data = Data(rng.normal(size=(60, 5)), rng.normal(size=(60, 2)), np.full(2, -1))
    held_out = hold_out_set(60, 10, 1)
    poisoned = data.targets.copy()
    poisoned[held_out[1:]] = 1e6
    settings = Settings(l1_count=8, l2_grid=(0.01,), rounds=1)
    first = held_out[:1]

    def error(targets: np.ndarray, keep_out: np.ndarray) -> np.ndarray:
        given = Data(data.regulators, targets, data.excluded)
        return chosen_from(given, modulator, np.array([0.5, 5.0]), keep_out, settings, each=True).error

    clean, dirty = error(data.targets, held_out), error(poisoned, held_out)
    alone = error(data.targets, first)
    assert np.isfinite(alone).all()
    # Only the errors of the poisoned samples themselves may differ, and they are about 1e12 each.
    np.testing.assert_allclose(dirty, np.full_like(dirty, 9e12), rtol=1e-3)
    assert (clean < 1e3).all()
