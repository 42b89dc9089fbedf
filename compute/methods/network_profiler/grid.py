"""What the search of one target tries."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Grid(NamedTuple):
    """What is searched. γ and λ are on the scale of the problem (t't = n), ξ on that of the coefficients.

    gammas: (g,) absolute γ. ratios: λ/λ_max of the first pass, descending from 1; weighted_ratios: of the passes with
    recursive weights, which spread the regulators over a wider range of λ. fixed_lambda ≥ 0 takes the place of both.
    rounds: M, at most so many passes of re-weighting (1 = none). xi: ξ in w_j = 1/(|β_j| + ξ).
    bic: choose by the Bayesian information criterion instead of the corrected AIC.
    """

    gammas: NDArray[np.float64]
    ratios: NDArray[np.float64]
    weighted_ratios: NDArray[np.float64]
    fixed_lambda: float
    rounds: int
    xi: float
    bic: bool = False
