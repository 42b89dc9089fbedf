"""Who breaks the optimality conditions: looked for in low precision, decided in double.

One product of all coefficients with the Gram matrix gives every slope c − Gβ in single precision (TensorFloat-32 on a
GPU). Regulators whose slope is within the rounding of their bound are computed again in double precision.
"""

from __future__ import annotations

import torch
from torch import Tensor

from compute.profile.batched.block import Block
from compute.profile.batched.state import Batch

ROUNDING = 2.0**-9
"""Bound on the relative error of a TensorFloat-32 product: both factors may lose 2⁻¹⁰ by truncation, and a little is
left for the sum in single precision. Used whatever the device, so that one path is tested."""
CANDIDATES = 64
"""So many regulators of a problem are computed again one by one; where more are in doubt, all of them."""
AT_ONCE = 16
"""At most so many regulators join an active set at once."""
SLACK = 1e-10
"""A slope may exceed its bound by this share of t't."""


def refresh(batch: Batch, block: Block) -> None:
    """Bring the slopes of the block's problems up to date with its β."""
    data = batch.data
    dense = torch.zeros((block.problem.numel(), data.gram.shape[0]), dtype=torch.float32, device=block.beta.device)
    dense.scatter_(1, block.place, block.beta.float())
    slope = data.single_cross[batch.target[block.problem]]
    slope.addmm_(dense, data.single_gram, alpha=-1.0)
    batch.slope[block.problem] = slope
    batch.blur[block.problem] = ROUNDING * data.unit * (1.0 + block.beta.abs().sum(1))


def violators(batch: Batch, block: Block) -> tuple[Tensor, Tensor]:
    """Regulators whose slope exceeds their bound, the worst first: (b, k) numbers and (b, k) signs, 0 = none.

    Uses the slopes of the last :func:`refresh` to choose whom to look at.
    """
    problem, slack = block.problem, SLACK * batch.data.unit
    weight = batch.weight[problem]
    limit = torch.where(weight < torch.inf, batch.lam[problem, None] * weight, torch.inf)
    excess = batch.slope[problem].abs().double() + batch.blur[problem, None] - limit
    excess.scatter_(1, block.place, -torch.inf)
    count = (excess > slack).sum(1)
    most = int(count.max())
    near = excess.topk(min(most, CANDIDATES), dim=1)
    regulator, slope = near.indices, _slope(batch, block, near.indices)
    over = slope.abs() - limit.gather(1, regulator)
    over.masked_fill_(near.values <= slack, -torch.inf)
    if most > CANDIDATES:
        crowded = (count > CANDIDATES).nonzero()[:, 0]
        regulator[crowded], slope[crowded], over[crowded] = _all(batch, block.take(crowded), limit[crowded])
    best = over.topk(min(over.shape[1], AT_ONCE), dim=1)
    chosen = best.indices
    sign = torch.where(best.values > slack, slope.gather(1, chosen).sign(), 0.0)
    return regulator.gather(1, chosen), sign


def _slope(batch: Batch, block: Block, regulator: Tensor) -> Tensor:
    """c_j − (Gβ)_j of regulators (b, k) in double precision."""
    across = batch.data.gram[block.place[:, None, :], regulator[:, :, None]]
    return batch.correlation(block.problem, regulator) - torch.bmm(across, block.beta[:, :, None])[:, :, 0]


def _all(batch: Batch, block: Block, limit: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The ``CANDIDATES`` regulators that exceed their bound most, with slope and excess, all in double precision."""
    data = batch.data
    dense = torch.zeros_like(limit).scatter_(1, block.place, block.beta)
    slope = data.cross[batch.target[block.problem]].addmm(dense, data.gram, alpha=-1.0)
    over = (slope.abs() - limit).scatter_(1, block.place, -torch.inf)
    worst = over.topk(CANDIDATES, dim=1)
    return worst.indices, slope.gather(1, worst.indices), worst.values
