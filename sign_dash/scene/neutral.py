"""Edges that have a direction but no sign, among edges that have one: those whose curve goes up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from compute.study import EdgeMeaning, Study
    from sign_dash.scene.select import Subnetwork


def may_be_neutral(meaning: EdgeMeaning) -> bool:
    """Whether an edge can be there without a sign: its strength and its sign are different numbers."""
    return meaning.signed and meaning.sign != meaning.strength


def neutral_pairs(study: Study) -> NDArray[np.int64]:
    """(k,) the edges without a sign, as regulator × number of targets + target; none where there can be none."""
    meaning = study.info.method.edge
    if study.per_sample or not may_be_neutral(meaning):
        return np.empty(0, np.int64)
    table = study.edge_table
    plain = np.flatnonzero(table.columns[meaning.sign] == 0)
    pairs: NDArray[np.int64] = table.regulator[plain].astype(np.int64) * len(study.targets) + table.target[plain]
    return pairs


def neutral_edges(study: Study, subnetwork: Subnetwork) -> list[int]:
    """1 for each edge of a subnetwork that has no sign, else 0; [] where there can be none."""
    if study.per_sample or not may_be_neutral(study.info.method.edge):
        return []
    regulator = np.array([study.regulator_index(subnetwork.genes[i]) for i in subnetwork.source], np.int64)
    target = np.array([study.target_index(subnetwork.genes[i]) for i in subnetwork.target], np.int64)
    there = np.isin(regulator * len(study.targets) + target, neutral_pairs(study))
    return [int(plain) for plain in there]


def is_neutral(study: Study, regulator: str, target: str) -> bool:
    """Whether that edge has no sign."""
    pair = study.regulator_index(regulator) * len(study.targets) + study.target_index(target)
    return bool(np.isin(pair, neutral_pairs(study)))
