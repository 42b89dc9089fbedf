"""The inverse that grows and shrinks is the inverse, whatever happened before."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from compute.methods.network_profiler.batched.block import (
    ProblemBlock,
    empty_block,
    first_true,
    fitted,
    fitting_width,
    join,
    leave,
    merged,
    minimum,
)

REGULATORS, NOWHERE = 40, 47
GAMMA = 0.7


def gram(seed: int = 0) -> torch.Tensor:
    R = np.random.default_rng(seed).normal(size=(60, REGULATORS))
    whole = torch.zeros((NOWHERE + 1, NOWHERE + 1), dtype=torch.float64)
    whole[:REGULATORS, :REGULATORS] = torch.as_tensor(R.T @ R)
    return whole


def active(block: ProblemBlock, row: int) -> list[int]:
    return sorted(block.place[row][block.sign[row] != 0].tolist())


def check_inverse(block: ProblemBlock, G: torch.Tensor) -> None:
    for row in range(block.problem.numel()):
        held = block.sign[row] != 0
        names = block.place[row][held]
        expected = torch.linalg.inv(G[names][:, names] + GAMMA * torch.eye(len(names), dtype=torch.float64))
        inverse = block.inverse[row]
        torch.testing.assert_close(inverse[held][:, held], expected, rtol=1e-9, atol=1e-12)
        assert not inverse[~held].any()
        assert not inverse[:, ~held].any()
        assert (block.place[row][~held] == NOWHERE).all()


def entering(*names: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(map(len, names))
    regulator = torch.tensor([[*row, *[0] * (width - len(row))] for row in names])
    sign = torch.tensor([[*[1.0] * len(row), *[0.0] * (width - len(row))] for row in names], dtype=torch.float64)
    return regulator, sign


def test_the_inverse_follows_regulators_in_and_out() -> None:
    G = gram()
    rng = np.random.default_rng(1)
    block = empty_block(torch.arange(3), 32, NOWHERE)
    gamma = torch.full((3,), GAMMA, dtype=torch.float64)
    held: list[set[int]] = [set(), set(), set()]
    for _ in range(12):
        new = [rng.choice(sorted(set(range(REGULATORS)) - h), rng.integers(0, 5), replace=False) for h in held]
        regulator, sign = entering(*[list(map(int, row)) for row in new])
        if regulator.shape[1]:
            assert not join(block, G, gamma, regulator, sign).any()
        held = [h | set(map(int, row)) for h, row in zip(held, new, strict=True)]
        check_inverse(block, G)
        gone = torch.as_tensor(rng.random((3, 32)) < 0.25) & (block.sign != 0)
        if gone.any():
            held = [h - set(block.place[r][gone[r]].tolist()) for r, h in enumerate(held)]
            leave(block, gone, NOWHERE)
        check_inverse(block, G)
        assert [active(block, r) for r in range(3)] == [sorted(h) for h in held]


def test_a_regulator_that_depends_on_the_others_is_told() -> None:
    G = gram()
    G[5], G[:, 5] = G[4].clone(), G[:, 4].clone()
    G[5, 5] = G[4, 4]
    block = empty_block(torch.arange(2), 16, NOWHERE)
    regulator, sign = entering([4, 5], [4, 6])
    assert join(block, G, torch.zeros(2, dtype=torch.float64), regulator, sign).tolist() == [True, False]
    block = empty_block(torch.arange(1), 16, NOWHERE)
    join(block, G, torch.zeros(1, dtype=torch.float64), *entering([4]))
    assert join(block, G, torch.zeros(1, dtype=torch.float64), *entering([5])).tolist() == [True]
    ridge = torch.full((1,), GAMMA, dtype=torch.float64)
    block = empty_block(torch.arange(1), 16, NOWHERE)
    assert join(block, G, ridge, *entering([4, 5])).tolist() == [False]


def test_moving_to_a_wider_block_keeps_every_problem() -> None:
    G = gram()
    block = empty_block(torch.arange(5), 16, NOWHERE)
    gamma = torch.full((5,), GAMMA, dtype=torch.float64)
    names = [[1], [2, 3], [4, 5, 6], [7], [8, 9]]
    join(block, G, gamma, *entering(*names))
    needed = torch.tensor([3, 17, 33, 16, 20])
    parts = list(fitted(block, needed, NOWHERE))
    assert [part.width for _, part in parts] == [16, 32, 48]
    assert sorted(torch.cat([rows for rows, _ in parts]).tolist()) == list(range(5))
    for rows, part in parts:
        check_inverse(part, G)
        assert part.problem.tolist() == rows.tolist()
        assert [active(part, r) for r in range(len(rows))] == [names[i] for i in rows.tolist()]
    together = merged([*[part for _, part in parts], *[part for _, part in parts]])
    assert [(one.width, one.problem.numel()) for one in together] == [(16, 4), (32, 4), (48, 2)]


@pytest.mark.parametrize(("count", "width"), [(0, 16), (16, 16), (17, 32), (33, 48), (49, 64), (65, 96), (1000, 1024)])
def test_widths(count: int, width: int) -> None:
    assert fitting_width(count) == width


def test_places_are_found_in_order() -> None:
    mask = torch.tensor([[False, True, False, True, True], [False, False, False, False, True]])
    assert first_true(mask, 3)[0].tolist() == [1, 3, 4]
    assert first_true(mask, 3)[1, 0].item() == 4


def test_minimum_solves_the_equations() -> None:
    G = gram()
    block = empty_block(torch.arange(1), 16, NOWHERE)
    join(block, G, torch.tensor([GAMMA], dtype=torch.float64), *entering([3, 8, 11]))
    right = torch.arange(16, dtype=torch.float64)[None] * (block.sign != 0)
    names = block.place[0, :3]
    expected = torch.linalg.solve(G[names][:, names] + GAMMA * torch.eye(3, dtype=torch.float64), right[0, :3])
    torch.testing.assert_close(minimum(block, right)[0, :3], expected)
