"""The search of all targets at once against the recursion written out plainly, and against the processor's search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from compute.methods.network_profiler.batched import fit as batched_fit
from compute.methods.network_profiler.fit import Data, Fitted, fit_targets
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.settings import Settings
from tests.estimate.conftest import dense, local_root, search_grid
from tests.methods.network_profiler.batched.conftest import Example, example
from tests.methods.network_profiler.test_search import criterion
from tests.methods.network_profiler.test_solver import weighted

AUTO = -1.0


def grid(gammas: tuple[float, ...] = (1.2, 12.0), rounds: int = 5, lam: float = AUTO) -> Grid:
    return search_grid(lam, gammas, rounds)


def on_processor(given: Example, wanted: Grid) -> Fitted:
    return fit_targets(given.data, given.targets, given.root, wanted)


def coefficients(fit: Fitted, given: Example) -> NDArray[np.float64]:
    return dense(fit, given.data.regulators.shape[1])


def descent(
    G: NDArray[np.float64], c: NDArray[np.float64], tau: NDArray[np.float64], gamma: float, beta: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Coordinate descent to rounding error, one coordinate after the other."""
    beta = beta.copy()
    for _ in range(20_000):
        moved = 0.0
        for j in range(c.size):
            slope = c[j] - G[j] @ beta + G[j, j] * beta[j]
            new = np.sign(slope) * max(abs(slope) - tau[j], 0.0) / (G[j, j] + gamma)
            moved = max(moved, abs(new - beta[j]))
            beta[j] = new
        if moved < 1e-15:
            return beta
    raise AssertionError("coordinate descent did not end")


def recursion(
    R: NDArray[np.float64], t: NDArray[np.float64], effective: float, wanted: Grid
) -> tuple[float, int, NDArray]:
    """Criterion, passes and coefficients of methods §1, one target, in the words of the paper."""
    G, c = R.T @ R, R.T @ t
    best: tuple[float, int, NDArray[np.float64]] = (np.inf, 0, np.zeros(c.size))
    for gamma in wanted.gammas:
        weight, kept = np.ones(c.size), (np.inf, 0, np.zeros(c.size))
        for turn in range(wanted.rounds):
            ratios = wanted.weighted_ratios if turn else wanted.ratios
            beta = np.zeros(c.size)
            found = (criterion(t, R, beta, gamma, effective, bic=False), turn + 1, beta)
            for lam in np.max(np.abs(c) / weight) * ratios:
                beta = descent(G, c, lam * weight, gamma, beta)
                found = min(
                    found, (criterion(t, R, beta, gamma, effective, bic=False), turn + 1, beta), key=lambda one: one[0]
                )
            if turn and not found[0] < kept[0]:
                break
            kept, weight = found, 1.0 / (np.abs(found[2]) + wanted.xi)
        best = min(best, kept, key=lambda one: one[0])
    return best


def check_agreement(given: Example, ours: Fitted, theirs: Fitted) -> None:
    """Equal supports; criterion within 1e-6 and coefficients within 1e-7."""
    one, other = coefficients(ours, given), coefficients(theirs, given)
    np.testing.assert_array_equal(one != 0, other != 0)
    apart = np.abs(one - other).max(axis=0)
    assert apart.max() < 1e-7
    finite = np.isfinite(theirs.fits["criterion"])
    np.testing.assert_array_equal(np.isfinite(ours.fits["criterion"]), finite)
    criterion, expected = ours.fits["criterion"][finite], theirs.fits["criterion"][finite]
    gap = np.abs(criterion - expected) / np.maximum(np.abs(expected), given.root.sum())
    assert not gap.size or gap.max() < 1e-6
    for name in ("rounds", "l2", "converged"):
        np.testing.assert_array_equal(ours.fits[name], theirs.fits[name])
    np.testing.assert_allclose(ours.fits["l1"], theirs.fits["l1"], rtol=1e-5)


def test_it_is_the_recursion_of_the_method() -> None:
    given = example(33, samples=70, regulators=14, targets=9, center=20)
    wanted = grid((0.7, 7.0), rounds=4)
    fit = given.batched(wanted)
    ours = coefficients(fit, given)
    R, T = weighted(given.data.regulators, given.root), weighted(given.data.targets, given.root)
    for k in range(6):
        value, rounds, beta = recursion(R, T[:, k], float(given.root.sum()), wanted)
        assert fit.fits["criterion"][k] == pytest.approx(value, rel=1e-6)
        assert fit.fits["rounds"][k] == rounds
        np.testing.assert_array_equal(ours[:, k] != 0, beta != 0)
        np.testing.assert_allclose(ours[:, k], beta, atol=1e-8)
    assert len(set(fit.fits["rounds"].tolist())) > 1


