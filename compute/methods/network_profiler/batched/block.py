"""Active sets of many problems side by side, each with the inverse of its G_AA + γI.

The inverse grows and shrinks by several regulators at once: block updates with a small Schur complement, which are
products of thin matrices and so as fast as memory allows. Problems with active sets of about the same size share a
:class:`ProblemBlock`; one that outgrows it moves to the next width. Small systems are solved by ``solve_triangular``,
which takes many of them side by side on a GPU; ``cholesky_solve`` took them one after the other (pytorch pull requests
54315, 175898).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import torch
from torch import Tensor
from torch.nn.functional import pad

NARROWEST = 16
SINGULAR = 1e-9
"""A regulator whose share not explained by the others, with γ, is below this makes G_AA + γI singular."""


@dataclass
class ProblemBlock:
    """b problems with up to w active regulators each.

    problem: (b,) which problem of the batch. place: (b, w) the regulator in each place; an empty place points to the
    constant column ``nowhere``. sign: (b, w) of its coefficient, 0 = empty place. beta: (b, w) coefficients.
    inverse: (b, w, w) of G_AA + γI, zero in empty rows and columns.
    """

    problem: Tensor
    place: Tensor
    sign: Tensor
    beta: Tensor
    inverse: Tensor

    @property
    def width(self) -> int:
        return self.place.shape[1]

    def take(self, rows: Tensor) -> ProblemBlock:
        """The rows given by number or by mask, as a copy."""
        return ProblemBlock(self.problem[rows], self.place[rows], self.sign[rows], self.beta[rows], self.inverse[rows])

    def put(self, rows: Tensor, part: ProblemBlock) -> None:
        """Write ``part``, taken from these rows, back."""
        self.place[rows], self.sign[rows] = part.place, part.sign
        self.beta[rows], self.inverse[rows] = part.beta, part.inverse


def empty_block(problem: Tensor, width: int, nowhere: int) -> ProblemBlock:
    """Problems with nothing active."""
    b = problem.numel()
    zeros = torch.zeros((b, width), dtype=torch.float64, device=problem.device)
    return ProblemBlock(
        problem,
        torch.full_like(zeros, nowhere, dtype=torch.int64),
        zeros,
        zeros.clone(),
        zeros.new_zeros(b, width, width),
    )


def fitting_width(count: int) -> int:
    """The narrowest width with ``count`` places: 16, 32, 48, 64, 96, 128, 192, 256, …"""
    width = NARROWEST
    while width < count:
        width = (
            width * 3 // 2
            if width >= 32 and width & (width - 1) == 0
            else (width * 4 // 3 if width > 32 else 2 * width)
        )
    return width


def widened(block: ProblemBlock, width: int, nowhere: int) -> ProblemBlock:
    """The same problems with more places."""
    more = width - block.width
    return ProblemBlock(
        block.problem,
        pad(block.place, (0, more), value=nowhere),
        pad(block.sign, (0, more)),
        pad(block.beta, (0, more)),
        pad(block.inverse, (0, more, 0, more)),
    )


def fitted(block: ProblemBlock, needed: Tensor, nowhere: int) -> Iterator[tuple[Tensor, ProblemBlock]]:
    """Split the block so that every problem has ``needed`` (b,) places; yields (rows of the block, part)."""
    most = int(needed.max()) if needed.numel() else 0
    if most <= block.width:
        yield torch.arange(block.problem.numel(), device=needed.device), block
        return
    width, least = block.width, -1
    while least < most:
        rows = ((needed > least) & (needed <= width)).nonzero()[:, 0]
        if rows.numel():
            part = block.take(rows)
            yield rows, part if width == block.width else widened(part, width, nowhere)
        least, width = width, fitting_width(width + 1)


def merged(blocks: Iterable[ProblemBlock]) -> list[ProblemBlock]:
    """One block per width, narrow ones first."""
    ordered = sorted((block for block in blocks if block.problem.numel()), key=lambda block: block.width)
    together = []
    for _, group in groupby(ordered, key=lambda block: block.width):
        same = list(group)
        together.append(
            same[0]
            if len(same) == 1
            else ProblemBlock(*(torch.cat(parts) for parts in zip(*map(_fields, same), strict=True)))
        )
    return together


def _fields(block: ProblemBlock) -> tuple[Tensor, ...]:
    return block.problem, block.place, block.sign, block.beta, block.inverse


def first_true(mask: Tensor, count: int) -> Tensor:
    """Column numbers (b, count): those where the mask (b, w) is true in ascending order, then others."""
    width = mask.shape[1]
    order = torch.arange(width, 0, -1, device=mask.device, dtype=torch.int32)
    rank = torch.where(mask, order + width, order)
    return rank.topk(count, dim=1).indices


def leave(block: ProblemBlock, gone: Tensor, nowhere: int) -> None:
    """Take the places marked in ``gone`` (b, w) out of the active sets."""
    count = int(gone.sum(1).max())
    place = first_true(gone, count)
    valid = gone.gather(1, place).to(torch.float64)
    b, w = gone.shape
    column = block.inverse.gather(2, place[:, None, :].expand(b, w, count)) * valid[:, None, :]
    pivot = column.gather(1, place[:, :, None].expand(b, count, count)) * valid[:, :, None]
    pivot.diagonal(dim1=1, dim2=2).add_(1.0 - valid)
    factor = torch.linalg.cholesky_ex(pivot).L
    half = torch.linalg.solve_triangular(factor, column.mT, upper=False)
    block.inverse.baddbmm_(half.mT, half, alpha=-1.0)
    kept = (~gone).to(torch.float64)
    block.inverse.mul_(kept[:, :, None]).mul_(kept[:, None, :])
    block.sign.mul_(kept)
    block.beta.mul_(kept)
    block.place.masked_fill_(gone, nowhere)


def join(block: ProblemBlock, gram: Tensor, gamma: Tensor, regulator: Tensor, sign: Tensor) -> Tensor:
    """Let regulators (b, k) with the given signs (b, k; 0 = none) into the active sets, with coefficient 0.

    gamma: (b,). There must be as many empty places. Returns (b,) whether G_AA + γI became singular; the inverse of such
    a problem is of no use.
    """
    count = regulator.shape[1]
    valid = sign != 0
    weight = valid.to(torch.float64)
    right = gram[block.place[:, :, None], regulator[:, None, :]] * weight[:, None, :]
    across = block.inverse @ right
    schur = gram[regulator[:, :, None], regulator[:, None, :]] - right.mT @ across
    schur *= weight[:, :, None] * weight[:, None, :]
    own = gram.diagonal()[regulator] + gamma[:, None]
    schur.diagonal(dim1=1, dim2=2).add_(torch.where(valid, gamma[:, None], 1.0))
    factor, info = torch.linalg.cholesky_ex(schur)
    pivot = factor.diagonal(dim1=1, dim2=2).square()
    singular: Tensor = (info != 0) | (valid & (pivot <= SINGULAR * own)).any(1)
    place = first_true(block.sign == 0, count)
    across.neg_().scatter_add_(1, place[:, None, :], weight[:, None, :])
    half = torch.linalg.solve_triangular(factor, across.mT, upper=False)
    block.inverse.baddbmm_(half.mT, half)
    block.place.scatter_(1, place, torch.where(valid, regulator, block.place.gather(1, place)))
    block.sign.scatter_(1, place, torch.where(valid, sign, block.sign.gather(1, place)))
    return singular


def minimum(block: ProblemBlock, right: Tensor) -> Tensor:
    """(G_AA + γI)⁻¹ right, (b, w)."""
    return torch.bmm(block.inverse, right[:, :, None])[:, :, 0]
