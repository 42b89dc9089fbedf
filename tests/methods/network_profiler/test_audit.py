"""The shortened runs: a search that follows its neighbour's, and a coarser grid of scores."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.network_profiler.audit import Audited, Exact, _Tally, draw, fit_again
from compute.methods.network_profiler.chunks import Work, compute_chunk
from compute.methods.network_profiler.gram import weighted_problem
from compute.methods.network_profiler.method import METHOD, TRACK_POINTS
from compute.methods.network_profiler.settings import Settings
from tests.estimate.conftest import Profiled, cohort, correlated

SAMPLES, REGULATORS = 300, 24


@pytest.fixture(scope="module")
def work() -> Work:
    """Targets whose regulation changes along the score, two bandwidths."""
    values = correlated(5, SAMPLES, 36)
    modulator = np.linspace(-1.0, 1.0, SAMPLES)
    values[:, 30] += 2.0 * (modulator > 0) * (values[:, 3] - 8)
    settings = Settings(bandwidth=0.3, search="track", center="local", l2_grid=(0.1,), reweight=True)
    problem = METHOD.prepare(cohort(values, modulator, REGULATORS).ordered(), settings)
    bandwidth = np.where(np.arange(36) % 2, 0.2, 0.5)
    return replace(problem, bandwidth=bandwidth)


def test_a_followed_search_is_as_good_as_the_full_one(work: Work) -> None:
    points = work.modulator[140 : 140 + TRACK_POINTS]
    followed = compute_chunk(work, points)
    full = compute_chunk(replace(work, follow=False), points)
    first = np.array_equal(followed[0].value, full[0].value)
    assert first, "the first point of a chunk is searched in full"
    ours, best = (np.stack([network.fits["criterion"] for network in run[1:]]) for run in (followed, full))
    assert np.mean(ours <= best + 1e-3 * np.abs(best)) >= 0.99
    assert np.mean(ours < best - 1e-9 * np.abs(best)) < 0.5, "the full search would be the poor one"
    assert all(network.fits["converged"].all() for network in followed)


def test_what_a_followed_search_chooses_meets_the_optimality_conditions(work: Work) -> None:
    unweighted = replace(work, grid=work.grid._replace(rounds=1), bandwidth=np.full(36, 0.3))
    points = unweighted.modulator[:4]
    networks = compute_chunk(unweighted, points)
    for point, network in zip(points, networks, strict=True):
        root = work.kernel.root_weights(work.modulator, float(point), 0.3)
        problem = weighted_problem(work.data.regulators, work.data.targets, root, local=True)
        beta = _dense(network.target, network.regulator, network.value)
        slope = problem.cross.T - problem.gram @ beta - network.fits["l2"] * beta
        penalty = np.broadcast_to(network.fits["l1"], slope.shape).copy()
        for target in range(REGULATORS):
            penalty[target, target] = np.inf
        inside = beta != 0
        assert inside.any()
        assert (
            np.abs(slope[inside] - np.sign(beta[inside]) * penalty[inside]).max() < 1e-3
        )  # coefficients are kept in single precision
        assert (np.abs(slope) <= penalty * (1 + 1e-4))[~inside].all()


def _dense(target: NDArray[np.int64], regulator: NDArray[np.int64], value: NDArray[np.float32]) -> NDArray[np.float64]:
    beta = np.zeros((REGULATORS, 36))
    beta[regulator, target] = value
    return beta


def test_the_audit_makes_the_full_search_again(work: Work) -> None:
    targets = np.array([1, 4, 30])
    again = fit_again(work, Audited(50, targets))
    (full,) = compute_chunk(replace(work, follow=False), [float(work.modulator[50])])
    assert again.criterion.tolist() == full.fits["criterion"][targets].tolist()
    assert np.array_equal(again.coefficients.T, _dense(full.target, full.regulator, full.value)[:, targets])


def test_a_hundredth_of_the_pairs_is_drawn_each_at_most_once() -> None:
    drawn = draw(300, 200, seed=1)
    pairs = {(audited.sample, int(target)) for audited in drawn for target in audited.targets}
    assert len(pairs) == sum(audited.targets.size for audited in drawn) == 600
    assert len(draw(10, 5, seed=1)) == 10
    of_many = draw(100_000, 20, seed=1)
    assert sum(audited.targets.size for audited in of_many) == 500


def test_the_grid_is_dense_where_samples_are_and_reaches_both_ends() -> None:
    modulator = np.sort(np.concatenate([np.linspace(0, 1, 90), np.linspace(1.1, 9, 10)]))
    points = METHOD.points(modulator, Settings(score_grid=10))
    assert points.value.size == 10
    assert points.value[0] == modulator[0]
    assert points.value[-1] == modulator[-1]
    assert np.count_nonzero(points.value <= 1) == 9
    nearest = np.abs(modulator[:, None] - points.value).argmin(axis=1)
    assert np.array_equal(points.of_sample, nearest)


def test_a_grid_finer_than_the_scores_changes_nothing() -> None:
    modulator = np.sort(np.random.default_rng(0).normal(size=40))
    points = METHOD.points(modulator, Settings(score_grid=500))
    assert np.array_equal(points.value[points.of_sample], modulator)


@pytest.mark.parametrize("shortened", [{"search": "track"}, {"score_grid": 12}])
def test_the_deviation_is_measured_and_kept_with_the_study(profiled: Profiled, shortened: dict[str, object]) -> None:
    values = correlated(6, 60, 20)
    modulator = np.linspace(-1, 1, 60)
    whole = cohort(values, modulator, 12)
    study = profiled(whole, name="short", bandwidth=0.4, reweight=True, rounds=3, **shortened)
    audit = study.info.run["audit"]
    exact = profiled(whole, name="exact", bandwidth=0.4, reweight=True, rounds=3)
    assert audit["pairs"] == 200
    assert any(f"Audit of {audit['pairs']}" in note for note in map(str, study.info.notes))
    assert "audit" not in exact.info.run
    if "search" in shortened:
        assert audit["criterion_as_good"] >= 0.99
        assert audit["coefficient_error"] < 0.1
    else:
        assert audit["criterion_as_good"] is None
        error = [
            np.square(study.target_coefficients(g).coefficients.sum() - exact.target_coefficients(g).coefficients.sum())
            for g in study.targets
        ]
        assert 0 < audit["coefficient_error"] < 0.6
        assert max(error) > 0


def test_what_cannot_be_shortened_so_is_refused() -> None:
    with pytest.raises(UserError, match="must be full or track, not 'quick'"):
        Settings(search="quick")
    with pytest.raises(UserError, match="at least 2, not 1"):
        Settings(score_grid=1)


def test_criteria_that_are_infinite_because_no_sample_is_near_are_compared_without_a_warning() -> None:
    none = np.zeros((3, 2), np.float32)
    exact = Exact(np.array([np.inf, np.inf, 1.0]), none)
    tally = _Tally()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tally.add(exact, Exact(np.array([np.inf, 5.0, 1.0]), none))
    assert (tally.good, tally.better) == (3, 1)
