from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate

from compute.methods.bayesian_network.basis import log_pseudo_determinant, second_differences
from compute.methods.bayesian_network.network import Data
from compute.methods.bayesian_network.one_parent import one_parent_scores
from compute.methods.bayesian_network.problem import Problem, problem
from compute.methods.bayesian_network.score import SMOOTHNESS, empty_score
from compute.methods.bayesian_network.several_parents import score_set, scratch
from compute.methods.bayesian_network.unequal_variance import score_set_hetero
from tests.methods.bayesian_network.conftest import planted, pose, posed
from tests.methods.bayesian_network.dense import basis_matrix, exact_score, printed_score

ROOM = 64


def betas_of(posed_as: Problem, parents: list[int], chosen: NDArray[np.int64]) -> list[float]:
    n = posed_as.rule.size
    return [float(SMOOTHNESS[g] * posed_as.made.scale[k] / n) for k, g in zip(parents, chosen, strict=True)]


def scored(posed_as: Problem, gene: int, parents: list[int]) -> tuple[float, NDArray[np.int64], NDArray[np.float64]]:
    room = scratch(posed_as.difference.shape[0], len(parents), ROOM)
    start = np.full(len(parents), 8)
    return score_set(posed_as, gene, np.array(parents), start, room), room.chosen, room.curve


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("parents", [[0], [0, 1], [3, 0, 6]])
def test_the_score_is_the_equation_term_by_term(exact: bool, parents: list[int]) -> None:
    data = posed(planted(0, 80), 8)
    weight = np.random.default_rng(1).multinomial(80, np.full(80, 1 / 80)).astype(float)
    posed_as = problem(data.basis, data.genes, weight, exact)
    found, chosen, curve = scored(posed_as, 2, parents)
    bases = [basis_matrix(data.basis, k) for k in parents]
    x = data.genes[:, 2] - weight @ data.genes[:, 2] / 80
    whole = exact_score if exact else printed_score
    assert np.isclose(found, whole(x, bases, betas_of(posed_as, parents, chosen), weight), rtol=1e-7)
    assert abs(weight @ bases[0] @ curve[0]) < 1e-8


def test_without_parents_it_is_the_normal_density_s() -> None:
    data = posed(planted(0))
    n = len(data.genes)
    expected = n * np.log(2 * np.pi) + n - np.log(2) - np.log(2 * np.pi / n)  # variance 1
    assert np.isclose(empty_score(pose(data).rule, float(n)), expected)


def test_its_terms_in_the_coefficients_are_a_gaussian_integral() -> None:
    """At M = 5 and fixed σ² and λ: −2 log ∫ f π dγ by quadrature over the two flat and three curved directions."""
    rng = np.random.default_rng(3)
    parents, M, variance = rng.uniform(size=(9, 1)), 5, 0.7
    data = posed(parents, M)
    B, K, x = basis_matrix(data.basis, 0), second_differences(M), rng.normal(size=9)
    lam = 0.9 / 9
    A, b = B.T @ B / variance + 9 * lam * K, B.T @ x / variance
    gamma = np.linalg.solve(A, b)
    closed = 9 * np.log(2 * np.pi * variance) + ((x - B @ gamma) ** 2).sum() / variance + 9 * lam * gamma @ K @ gamma
    closed += (M - 2) * np.log(2 * np.pi / (9 * lam)) - log_pseudo_determinant(M)
    closed += -M * np.log(2 * np.pi) + np.linalg.slogdet(A)[1]
    # The integrand in the axes of A splits into five factors, each of which is integrated numerically.
    values, axes = np.linalg.eigh(A)
    peak = axes.T @ gamma
    log_peak = -0.5 * 9 * np.log(2 * np.pi * variance) - 0.5 * (M - 2) * np.log(2 * np.pi / (9 * lam))
    log_peak += 0.5 * log_pseudo_determinant(M)
    log_peak += -0.5 * ((x - B @ gamma) ** 2).sum() / variance - 0.5 * 9 * lam * gamma @ K @ gamma

    def along(axis: int, t: float) -> float:
        moved = axes @ np.where(np.arange(M) == axis, t, peak)
        loss = ((x - B @ moved) ** 2).sum() / variance + 9 * lam * moved @ K @ moved
        least = ((x - B @ gamma) ** 2).sum() / variance + 9 * lam * gamma @ K @ gamma
        return float(np.exp(-0.5 * (loss - least)))

    factors = []
    for axis in range(M):
        reach = 12 / np.sqrt(values[axis])
        centre = float(peak[axis])
        factors.append(
            integrate.quad(lambda t, axis=axis: along(axis, t), centre - reach, centre + reach, points=[centre])[0]
        )
    assert np.isclose(closed, -2 * (log_peak + np.log(factors).sum()), rtol=1e-8)


