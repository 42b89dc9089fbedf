"""The hidden modulator: the first principal component of the genes that EEM finds coherent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.score.correlation import standardised


def hidden_modulator(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """First principal component of the standardised genes, signed so that the genes of ``low`` fall along it.

    low, high: samples × genes of each coherent subset; one of the two may have no column.
    Returns one value per sample, mean 0 and variance 1 (divisor n): its scale says nothing, its order does.
    Source: Shimamura et al. 2011 (hidden modulator).
    """
    genes = standardised(np.column_stack([low, high]))
    left, _, right = np.linalg.svd(genes, full_matrices=False)
    component: NDArray[np.float64] = left[:, 0] * np.sqrt(len(genes))
    direction = right[0, low.shape[1] :].sum() - right[0, : low.shape[1]].sum()
    return component if direction >= 0 else -component
