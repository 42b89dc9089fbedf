"""The recursive elastic net of all targets of one sample: λ path × γ grid × re-weighting, chosen by corrected AIC.

The choices are those of ``search``, made for all (target, γ) side by side. Source: Shimamura et al.
2009 (recursive elastic net) and 2011 (NetworkProfiler).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from compute.methods.network_profiler.batched.block import ProblemBlock, empty_block, fitting_width, merged
from compute.methods.network_profiler.batched.problem import DeviceProblem
from compute.methods.network_profiler.batched.screen import ROUNDING, refresh
from compute.methods.network_profiler.batched.solve import active_matrix, invert, polish, solve, without_failed
from compute.methods.network_profiler.batched.state import Batch, batch
from compute.methods.network_profiler.grid import Grid

LONGEST_WAY = 64
"""Steps at most on the way down to a fixed λ."""


@dataclass
class Best:
    """The best solution of each of some problems. beta: (P, w). criterion, lam, df: (P,)."""

    beta: Tensor
    criterion: Tensor
    lam: Tensor
    df: Tensor

    def take(self, rows: Tensor) -> Best:
        return Best(self.beta[rows], self.criterion[rows], self.lam[rows], self.df[rows])


@dataclass
class Solutions:
    """The chosen solutions of m targets; see :class:`compute.methods.network_profiler.search.Found`.

    target, regulator, value: (edges,) sorted by target, then regulator. failed: (m,) to be searched by other means.
    """

    target: Tensor
    regulator: Tensor
    value: Tensor
    l1: Tensor
    l2: Tensor
    criterion: Tensor
    df: Tensor
    rounds: Tensor
    failed: Tensor


def information_criterion(residual: Tensor, df: Tensor, effective: float, bic: bool) -> Tensor:
    """As :func:`compute.methods.network_profiler.lambda_path.information_criterion`."""
    room = effective - df - 2.0
    deviance = effective * (torch.log(2.0 * math.pi * residual / effective) + 1.0)
    penalty = df * math.log(effective) if bic else 2.0 * effective * (df + 1.0) / room
    return torch.where(room > 0.0, deviance + penalty, torch.inf)


def search(data: DeviceProblem, excluded: Tensor, grid: Grid) -> Solutions:
    """Search all targets of ``data``; none of them may be constant. excluded: (m,), −1 for none."""
    targets, gammas = data.cross.shape[0], grid.gammas.size
    every = torch.arange(targets, device=excluded.device)
    problems = batch(
        data,
        target=every.repeat_interleave(gammas),
        gamma=torch.as_tensor(grid.gammas, device=excluded.device).repeat(targets),
        excluded=excluded.repeat_interleave(gammas),
    )
    best, weight, rounds = _recursion(problems, grid)
    # The first of equal γ, as one after the other would choose.
    criterion = best.criterion.view(targets, gammas)
    least = criterion == criterion.amin(1, keepdim=True)
    pick = every * gammas + least.to(torch.uint8).argmax(1)
    failed = problems.failed.view(targets, gammas).any(1)
    chosen = best.take(pick)
    final = batch(data, every, problems.gamma[pick], excluded)
    final.set_weight(every, weight[pick])
    final.lam, final.failed = chosen.lam, failed
    blocks = _finish(final, chosen.beta)
    target, regulator, value = _edges(blocks, data.gram.shape[0])
    return Solutions(
        target, regulator, value, chosen.lam, final.gamma, chosen.criterion, chosen.df, rounds[pick], final.failed
    )


def _recursion(problems: Batch, grid: Grid) -> tuple[Best, Tensor, Tensor]:
    """Passes of re-weighting until the criterion no longer falls; the solution before, its weights and its pass."""
    ids = torch.arange(problems.target.numel(), device=problems.target.device)
    kept = _path(problems, ids, grid, weighted=False)
    weight = problems.weight.clone()
    rounds = torch.ones_like(ids)
    better, found = ids, kept
    for turn in range(1, grid.rounds):
        barred = problems.weight[better] == torch.inf
        problems.set_weight(better, (1.0 / (found.beta.abs() + grid.xi)).masked_fill_(barred, torch.inf))
        path = _path(problems, better, grid, weighted=True)
        fell = ((path.criterion < kept.criterion[better]) & ~problems.failed[better]).nonzero()[:, 0]
        if not fell.numel():
            break
        better, found = better[fell], path.take(fell)
        kept.beta[better], kept.criterion[better] = found.beta, found.criterion
        kept.lam[better], kept.df[better] = found.lam, found.df
        weight[better] = problems.weight[better]
        rounds[better] = turn + 1
    return kept, weight, rounds


def _path(problems: Batch, ids: Tensor, grid: Grid, weighted: bool) -> Best:
    """One λ path of the problems ``ids`` at their present weights; the best solution of each, in their order.

    A path ends where the degrees of freedom use up n_α: further down the criterion stays infinite.
    """
    data = problems.data
    square = data.square[problems.target[ids]]
    lambdas = _lambdas(problems, ids, grid, weighted)
    none = torch.zeros_like(square)
    start = information_criterion(square, none, data.effective, grid.bic)
    best = Best(torch.zeros_like(problems.weight[ids]), start, lambdas[:, 0].clone(), none)
    position = torch.zeros_like(problems.target)
    position[ids] = torch.arange(ids.numel(), device=ids.device)
    problems.slope[ids] = data.single_cross[problems.target[ids]]
    problems.blur[ids] = ROUNDING * data.unit
    fixed, steps = grid.fixed_lambda >= 0.0, lambdas.shape[1]
    blocks = [empty_block(ids, fitting_width(0), data.nowhere)]
    for step in range(steps):
        problems.lam[ids] = lambdas[:, step]
        blocks = solve(problems, blocks)
        if not fixed:
            blocks = [_judged(problems, block, best, position, grid) for block in blocks]
        blocks = merged(blocks)
    if fixed:
        for block in blocks:
            _judged(problems, block, best, position, grid)
    return best


def _lambdas(problems: Batch, ids: Tensor, grid: Grid, weighted: bool) -> Tensor:
    """Descending λ (P, steps) from the smallest that lets nothing in, or on the way to the one fixed."""
    largest = problems.data.cross[problems.target[ids]].abs_().div_(problems.weight[ids]).amax(1)
    if grid.fixed_lambda < 0.0:
        ratios = grid.weighted_ratios if weighted else grid.ratios
        return largest[:, None] * torch.as_tensor(ratios, device=ids.device)
    # One λ is wanted; the way down to it is only a warm start.
    floor = largest.mul(1e-4).clamp(min=grid.fixed_lambda)
    decay = torch.where(grid.fixed_lambda < largest, torch.log(largest / floor), 0.0)
    steps = min(1 + math.ceil(float(decay.max()) / 0.2), LONGEST_WAY)
    share = torch.arange(1, steps + 1, dtype=torch.float64, device=ids.device) / steps
    lambdas = largest[:, None] * torch.exp(-decay[:, None] * share)
    lambdas = torch.where(decay[:, None] > 0.0, lambdas, grid.fixed_lambda)
    lambdas[:, -1] = grid.fixed_lambda
    return lambdas


def _judged(problems: Batch, block: ProblemBlock, best: Best, position: Tensor, grid: Grid) -> ProblemBlock:
    """Compare the block's solutions with the best so far (one λ: take them); returns it without those at the end."""
    data, active = problems.data, block.sign != 0
    gamma, square = problems.gamma[block.problem], data.square[problems.target[block.problem]]
    # At a minimum (Gβ)_A + γ β_A = c_A − τ_A s_A, so that ‖t − Rβ‖² = t't − β'(c + c − Gβ) needs no product with G.
    remaining = problems.correlation(block.problem, block.place) - problems.right(block) + gamma[:, None] * block.beta
    explained = block.beta * (problems.correlation(block.problem, block.place) + remaining)
    residual = torch.maximum(square - torch.where(active, explained, 0.0).sum(1), 1e-12 * square)
    df = active.sum(1) - gamma * block.inverse.diagonal(dim1=1, dim2=2).sum(1)
    criterion = information_criterion(residual, df, data.effective, grid.bic)
    place = position[block.problem]
    wins = (
        torch.ones_like(df, dtype=torch.bool) if grid.fixed_lambda >= 0.0 else criterion < best.criterion[place]
    ).nonzero()[:, 0]
    won = place[wins]
    best.criterion[won], best.lam[won], best.df[won] = criterion[wins], problems.lam[block.problem[wins]], df[wins]
    best.beta[won] = torch.zeros_like(best.beta[won]).scatter_(1, block.place[wins], block.beta[wins])
    goes_on = criterion < torch.inf
    return block if bool(goes_on.all()) else block.take(goes_on)