@pytest.mark.parametrize("exact", [False, True])
def test_one_parent_scores_are_the_best_over_all_smoothness(exact: bool) -> None:
    data = posed(planted(1, 60), 8)
    posed_as = pose(data, exact)
    score, choice = one_parent_scores(posed_as)
    bases, whole = [basis_matrix(data.basis, k) for k in range(8)], exact_score if exact else printed_score
    for k, j in ((0, 2), (5, 3), (6, 7)):
        every = [
            whole(data.genes[:, j], [bases[k]], betas_of(posed_as, [k], np.array([g])), np.ones(60))
            for g in range(SMOOTHNESS.size)
        ]
        assert np.isclose(score[k, j], min(every)), (k, j)
        assert choice[k, j] == np.argmin(every)


def test_the_smoothness_of_two_parents_is_near_the_best_pair() -> None:
    data = posed(planted(2, 100), 8)
    posed_as = pose(data)
    found, chosen, _ = scored(posed_as, 2, [0, 1])
    bases = [basis_matrix(data.basis, k) for k in (0, 1)]
    every = [
        printed_score(data.genes[:, 2], bases, betas_of(posed_as, [0, 1], np.array([g, h])), np.ones(100))
        for g in range(2, SMOOTHNESS.size, 2)
        for h in range(2, SMOOTHNESS.size, 2)
    ]
    assert found < min(every) + 0.1, chosen


def test_linear_data_take_a_straight_line_and_score_about_as_a_linear_model() -> None:
    rng = np.random.default_rng(4)
    n, gains, linear, choices = 300, [], [], []
    for _ in range(10):
        x = rng.normal(size=(n, 2))
        x[:, 1] += x[:, 0]
        data = posed(x)
        posed_as = pose(data)
        score, choice = one_parent_scores(posed_as)
        gains.append(score[0, 1] - empty_score(posed_as.rule, float(n)))
        linear.append(n * np.log(1 - np.corrcoef(x.T)[0, 1] ** 2))
        choices.append(choice[0, 1])
    assert np.median(choices) >= SMOOTHNESS.size - 4
    np.testing.assert_allclose(gains, linear, atol=6.0)


def test_a_parent_that_says_nothing_does_not_pay(rng: np.random.Generator) -> None:
    x = rng.normal(size=(300, 30))
    data = posed(x)
    posed_as = pose(data)
    score, _ = one_parent_scores(posed_as)
    gain = score - empty_score(posed_as.rule, 300.0) + data.prior.size[1] - data.prior.size[0]
    assert (gain[~np.eye(30, dtype=bool)] < 0).mean() < 0.05
    assert one_parent_scores(pose(posed(planted(0))))[0][0, 2] < empty_score(posed_as.rule, 200.0) - 50


def test_the_unit_of_a_gene_does_not_matter() -> None:
    values = planted(0)
    scores = [one_parent_scores(pose(posed(values * unit + 3)))[0] for unit in (1.0, 250.0)]
    np.testing.assert_allclose(scores[0], scores[1], rtol=1e-9)


def spread_out(seed: int) -> Data:
    """Gene 1 follows gene 0, and scatters more the farther gene 0 is from its middle."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 2))
    x[:, 1] = x[:, 0] + rng.normal(size=200) * 0.3 * np.exp(0.5 * x[:, 0] ** 2)
    return posed(x, 8)


def test_unequal_variance_is_found_and_never_scores_worse() -> None:
    room = scratch(8, 1, ROOM)
    for data, pays in ((spread_out(0), True), (posed(planted(0), 8), False)):
        gene, start = (1, np.array([8])) if pays else (6, np.array([8]))
        posed_as = pose(data, unequal=True)
        equal = score_set(posed_as, gene, np.array([0]), start, room)
        unequal = score_set_hetero(posed_as, gene, np.array([0]), start, room)
        assert unequal <= equal
        assert (equal - unequal > 20) == pays


def test_unequal_variance_is_the_equation() -> None:
    """A4 with B'WB for B'B and −Σ log w added, at the best ρ of the grid."""
    data = spread_out(1)
    n, room = 200, scratch(8, 1, ROOM)
    found = score_set_hetero(pose(data, unequal=True), 1, np.array([0]), np.array([8]), room)
    far = data.genes[:, 0] ** 2
    B, every = basis_matrix(data.basis, 0), []
    for rho in (0.25, 0.5, 1.0, 2.0):
        w = np.exp(-rho * far / (2 * far.mean()))
        scale = np.trace(B.T @ (w[:, None] * B)) / np.trace(second_differences(8))
        x = data.genes[:, 1] - w @ data.genes[:, 1] / w.sum()
        every += [printed_score(x, [B], [h * scale / n], w) - np.log(w).sum() for h in SMOOTHNESS[8:9]]
    assert np.isclose(found, min(every), rtol=1e-8)
