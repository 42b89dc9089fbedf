"""The KS score: are a sample's mesenchymal genes brighter than its epithelial genes?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def ks_score(epithelial: NDArray[np.float64], mesenchymal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Signed two-sample Kolmogorov-Smirnov statistic of every sample.

    epithelial, mesenchymal: samples × genes of each list. Returns one value per sample in [−1, 1]: the larger of
    the two one-sided statistics, positive where the mesenchymal genes are the brighter ones; 0 where both
    directions are equally far apart. High = mesenchymal. Each sample is scored by itself.
    Source: Tan et al. 2014, EMBO Mol Med 6:1279.
    """
    scores = np.empty(len(epithelial))
    for row, (low, high) in enumerate(zip(np.sort(epithelial), np.sort(mesenchymal), strict=True)):
        grid = np.concatenate([low, high])
        below_low = np.searchsorted(low, grid, side="right") / len(low)
        below_high = np.searchsorted(high, grid, side="right") / len(high)
        up = float((below_low - below_high).max())
        down = float((below_high - below_low).max())
        scores[row] = up if up > down else -down if down > up else 0.0
    return scores