@pytest.mark.parametrize("center", [5, 60, 110])
@pytest.mark.parametrize("rounds", [1, 5])
def test_agrees_with_the_processor(center: int, rounds: int) -> None:
    given = example(34 + center, targets=40, center=center)
    ours, theirs = given.batched(grid(rounds=rounds)), on_processor(given, grid(rounds=rounds))
    check_agreement(given, ours, theirs)
    np.testing.assert_allclose(ours.regulators.scale, theirs.regulators.scale, rtol=1e-12)
    np.testing.assert_allclose(ours.targets.mean, theirs.targets.mean, atol=1e-12)


@pytest.mark.parametrize(("lam", "gamma"), [(30.0, 0.0), (20.0, 5.0), (4.0, 9.0), (0.5, 60.0), (0.0, 12.0)])
def test_a_fixed_penalty_gives_its_minimum(cohort_like: Example, lam: float, gamma: float) -> None:
    wanted = grid((gamma,), rounds=1, lam=lam)
    fit = cohort_like.batched(wanted)
    beta = coefficients(fit, cohort_like)
    R, T = (weighted(table, cohort_like.root) for table in (cohort_like.data.regulators, cohort_like.data.targets))
    slope = R.T @ (T - R @ beta) - gamma * beta
    np.testing.assert_allclose(slope[beta != 0], lam * np.sign(beta[beta != 0]), atol=1e-8)
    own = np.zeros(beta.shape, bool)
    has = cohort_like.data.excluded >= 0
    own[cohort_like.data.excluded[has], np.flatnonzero(has)] = True
    assert (np.abs(slope[(beta == 0) & ~own]) <= lam + 1e-8).all()
    assert not beta[own].any()
    np.testing.assert_array_equal(fit.fits["l1"], np.float32(lam))


def test_recursive_weights_at_a_fixed_penalty_agree_with_the_processor(cohort_like: Example) -> None:
    wanted = grid((1.2, 12.0), rounds=4, lam=3.0)
    ours, theirs = cohort_like.batched(wanted), on_processor(cohort_like, wanted)
    np.testing.assert_allclose(coefficients(ours, cohort_like), coefficients(theirs, cohort_like), atol=1e-4)
    np.testing.assert_array_equal(ours.fits["rounds"], theirs.fits["rounds"])


def test_a_target_never_regulates_itself(cohort_like: Example) -> None:
    fit = cohort_like.batched(grid())
    excluded = cohort_like.data.excluded
    assert not (excluded[fit.target] == fit.regulator).any()
    assert {21, 22, 23} <= set(fit.target.tolist())
    assert (np.diff(fit.target * 1000 + fit.regulator) > 0).all()


def test_constant_genes_neither_regulate_nor_are_regulated(cohort_like: Example) -> None:
    data = cohort_like.data
    R, T = data.regulators.copy(), data.targets.copy()
    R[:, 3] = 0.0
    T[:, [0, 5]] = 0.0
    given = Example(Data(R, T, data.excluded), cohort_like.root)
    ours, theirs = given.batched(grid()), on_processor(given, grid())
    np.testing.assert_array_equal(ours.fits[[0, 5]], theirs.fits[[0, 5]])
    assert not {0, 5} & set(ours.target.tolist())
    assert 3 not in ours.regulator
    alone = Example(Data(R, np.zeros_like(T), data.excluded), cohort_like.root).batched(grid())
    assert alone.target.size == alone.value.size == 0
    assert alone.fits["converged"].all()


@pytest.mark.parametrize("regulators", [1, 7, 8])
def test_few_regulators(regulators: int) -> None:
    given = example(36, regulators=9, targets=5)
    given = replace(
        given, data=replace(given.data, regulators=given.data.regulators[:, :regulators], excluded=np.full(5, -1))
    )
    ours, theirs = given.batched(grid()), on_processor(given, grid())
    np.testing.assert_allclose(coefficients(ours, given), coefficients(theirs, given), atol=1e-6)
    assert ours.value.size > 0


def test_a_target_that_is_the_only_regulator_gets_none() -> None:
    given = example(37, regulators=9, targets=5)
    data = Data(given.data.regulators[:, :1], given.data.regulators[:, :2], np.array([0, -1]))
    ours, theirs = (one(Example(data, given.root), grid()) for one in (Example.batched, on_processor))
    assert set(ours.target.tolist()) <= {1}
    np.testing.assert_array_equal(ours.fits["l1"], theirs.fits["l1"])
    np.testing.assert_allclose(ours.fits["criterion"], theirs.fits["criterion"], rtol=1e-6)


