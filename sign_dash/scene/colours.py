"""The colour of a gene: how its expression goes with the score, on the score's own scale of colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.ranks import ranks
from sign_dash import theme

if TYPE_CHECKING:
    from compute.study import Study


def node_colours(study: Study, genes: Sequence[str]) -> list[str]:
    """Teal where expression falls with the score (Spearman ρ = −1), grey at 0, purple where it rises (ρ = 1)."""
    return theme.score_colours(correlation_with_score(study, genes), -1.0, 1.0)


def correlation_with_score(study: Study, genes: Sequence[str]) -> NDArray[np.float64]:
    """(genes,) Spearman correlation of each gene's expression with the score; 0 for a constant gene."""
    ranked = np.array([ranks(values) for values in (study.modulator, *study.expressions(genes))])
    ranked -= ranked.mean(axis=1, keepdims=True)
    norms = np.sqrt((ranked**2).sum(axis=1))
    product = norms[1:] * norms[0]
    found = np.zeros(len(genes))
    np.divide(ranked[1:] @ ranked[0], product, out=found, where=product > 0)
    return found
