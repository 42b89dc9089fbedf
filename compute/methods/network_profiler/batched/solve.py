"""The minimum of many problems at their present λ, by active sets that change several regulators at a time.

    minimise  ½ β'Gβ − c'β + Σ_j τ_j |β_j| + (γ/2) Σ_j β_j²        τ_j = λ w_j

Solve for the present signs, drop every regulator whose sign would change, until none does; let in the regulators whose
slope exceeds its bound; repeat until there is none. Each time round the objective should fall. Where it does not, that
problem goes on carefully: one regulator in at a time, and moves that end at the first zero crossing, which never raise
the objective and so come to an end.
"""

from __future__ import annotations

import torch
from torch import Tensor

from compute.methods.network_profiler.batched.block import ProblemBlock, fitted, join, leave, merged, minimum
from compute.methods.network_profiler.batched.screen import refresh, violators
from compute.methods.network_profiler.batched.state import Batch

PASSES = 400
ACCURACY = 1e-12
"""What the equations of the active set may be off by, as a share of t't, before the inverse is computed anew."""


def solve(batch: Batch, blocks: list[ProblemBlock], careful: bool = False) -> list[ProblemBlock]:
    """Go from the minima at the λ before to those at ``batch.lam``; problems that fail are left out, and marked.

    The slopes must belong to the β of the blocks. careful: go carefully from the start.
    """
    done: list[ProblemBlock] = []
    for block in blocks:
        batch.careful[block.problem] = careful
        batch.last[block.problem] = torch.inf
    # Regulators that exceed their bound at the new λ enter before the first solve.
    blocks = [part for block in blocks for part in _admitted(batch, block, done, everyone=True)]
    for _ in range(PASSES):
        pending: list[ProblemBlock] = []
        for block in merged(blocks):
            settle(batch, block)
            value = -0.5 * (batch.right(block) * block.beta).sum(1)
            batch.careful[block.problem] |= ~(value < batch.last[block.problem])
            batch.last[block.problem] = value
            refresh(batch, block)
            pending.extend(_admitted(batch, block, done))
        blocks = pending
        if not blocks:
            break
    for block in blocks:
        batch.failed[block.problem] = True
    done = merged(done)
    for block in done:
        polish(batch, block)
    return without_failed(batch, done)


def without_failed(batch: Batch, blocks: list[ProblemBlock]) -> list[ProblemBlock]:
    """The blocks without the problems that failed."""
    sound = [(block, ~batch.failed[block.problem]) for block in blocks]
    return merged(block if bool(kept.all()) else block.take(kept) for block, kept in sound)


def _admitted(
    batch: Batch, block: ProblemBlock, done: list[ProblemBlock], everyone: bool = False
) -> list[ProblemBlock]:
    """Let the violators in; problems without any go to ``done`` (unless they must be solved at a new λ: everyone)."""
    regulator, sign = violators(batch, block)
    careful = batch.careful[block.problem]
    sign[:, 1:].masked_fill_(careful[:, None], 0.0)
    entering = (sign != 0).sum(1)
    active = (block.sign != 0).sum(1)
    goes_on = entering + active > 0 if everyone else entering > 0
    stay = (~goes_on).nonzero()[:, 0]
    if stay.numel():
        done.append(block.take(stay))
        if stay.numel() == block.problem.numel():
            return []
        rows = goes_on.nonzero()[:, 0]
        block, regulator, sign = block.take(rows), regulator[rows], sign[rows]
        entering, active = entering[rows], active[rows]
    sign = sign[:, : int(entering.max())]
    parts = []
    for rows, part in fitted(block, entering + active, batch.data.nowhere):
        if not sign.shape[1]:
            parts.append(part)
            continue
        names = regulator[rows, : sign.shape[1]]
        singular = join(part, batch.data.gram, batch.gamma[part.problem], names, sign[rows])
        batch.failed[part.problem] |= singular
        if bool(singular.any()):
            part = part.take(~singular)
        if part.problem.numel():
            parts.append(part)
    return parts


def settle(batch: Batch, block: ProblemBlock) -> None:
    """Move every problem of the block to the minimum for its signs, after dropping those that would change."""
    rows = torch.arange(block.problem.numel(), device=block.beta.device)
    part, right = block, batch.right(block)
    while True:
        goal = minimum(part, right)
        wrong = (goal * part.sign <= 0) & (part.sign != 0)
        careful = batch.careful[part.problem, None]
        share = torch.where(wrong, part.beta / (part.beta - goal), 2.0).nan_to_num_(0.0)
        reach = share.amin(1, keepdim=True)
        gone = wrong & (~careful | (share <= reach))
        stopped = part.beta + reach.clamp(max=1.0) * (goal - part.beta)
        part.beta = torch.where(careful, stopped, goal)
        if part is not block:
            block.put(rows, part)
        again = gone.any(1).nonzero()[:, 0]
        if not again.numel():
            return
        rows, gone = rows[again], gone[again]
        part, right = part.take(again), right[again].masked_fill_(gone, 0.0)
        leave(part, gone, batch.data.nowhere)


def polish(batch: Batch, block: ProblemBlock) -> None:
    """Take out of β what rounding has put into the inverse; where that is more than a trace, invert anew."""
    right = batch.right(block)
    for attempt in range(2):
        matrix = active_matrix(batch, block)
        rest = right - torch.bmm(matrix, block.beta[:, :, None])[:, :, 0]
        block.beta += minimum(block, rest)
        if attempt or not bool((rest.abs().amax(1) > ACCURACY * batch.data.unit).any()):
            return
        batch.failed[block.problem] |= invert(block, matrix)
        block.beta = minimum(block, right)


def active_matrix(batch: Batch, block: ProblemBlock) -> Tensor:
    """G_AA + γI (b, w, w), zero in empty rows and columns."""
    matrix = batch.data.gram[block.place[:, :, None], block.place[:, None, :]]
    matrix.diagonal(dim1=1, dim2=2).add_(torch.where(block.sign != 0, batch.gamma[block.problem, None], 0.0))
    return matrix


def invert(block: ProblemBlock, matrix: Tensor) -> Tensor:
    """Compute the inverse anew; returns (b,) whether the matrix is singular."""
    empty = (block.sign == 0).to(torch.float64)
    factor, info = torch.linalg.cholesky_ex(matrix + torch.diag_embed(empty))
    unit = torch.eye(block.width, dtype=torch.float64, device=matrix.device)
    half = torch.linalg.solve_triangular(factor, unit.expand_as(matrix), upper=False)
    block.inverse = half.mT @ half - torch.diag_embed(empty)
    singular: Tensor = info != 0
    return singular