def _finish(final: Batch, beta: Tensor) -> list[ProblemBlock]:
    """Solve the chosen problems again, from the chosen solutions, with an inverse computed anew."""
    active = beta != 0
    count = active.sum(1)
    blocks, least, most = [], -1, int(count.max())
    width = fitting_width(0)
    while least < most:
        rows = ((count > least) & (count <= width) & ~final.failed).nonzero()[:, 0]
        if rows.numel():
            blocks.append(_restored(final, rows, beta[rows], width))
        least, width = width, fitting_width(width + 1)
    blocks = without_failed(final, blocks)
    for block in blocks:
        refresh(final, block)
    blocks = solve(final, blocks)
    for block in blocks:
        final.failed[block.problem] |= invert(block, active_matrix(final, block))
        polish(final, block)
    return without_failed(final, blocks)


def _restored(final: Batch, rows: Tensor, beta: Tensor, width: int) -> ProblemBlock:
    """A block with the nonzero coefficients of ``beta`` (b, w)."""
    block = empty_block(rows, width, final.data.nowhere)
    row, regulator = beta.nonzero(as_tuple=True)
    first = (beta != 0).sum(1).cumsum(0) - (beta != 0).sum(1)
    place = torch.arange(row.numel(), device=row.device) - first[row]
    block.place[row, place] = regulator
    block.beta[row, place] = beta[row, regulator]
    block.sign = block.beta.sign()
    final.failed[rows] |= invert(block, active_matrix(final, block))
    return block


def _edges(blocks: list[ProblemBlock], regulators: int) -> tuple[Tensor, Tensor, Tensor]:
    """Target, regulator and coefficient of every edge, sorted by target, then regulator."""
    if not blocks:
        none = torch.zeros(0, dtype=torch.int64)
        return none, none, none.double()
    parts = []
    for block in blocks:
        row, place = (block.beta != 0).nonzero(as_tuple=True)
        parts.append((block.problem[row], block.place[row, place], block.beta[row, place]))
    target, regulator, value = (torch.cat(columns) for columns in zip(*parts, strict=True))
    order = torch.argsort(target * regulators + regulator)
    return target[order], regulator[order], value[order]
