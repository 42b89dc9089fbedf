"""Violators are those of a plain product, and every way of stepping ends at the same minimum."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from compute.methods.network_profiler.batched import screen
from compute.methods.network_profiler.batched.block import ProblemBlock, empty_block
from compute.methods.network_profiler.batched.problem import DeviceProblem, device_problem
from compute.methods.network_profiler.batched.screen import refresh, violators
from compute.methods.network_profiler.batched.solve import solve
from compute.methods.network_profiler.batched.state import Batch, batch
from compute.methods.network_profiler.gram import weighted_problem
from tests.methods.network_profiler.batched.conftest import Example, example

GAMMA = 2.0


def on_device(given: Example, local: bool) -> DeviceProblem:
    return device_problem(*map(torch.as_tensor, (given.data.regulators, given.data.targets, given.root)), local)


def started(given: Example, share: float) -> tuple[Batch, list[ProblemBlock]]:
    """All targets at λ = share · λ_max, with nothing active."""
    problem = on_device(given, local=False)
    every = torch.arange(given.targets.size)
    gamma = torch.full((every.numel(),), GAMMA, dtype=torch.float64)
    state = batch(problem, every, gamma, torch.as_tensor(given.data.excluded))
    state.lam = share * (problem.cross.abs() / state.weight).amax(1)
    state.slope, state.blur = problem.single_cross.clone(), torch.full_like(state.lam, 1e-6 * problem.unit)
    return state, [empty_block(every, 16, problem.nowhere)]


def coefficients(state: Batch, blocks: list[ProblemBlock]) -> torch.Tensor:
    dense = torch.zeros_like(state.weight)
    for block in blocks:
        dense[block.problem] = torch.zeros_like(dense[block.problem]).scatter_(1, block.place, block.beta)
    return dense


def slack(state: Batch, dense: torch.Tensor) -> torch.Tensor:
    """By how much each slope exceeds its bound, as a share of t't."""
    slope = state.data.cross - dense @ state.data.gram
    over = slope.abs() - state.lam[:, None] * state.weight
    return over.masked_fill(dense != 0, -torch.inf) / state.data.unit


@pytest.mark.parametrize("local", [False, True])
def test_the_problem_is_that_of_the_processor(cohort_like: Example, local: bool) -> None:
    data = cohort_like.data
    theirs = weighted_problem(data.regulators, data.targets, cohort_like.root, local)
    ours = on_device(cohort_like, local)
    q = data.regulators.shape[1]
    np.testing.assert_allclose(ours.gram[:q, :q], theirs.gram, atol=1e-9)
    np.testing.assert_allclose(ours.cross[:, :q], theirs.cross, atol=1e-9)
    assert not ours.gram[q:].any()
    assert not ours.cross[:, q:].any()
    assert ours.gram.shape[0] > q
    assert ours.effective == pytest.approx(theirs.effective)


@pytest.mark.parametrize("careful", [False, True])
@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_a_cold_start_ends_at_the_optimum(cohort_like: Example, share: float, careful: bool) -> None:
    state, blocks = started(cohort_like, share)
    blocks = solve(state, blocks, careful)
    assert not state.failed.any()
    assert sorted(torch.cat([block.problem for block in blocks]).tolist()) == cohort_like.targets.tolist()
    dense = coefficients(state, blocks)
    assert float(slack(state, dense).max()) <= 1e-9
    gradient = state.data.cross - dense @ state.data.gram - GAMMA * dense
    held = dense != 0
    torch.testing.assert_close(
        (gradient * dense.sign())[held], (state.lam[:, None] * state.weight)[held], rtol=1e-9, atol=1e-9
    )
    assert int(held.sum(1).max()) > 3


def test_one_regulator_at_a_time_ends_where_many_do(cohort_like: Example) -> None:
    quick, slow = (started(cohort_like, 0.05) for _ in range(2))
    one, other = (
        coefficients(state, solve(state, blocks, careful))
        for (state, blocks), careful in zip((quick, slow), (False, True), strict=True)
    )
    assert torch.equal(one != 0, other != 0)
    torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("candidates", [3, 64])
def test_violators_are_the_worst_of_all(cohort_like: Example, candidates: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for three in doubt, most problems take the way of the full product in double precision."""
    monkeypatch.setattr(screen, "CANDIDATES", candidates)
    state, blocks = started(cohort_like, 0.5)
    blocks = solve(state, blocks)
    state.lam *= 0.2
    found_of_all = 0
    for block in blocks:
        refresh(state, block)
        regulator, sign = violators(state, block)
        over = slack(state, coefficients(state, blocks))[block.problem]
        slope = (state.data.cross - coefficients(state, blocks) @ state.data.gram)[block.problem]
        for row in range(block.problem.numel()):
            expected = torch.nonzero(over[row] > 1e-10)[:, 0]
            found = regulator[row][sign[row] != 0]
            room = min(len(expected), candidates, screen.AT_ONCE)
            assert len(found) == room
            found_of_all += room
            worst = expected[over[row][expected].argsort(descending=True)][:room]
            assert found.tolist() == worst.tolist()
            assert torch.equal(sign[row][: len(found)], slope[row][found].sign())
    assert found_of_all


def test_low_precision_does_not_decide() -> None:
    """Slopes of single precision that are off by as much as their bound allows change nothing."""
    given = example(32, regulators=50)
    plain, blurred = started(given, 0.1), started(given, 0.1)
    state = blurred[0]
    state.blur += 0.05 * state.data.unit
    state.slope += 0.05 * state.data.unit * torch.sign(torch.randn(state.slope.shape, generator=torch.manual_seed(0)))
    one, other = coefficients(plain[0], solve(*plain)), coefficients(state, solve(*blurred))
    assert torch.equal(one != 0, other != 0)
    torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-11)
