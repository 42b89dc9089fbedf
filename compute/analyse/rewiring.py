"""What a difference of two networks means for each gene: how much its edges change, as a regulator and as a target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.difference import CATEGORIES, NetworkDifference


@dataclass(frozen=True)
class RewiredGene:
    """One gene in one role; the field names are the columns of the csv file.

    role: ``regulator`` (its edges lead to targets) or ``target`` (its edges come from regulators). rank: from 1 within
    its role, by change (ties: by name). change: Σ |B − A| over its edges that change. edges_a, edges_b: its edges in
    each side (out-degree of a regulator, in-degree of a target). gained … flipped: its edges of each category.
    jaccard: neighbours in both sides / neighbours in either.
    """

    role: str
    rank: int
    gene: str
    change: float
    edges_a: int
    edges_b: int
    gained: int
    lost: int
    strengthened: int
    weakened: int
    flipped: int
    jaccard: float


def rewired_genes(difference: NetworkDifference, strength: float, change: float | None = None) -> list[RewiredGene]:
    """Every gene with an edge in A or B: the regulators from rank 1, then the targets.

    strength, change: see :mod:`compute.analyse.difference`. Raises :class:`UserError` for negative ones.
    """
    categories = difference.categories(strength, change)
    return [
        *_ranked(difference, strength, categories, "regulator", difference.regulator, difference.regulators),
        *_ranked(difference, strength, categories, "target", difference.target, difference.targets),
    ]


def _ranked(
    difference: NetworkDifference,
    strength: float,
    categories: NDArray[np.int8],
    role: str,
    gene: NDArray[np.int32],
    names: tuple[str, ...],
) -> list[RewiredGene]:
    def count(edges: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(gene[edges], minlength=len(names))

    in_a, in_b = difference.in_a(strength), difference.in_b(strength)
    changed = categories >= 0
    change = np.bincount(gene[changed], np.abs(difference.difference[changed].astype(np.float64)), len(names))
    edges_a, edges_b, both, either = count(in_a), count(in_b), count(in_a & in_b), count(in_a | in_b)
    of_category = {name: count(categories == place) for place, name in enumerate(CATEGORIES)}
    order = sorted(np.flatnonzero(either).tolist(), key=lambda g: (-change[g], names[g]))
    return [
        RewiredGene(
            role=role,
            rank=rank,
            gene=names[g],
            change=float(change[g]),
            edges_a=int(edges_a[g]),
            edges_b=int(edges_b[g]),
            gained=int(of_category["gained"][g]),
            lost=int(of_category["lost"][g]),
            strengthened=int(of_category["strengthened"][g]),
            weakened=int(of_category["weakened"][g]),
            flipped=int(of_category["flipped"][g]),
            jaccard=float(both[g] / either[g]),
        )
        for rank, g in enumerate(order, start=1)
    ]
