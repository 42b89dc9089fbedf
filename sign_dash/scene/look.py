"""How nodes and edges look: one set of numbers for the screen (canvas) and for paper (scene, svg).

Widths and opacities come in `LEVELS` steps of |coefficient| / scale, so that a step of the slider restyles only the
edges whose level changed; the table is sent to the browser, which holds no numbers of its own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

LEVELS: Final = 20
WIDTHS: Final = tuple(round(0.9 + 4.6 * level / LEVELS, 3) for level in range(LEVELS + 1))
OPACITIES: Final = tuple(round(0.35 + 0.6 * level / LEVELS, 3) for level in range(LEVELS + 1))

TARGET_SIZE: Final = 13.0
REGULATOR_SIZES: Final = (15.0, 34.0)  # diameter: no drawn target, the most drawn targets
NODE_BORDER: Final = 1.2
FOCUS_BORDER: Final = 3.0
CORNER: Final = 0.25  # radius of a target's corners, in its sides
FADED: Final = 0.18  # opacity of a node that has no edge in the current sample
FAINT: Final = 0.3  # share of its opacity that an edge below the confidence asked for keeps
LABEL_SIZE: Final = 11.0
FOCUS_LABEL_SIZE: Final = 13.5
BOW: Final = 14.0  # how far two opposite edges between one pair of genes bend apart
ARROW_SCALE: Final = 0.9


def level(coefficients: NDArray[np.float32], scale: float) -> NDArray[np.int64]:
    """Level 0..LEVELS of each |coefficient|; `scale` is the |coefficient| at which the width is full."""
    return np.minimum(np.ceil(np.abs(coefficients) / scale * LEVELS), LEVELS).astype(np.int64)


def node_sizes(regulator: NDArray[np.bool_], values: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Diameter of each regulator (area grows with its value, such as its drawn targets) or side of each target."""
    smallest, largest = REGULATOR_SIZES
    most = float(values.max(initial=0)) or 1.0
    round_ones = smallest + (largest - smallest) * np.sqrt(values / most)
    return np.where(regulator, round_ones, TARGET_SIZE)
