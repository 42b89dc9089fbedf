"""The KS score: are a sample's mesenchymal genes brighter than its epithelial genes?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.publication import journal_article
from compute.read import Expression
from compute.score.genes import FoundGenes
from compute.score.record import Score, Scored


def ks_score(epithelial: NDArray[np.float64], mesenchymal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Signed two-sample Kolmogorov-Smirnov statistic of every sample.

    epithelial, mesenchymal: samples × genes of each list. Returns one value per sample in [−1, 1]: the larger of
    the two one-sided statistics, positive where the mesenchymal genes are the brighter ones; 0 where both
    directions are equally far apart. High = mesenchymal. Each sample is scored by itself.
    Source: Tan et al. 2014, EMBO Mol Med 6:1279.
    """
    ways = epithelial.shape[1] * mesenchymal.shape[1]
    scores = np.empty(len(epithelial))
    for row, (low, high) in enumerate(zip(np.sort(epithelial), np.sort(mesenchymal), strict=True)):
        grid = np.concatenate([low, high])
        # Differences of the two distribution functions in whole numbers, so that equal ones compare as equal.
        gap = np.searchsorted(low, grid, side="right") * len(high) - np.searchsorted(high, grid, side="right") * len(
            low
        )
        up, down = int(gap.max()), int(-gap.min())
        scores[row] = (up if up > down else -down if down > up else 0) / ways
    return scores


def _compute(expression: Expression, lists: tuple[FoundGenes, ...]) -> Scored:
    low, high = lists
    return Scored(ks_score(expression.values[:, low.columns], expression.values[:, high.columns]))


SCORE = Score(
    name="ks",
    label="KS",
    title=Message("Kolmogorov-Smirnov distance between mesenchymal and epithelial genes"),
    written="the KS score ({reference})",
    reference=journal_article(
        "Tan2014",
        "Tan et al. 2014",
        "Tan, Tuan Zea and others",
        "Epithelial-Mesenchymal Transition Spectrum Quantification and Its Efficacy in Deciphering Survival and Drug "
        "Responses of Cancer Patients",
        2014,
        "EMBO Molecular Medicine", "6", "10", "1279--1293", "10.15252/emmm.201404208",
    ),
    genes="classes",
    compute=_compute,
)  # fmt: skip
