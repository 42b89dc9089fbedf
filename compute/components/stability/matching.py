"""Which component of one fit is which of another: matched by absolute cosine, signs turned to agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Match:
    """Components of another fit put beside those of a reference.

    loadings: (genes, r), the other fit's in the reference's order and signs. cosine: (r,) of each with its partner,
    0..1. subspace: the smallest cosine between the spaces that the two fits' components span: 1 where they are the
    same, whatever the axes within.
    """

    loadings: Floats
    cosine: Floats
    subspace: float


def match_components(reference: Floats, found: Floats) -> Match:
    """One partner for each component, so that the sum of the absolute cosines is largest (Hungarian method).

    reference, found: (genes, r) with orthonormal columns, over the same genes.
    """
    from scipy.optimize import linear_sum_assignment  # slow to import, and the dashboard's start needs none of it

    cosines = reference.T @ found
    order = linear_sum_assignment(np.abs(cosines), maximize=True)[1]
    paired = cosines[np.arange(len(order)), order]
    matched = found[:, order] * np.where(paired < 0, -1.0, 1.0)
    smallest = float(np.linalg.svd(cosines, compute_uv=False)[-1])
    return Match(matched, np.minimum(np.abs(paired), 1.0), min(smallest, 1.0))
