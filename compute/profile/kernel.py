"""The kernel that makes a regression local in the modulator."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def root_weights(modulator: NDArray[np.float64], centre: float, bandwidth: float) -> NDArray[np.float64]:
    """κ_i = √K(m_i − m_α | h) with K(u | h) = exp(−u²/h), the factor every row of the data is multiplied by.

    modulator: (n,) values m_i. centre: m_α. bandwidth: h > 0, in squared units of the modulator.
    Returns (n,) values in (0, 1]. Source: Shimamura et al. 2011, NetworkProfiler.
    """
    return np.exp(-np.square(modulator - centre) / (2.0 * bandwidth))
