"""Which regulators violate the optimality conditions: looked for in single precision, decided in double.

One product of all coefficients with the Gram matrix gives every slope c − Gβ in single precision. Its factors come in
two parts each that TensorFloat-32 holds, so that the tensor cores of a GPU lose next to nothing. Regulators whose slope
is within the rounding of their bound are computed again in double precision.
"""

from __future__ import annotations

import torch
from torch import Tensor

from compute.methods.network_profiler.batched.block import ProblemBlock
from compute.methods.network_profiler.batched.problem import tensor_float
from compute.methods.network_profiler.batched.state import Batch

ROUNDING = 2.0**-13
"""Bound on the error of a slope, as a share of t't (1 + Σ|β_j|). What the two parts leave out is below 2⁻¹⁸; the rest
is for sums in single precision, and for the bounds λ w_j, of hundreds of terms. The same on every device."""
CANDIDATES = 64
"""So many regulators of a problem are computed again, those that exceed their bound most."""
AT_ONCE = 16
"""At most so many regulators join an active set at once."""
SLACK = 1e-10
"""A slope may exceed its bound by this share of t't."""


def refresh(batch: Batch, block: ProblemBlock) -> None:
    """Bring the slopes of the block's problems up to date with its β."""
    data = batch.data
    rows, width = block.problem.numel(), data.gram.shape[0]
    beta = block.beta.float()
    high = tensor_float(beta)
    # [high low high] [G_high; G_high; G_low]
    dense = torch.zeros((rows, 3, width), dtype=torch.float32, device=beta.device)
    dense[:, 0].scatter_(1, block.place, high)
    dense[:, 1].scatter_(1, block.place, beta - high)
    dense[:, 2] = dense[:, 0]
    slope = data.single_cross[batch.target[block.problem]]
    batch.slope[block.problem] = slope.addmm_(dense.view(rows, 3 * width), data.split_gram, alpha=-1.0)
    batch.blur[block.problem] = ROUNDING * data.unit * (1.0 + block.beta.abs().sum(1))


def violators(batch: Batch, block: ProblemBlock) -> tuple[Tensor, Tensor]:
    """Regulators whose slope exceeds their bound, the worst first: (b, k) numbers and (b, k) signs, 0 = none.

    Uses the slopes of the last :func:`refresh` to choose which to look at. A problem with more regulators in doubt than
    are looked at, none of them a violator, is marked as failed.
    """
    problem, slack = block.problem, SLACK * batch.data.unit
    excess = batch.slope[problem].abs_()
    excess -= batch.single_weight[problem].mul_(batch.lam[problem, None].float())
    excess.scatter_(1, block.place, -torch.inf)
    doubt = -batch.blur[problem, None].float()
    count = (excess > doubt).sum(1)
    most = int(count.max())
    near = excess.topk(min(most, CANDIDATES), dim=1)
    regulator = near.indices
    slope = _slope(batch, block, regulator)
    over = slope.abs() - batch.penalty(problem, regulator)
    over.masked_fill_(near.values <= doubt, -torch.inf)
    best = over.topk(min(over.shape[1], AT_ONCE), dim=1)
    chosen = best.indices
    sign = torch.where(best.values > slack, slope.gather(1, chosen).sign(), 0.0)
    if most > CANDIDATES:
        batch.failed[problem] |= (count > CANDIDATES) & (sign[:, 0] == 0)
    return regulator.gather(1, chosen), sign


def _slope(batch: Batch, block: ProblemBlock, regulator: Tensor) -> Tensor:
    """c_j − (Gβ)_j of regulators (b, k) in double precision."""
    across = batch.data.gram[block.place[:, None, :], regulator[:, :, None]]
    return batch.correlation(block.problem, regulator) - torch.bmm(across, block.beta[:, :, None])[:, :, 0]
