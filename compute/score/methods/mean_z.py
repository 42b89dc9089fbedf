"""The mean-z score: how far the mesenchymal genes lie above the epithelial ones, in standard deviations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression
from compute.score.correlation import standardised
from compute.score.genes import FoundGenes, builtin_emt_genes
from compute.score.record import Score, Scored


def mean_z(genes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the genes of their z-scores over the samples (divisor n), one value per sample.

    genes: samples × genes, each of them varying.
    """
    scores: NDArray[np.float64] = standardised(genes).mean(axis=1) * np.sqrt(len(genes))
    return scores


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    """Mesenchymal minus epithelial, so that high = mesenchymal [ours: differences of this kind have no one source]."""
    sides, still = [], 0
    for what, found in zip((Message("epithelial genes"), Message("mesenchymal genes")), lists, strict=True):
        values = expression.values[:, found.columns]
        varies = values.max(axis=0) > values.min(axis=0)
        if not varies.any():
            raise UserError(
                "None of the {what} varies over the samples of {source}; check the table, or give other genes.",
                what=what,
                source=expression.source,
            )
        sides.append(mean_z(values[:, varies]))
        still += int((~varies).sum())
    low, high = sides
    notes = (Message("{count:,} of them never vary and are left out.", count=still, severity="note"),) if still else ()
    return Scored(high - low, notes)


SCORE = Score(
    name="mean-z",
    label="mean z",
    title=Message("mean z-score of the mesenchymal genes minus that of the epithelial genes"),
    written="the mean z-score of mesenchymal genes minus that of epithelial genes, in the formulation of SiGN-Dash",
    reference=None,
    genes="classes",
    compute=_compute,
    builtin=builtin_emt_genes,
    fewest_samples=5,  # [ours] below, a standard deviation over the samples means little
)
