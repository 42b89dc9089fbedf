"""The 76GS score: expression of 76 genes, each weighted by how it goes along with CDH1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.score.correlation import standardised


def gs76_score(genes: NDArray[np.float64], cdh1: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minus the 76GS: ``−(Σ_g ρ_g x_g − its mean over the samples)``, so that high = mesenchymal.

    genes: samples × genes of the list, on a log scale; cdh1: expression of CDH1, one value per sample.
    ρ_g is the Pearson correlation of gene g with CDH1 over the samples; a gene that never varies weighs 0.
    The published score (Byers et al. 2013, Clin Cancer Res 19:279) is high for epithelial; its sign is turned.
    """
    weights = standardised(genes).T @ standardised(cdh1[:, None])[:, 0]
    score = genes @ weights
    turned: NDArray[np.float64] = score.mean() - score
    return turned
