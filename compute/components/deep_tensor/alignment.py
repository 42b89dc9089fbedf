"""Turn every network so that its core comes as close as possible to a shared target core.

For networks given as cores B_i of s channels in their own bases (s×r×r) and a target core Y (s×a×b):

    maximise over orthonormal c_i (r×a), d_i (r×b):   Σ_c ⟨c_i' B_ic d_i, Y_c⟩,     Z_i = c_i' B_i d_i

by turns: c_i ← U V' of the singular value decomposition of Σ_c B_ic d_i Y_c', then d_i likewise. (For orthonormal
factors this is where ‖Z_i − Y‖ is smallest among cores of the same size.) A few turns, differentiable in Y.
Idea: Deep Tensor (Maruhashi et al. 2018); this formulation is ours.
"""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import numpy as np
import torch

DAMPING = 1e-10
"""Share of the mean squared singular value added to all: a direction the network hardly has is turned to smoothly,
not at once. Factors are orthonormal but for it."""
LEAST = 1e-18
"""Added as well, for networks without an edge."""


class Aligned(NamedTuple):
    """c (N, r, a), d (N, r, b) and cores Z (N, s, a, b)."""

    regulator_turn: torch.Tensor
    target_turn: torch.Tensor
    cores: torch.Tensor


def align(cores: torch.Tensor, target: torch.Tensor, turns: int, starts: torch.Tensor) -> Aligned:
    """Align networks (N, s, r, r) with a target core (s, a, b) of norm 1, by ``turns`` turns of both factors.

    starts: (S, b) signs; a network is begun with its b leading target-side directions so signed, from each of the S,
    and goes on from the one that ends closest to the target. Differentiable in ``target``.
    """
    with torch.no_grad():
        ends = _alternate(cores, target, turns, starts[:, None])
        closeness = (ends.cores * target).sum((-3, -2, -1))
        best = starts[closeness.argmax(0)]
    return _alternate(cores, target, turns, best)


def sign_starts(components: int, most: int) -> torch.Tensor:
    """(S, components) signs ±1, S ≤ ``most``: all of them if there are so few, else the first in counting order
    spread over all. The first are all +1."""
    patterns = np.array(list(product((1.0, -1.0), repeat=min(components, 12))))
    chosen = patterns[np.unique(np.linspace(0, len(patterns) - 1, min(most, len(patterns))).astype(int))]
    filled = np.ones((len(chosen), components))
    filled[:, : chosen.shape[1]] = chosen
    return torch.from_numpy(filled)


def _alternate(cores: torch.Tensor, target: torch.Tensor, turns: int, signs: torch.Tensor) -> Aligned:
    """signs: (N, b), or (S, 1, b) for every network from each of S starts; what is returned has S in front then."""
    samples, _, size, _ = cores.shape
    b = target.shape[2]
    d = torch.eye(size, b, dtype=cores.dtype) * signs[..., None, :]
    d = d.expand(*signs.shape[:-2], samples, size, b)
    for _ in range(turns):
        c = orthonormal_part(torch.einsum("nsij,...njb,sab->...nia", cores, d, target))
        d = orthonormal_part(torch.einsum("nsij,...nia,sab->...njb", cores, c, target))
    return Aligned(c, d, torch.einsum("...nia,nsij,...njb->...nsab", c, cores, d))


def orthonormal_part(free: torch.Tensor) -> torch.Tensor:
    """M (M'M + ε)^(−½) for a batch (…, r, a): U V' of the singular value decomposition of M, damped; differentiable."""
    part: torch.Tensor = _OrthonormalPart.apply(free)  # type: ignore[no-untyped-call]
    return part


class _OrthonormalPart(torch.autograd.Function):
    """The derivative by that of the inverse square root, in the eigenvectors' frame.

    torch's own derivative of a singular value decomposition divides by differences of singular values, which equal
    ones make infinite although U V' itself moves smoothly there; this one divides by their sums.
    """

    @staticmethod
    def forward(ctx: Any, free: torch.Tensor) -> torch.Tensor:
        columns = free.shape[-1]
        gram = free.transpose(-1, -2) @ free
        strength = gram.diagonal(dim1=-2, dim2=-1).sum(-1) / columns
        damped = gram + (DAMPING * strength + LEAST)[..., None, None] * torch.eye(columns, dtype=free.dtype)
        values, vectors = torch.linalg.eigh(damped)
        roots = values.clamp_min(LEAST).sqrt()
        inverse = (vectors / roots[..., None, :]) @ vectors.transpose(-1, -2)
        ctx.save_for_backward(free, roots, vectors, inverse)
        part: torch.Tensor = free @ inverse
        return part

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> torch.Tensor:
        (gradient,) = gradients
        free, roots, vectors, inverse = ctx.saved_tensors
        columns = free.shape[-1]
        products = roots[..., :, None] * roots[..., None, :]
        slopes = -1 / (products * (roots[..., :, None] + roots[..., None, :]))
        of_inverse = vectors.transpose(-1, -2) @ (free.transpose(-1, -2) @ gradient) @ vectors
        of_gram = vectors @ (of_inverse * slopes) @ vectors.transpose(-1, -2)
        of_strength = DAMPING / columns * of_gram.diagonal(dim1=-2, dim2=-1).sum(-1)
        both = of_gram + of_gram.transpose(-1, -2)
        slope: torch.Tensor = gradient @ inverse + free @ both + 2 * of_strength[..., None, None] * free
        return slope
