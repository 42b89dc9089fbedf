"""The colour of a gene: how its expression goes with the score, on the score's own scale of colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from sign_dash import theme

if TYPE_CHECKING:
    from compute import Study


def node_colours(study: Study, genes: Sequence[str]) -> list[str]:
    """Teal where expression falls with the score (Spearman ρ = −1), grey at 0, purple where it rises (ρ = 1)."""
    return theme.score_colours(correlation_with_score(study, genes), -1.0, 1.0)


def correlation_with_score(study: Study, genes: Sequence[str]) -> NDArray[np.float64]:
    """(genes,) Spearman correlation of each gene's expression with the score; 0 for a constant gene."""
    score = rankdata(study.modulator)
    score = score - score.mean()
    found = np.zeros(len(genes))
    for i, gene in enumerate(genes):
        ranks = rankdata(study.expression(gene))
        ranks = ranks - ranks.mean()
        norm = np.sqrt((ranks**2).sum() * (score**2).sum())
        found[i] = (ranks @ score) / norm if norm > 0 else 0.0
    return found
