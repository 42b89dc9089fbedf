"""How active a component is in each sample: one number out of its row or column of the core."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.components.reading.stored import Components, Side

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Activity:
    """Activity of the r components of one side.

    values: (n, r) on the scale of the cores. share: (r,) of the component's core energy that the activity holds, 0..1;
    where it is well below 1 the component acts on the other side in more than one way.
    """

    values: Floats
    share: Floats


def component_activity(components: Components, side: Side) -> Activity:
    """Coordinate of each sample's row (column) of the core along the direction in which those rows are largest. [ours]

    The direction, a combination of the other side's components, is the leading right singular vector of the n rows,
    signed so that its entry of largest magnitude is positive.
    """
    rows = np.moveaxis(components.cores, 1 if side == "regulator" else 2, 0)  # (r, n, other side)
    values = np.empty((rows.shape[1], rows.shape[0]))
    share = np.empty(rows.shape[0])
    for component, row in enumerate(rows):
        _, singular, directions = np.linalg.svd(row, full_matrices=False)
        direction = directions[0]
        if direction[np.abs(direction).argmax()] < 0:
            direction = -direction
        values[:, component] = row @ direction
        energy = float((singular**2).sum())
        share[component] = singular[0] ** 2 / energy if energy else 0.0
    return Activity(values, share)
