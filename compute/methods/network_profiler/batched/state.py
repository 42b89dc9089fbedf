"""What is known of every problem of a batch while it is searched."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from compute.methods.network_profiler.batched.block import ProblemBlock
from compute.methods.network_profiler.batched.problem import DeviceProblem

BARRED = 1e30
"""In place of ∞: times λ = 0 it makes no NaN, and the decision in double precision has the true weight."""


@dataclass
class Batch:
    """P problems, each a target at a γ and, for now, a λ; w is the width of ``data``.

    target: (P,) its row in ``data.cross``. gamma, lam: (P,). weight: (P, w) w_j, ∞ where regulator j may not enter.
    single_weight: (P, w) the same in single precision, ``BARRED`` for ∞.
    slope: (P, w) c − Gβ at the last β that was looked at, in single precision, and off by at most ``blur`` (P,).
    careful: (P,) go in single steps, each of which lowers the objective. last: (P,) the objective at the last minimum.
    failed: (P,) G_AA + γI became singular, or no minimum was found.
    """

    data: DeviceProblem
    target: Tensor
    gamma: Tensor
    lam: Tensor
    weight: Tensor
    single_weight: Tensor
    slope: Tensor
    blur: Tensor
    careful: Tensor
    last: Tensor
    failed: Tensor

    def set_weight(self, problem: Tensor, weight: Tensor) -> None:
        """Give some problems (b,) new weights (b, w)."""
        self.weight[problem] = weight
        self.single_weight[problem] = weight.clamp(max=BARRED).float()

    def penalty(self, problem: Tensor, regulator: Tensor) -> Tensor:
        """τ_j = λ w_j of some regulators (b, k) of each problem (b,); ∞ where j may not enter."""
        weight = self.weight[problem[:, None], regulator]
        return torch.where(weight < torch.inf, self.lam[problem, None] * weight, torch.inf)

    def correlation(self, problem: Tensor, regulator: Tensor) -> Tensor:
        """c_j of some regulators (b, k) of each problem (b,)."""
        return self.data.cross[self.target[problem][:, None], regulator]

    def right(self, block: ProblemBlock) -> Tensor:
        """c_A − τ_A s_A (b, w), zero in empty places: what (G_AA + γI) β_A equals at the minimum for the signs s."""
        taken = block.sign != 0
        tau = torch.where(taken, self.penalty(block.problem, block.place), 0.0)
        return torch.where(taken, self.correlation(block.problem, block.place) - tau * block.sign, 0.0)


def batch(data: DeviceProblem, target: Tensor, gamma: Tensor, excluded: Tensor) -> Batch:
    """Problems at λ = 0 with weights 1. excluded: (P,) the regulator that is the target itself, or −1."""
    problems, width = target.numel(), data.gram.shape[0]
    constant = data.gram.diagonal() == 0.0
    weight = torch.ones((problems, width), dtype=torch.float64, device=target.device)
    weight.masked_fill_(constant, torch.inf)
    own = (excluded >= 0).nonzero()[:, 0]
    weight[own, excluded[own]] = torch.inf
    zeros = weight.new_zeros(problems)
    return Batch(
        data,
        target,
        gamma,
        lam=zeros.clone(),
        weight=weight,
        single_weight=weight.clamp(max=BARRED).float(),
        slope=torch.empty((problems, width), dtype=torch.float32, device=target.device),
        blur=zeros.clone(),
        careful=zeros > 0,
        last=zeros.clone(),
        failed=zeros > 0,
    )
