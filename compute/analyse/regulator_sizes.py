"""How large a regulator is in the whole of a study's networks: its targets, and how much its edges change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.ranking import ends
from compute.study import Study


@dataclass(frozen=True)
class RegulatorSizes:
    """One value for each regulator asked for, (r,) float64.

    out_degree: mean number of targets over all samples. change: Σ over targets of |mean coefficient in the tenth of the
    samples with the highest modulator − mean in the tenth with the lowest|, an absent edge counting as 0.
    """

    out_degree: NDArray[np.float64]
    change: NDArray[np.float64]


def regulator_sizes(study: Study, regulators: Sequence[str]) -> RegulatorSizes:
    """Read the edges of these regulators, and no others; :class:`UserError` for one the study does not have."""
    places = [study.regulator_index(name) for name in regulators]
    found = np.array([_sizes(study, place) for place in places], np.float64).reshape(-1, 2)
    return RegulatorSizes(found[:, 0], found[:, 1])


def _sizes(study: Study, regulator: int) -> tuple[float, float]:
    samples = len(study.samples)
    low, high = ends(samples)
    edges = 0
    difference = np.zeros(len(study.targets))
    for block in study.blocks:
        mine = block.edges_of_regulator(regulator)
        edges += int(np.bitwise_count(np.asarray(block.mask[mine])).sum())
        for end, sign in ((low, -1.0), (high, 1.0)):
            inside = range(max(end.start, block.samples.start), min(end.stop, block.samples.stop))
            if inside and mine.size:
                part = block.dense(mine)[:, inside.start - block.samples.start : inside.stop - block.samples.start]
                np.add.at(difference, block.target_of(mine), sign * part.sum(axis=1) / (end.stop - end.start))
    return edges / samples, float(np.abs(difference).sum())