def test_nothing_enters_above_the_largest_useful_penalty(cohort_like: Example) -> None:
    ours, theirs = (one(cohort_like, grid((1.0,), lam=1e4)) for one in (Example.batched, on_processor))
    assert ours.value.size == 0
    for name in ("l1", "criterion", "df", "rounds"):
        np.testing.assert_allclose(ours.fits[name], theirs.fits[name], rtol=1e-6)


@pytest.mark.parametrize("width", [1e-6, 0.004, 0.02])
def test_too_few_effective_samples_end_the_path(width: float) -> None:
    """At the narrowest kernel the criterion is infinite from the start, at the others from some λ on."""
    given = example(38)
    modulator = np.sort(np.random.default_rng(38).normal(size=120))
    given = Example(given.data, local_root(modulator, 60, width))
    ours, theirs = given.batched(grid()), on_processor(given, grid())
    check_agreement(given, ours, theirs)
    assert np.isinf(theirs.fits["criterion"]).all() == (width == 1e-6)


def test_two_equal_regulators_without_ridge_still_give_a_minimum(cohort_like: Example) -> None:
    data = cohort_like.data
    R = data.regulators.copy()
    R[:, 12] = R[:, 11]
    given = Example(Data(R, data.targets, np.full(data.targets.shape[1], -1)), cohort_like.root)
    fit = given.batched(grid((0.0,), rounds=1, lam=2.0))
    R, T = weighted(R, given.root), weighted(data.targets, given.root)
    slope = R.T @ (T - R @ coefficients(fit, given))
    assert np.abs(slope).max() <= 2.0 * (1 + 1e-4)


def test_memory_decides_how_many_at_once_and_nothing_else(
    cohort_like: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    search = batched_fit.search

    def counted(problem: batched_fit.DeviceProblem, excluded: torch.Tensor, wanted: Grid) -> batched_fit.Chosen:
        sizes.append(problem.cross.shape[0])
        if len(sizes) == 2:
            raise torch.OutOfMemoryError("the device is full")
        return search(problem, excluded, wanted)

    wanted = grid(rounds=2)
    whole = cohort_like.batched(wanted)
    monkeypatch.setattr(batched_fit, "search", counted)
    parts = cohort_like.batched(wanted, limit=2_000_000)
    assert sizes[0] < 24
    assert sizes[2] == sizes[1] // 2
    assert max(sizes) == sizes[0]
    np.testing.assert_array_equal(parts.target, whole.target)
    np.testing.assert_array_equal(parts.regulator, whole.regulator)
    np.testing.assert_allclose(parts.value, whole.value, rtol=1e-9, atol=1e-12)
    for name in ("l1", "criterion", "df"):
        np.testing.assert_allclose(parts.fits[name], whole.fits[name], rtol=1e-6)


def test_the_same_twice_gives_the_same_bits(cohort_like: Example) -> None:
    one, other = cohort_like.batched(grid(rounds=2)), cohort_like.batched(grid(rounds=2))
    assert one.value.tobytes() == other.value.tobytes()
    assert one.fits.tobytes() == other.fits.tobytes()


@pytest.mark.shared
def test_agrees_with_the_processor_on_real_expression(shared_data: Path) -> None:
    """GDSC lines weighted around one of them by CDH1, every setting at its default."""
    import pandas as pd

    table = pd.read_parquet(shared_data / "gdsc_expression.parquet").iloc[::3]
    factors = set((shared_data / "tf_lambert2018_1639.txt").read_text().split())
    regulators = [gene for gene in table.columns if gene in factors][:200]
    targets = ["CDH1", "VIM", "ESRP1", *regulators[:9]]
    own = np.array([regulators.index(gene) if gene in regulators else -1 for gene in targets])
    given = Example(
        Data(table[regulators].to_numpy(float), table[targets].to_numpy(float), own, local=True),
        local_root(table["CDH1"].to_numpy(float), 100, 4.0),
    )
    wanted = Settings().grid(len(table))
    ours = given.batched(wanted)
    check_agreement(given, ours, on_processor(given, wanted))
    assert ours.value.size > 100


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device on this machine")
def test_a_gpu_agrees_with_the_processor(cohort_like: Example) -> None:
    data = cohort_like.data
    ours = fit_targets(replace(data, device="cuda"), cohort_like.targets, cohort_like.root, grid())
    check_agreement(cohort_like, ours, on_processor(cohort_like, grid()))
