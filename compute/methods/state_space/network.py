"""Modules and the gene network behind a state space model, from which p × p is never made at once. [H08, Y07]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.model import Floats, Parameters, standardised, strengths

ROWS = 500
"""Targets whose effects are looked at together."""
EDGES = 100_000
"""Edges whose effects are computed together."""


def modules(of: Parameters) -> Floats:
    """D = Λ^{-1} H'R^{-1/2} (k, p): how each gene, in units of its noise, tells a state."""
    return np.asarray((standardised(of) / strengths(of)).T)


@dataclass(frozen=True)
class Effects:
    """Ψ = R^{-1/2} H F Λ^{-1} H'R^{-1/2} = ``onto`` @ ``out_of``, (p, k) and (k, p).

    The effect of gene j a step before on gene i, each in units of its noise.
    """

    onto: Floats
    out_of: Floats

    def of(self, regulator: NDArray[np.int64], target: NDArray[np.int64]) -> Floats:
        """(e,) effects of the first on the second."""
        parts = [slice(start, start + EDGES) for start in range(0, regulator.size, EDGES)]
        found = [np.einsum("ek,ke->e", self.onto[target[part]], self.out_of[:, regulator[part]]) for part in parts]
        return np.concatenate([np.empty(0), *found])

    def largest(
        self, regulators: NDArray[np.int64], targets: NDArray[np.int64], most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(regulator, target), genes, of the ``most`` largest |Ψ|, block by block; no gene with itself."""
        size, ends = np.empty(0), np.empty((0, 2), np.int64)
        for start in range(0, targets.size, ROWS):
            part = targets[start : start + ROWS]
            block = np.abs(self.onto[part] @ self.out_of[:, regulators])
            block[part[:, None] == regulators[None, :]] = -1.0
            least = size[most - 1] if size.size >= most else 0.0
            row, column = np.nonzero((block >= least) & (block >= 0))
            size = np.concatenate([size, block[row, column]])
            ends = np.vstack([ends, np.column_stack([regulators[column], part[row]])])
            if size.size > most:
                order = np.lexsort((ends[:, 1], ends[:, 0], -size))[:most]
                size, ends = size[order], ends[order]
        order = np.lexsort((ends[:, 0], ends[:, 1]))
        return ends[order, 0], ends[order, 1]


def effects(of: Parameters, strength: Floats | None = None) -> Effects:
    """Of unique parameters. strength: (k,) Λ where it is not that of the parameters."""
    size = strengths(of) if strength is None else strength
    turned = standardised(of)
    return Effects(turned @ of.transition, (turned / size).T)
