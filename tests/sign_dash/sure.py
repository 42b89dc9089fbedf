"""The planted study with confidence: every edge of some sample has one, which grows with its position."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from compute.study import ALTERNATIVES, EDGES, SPREAD_QUANTILES, Study, open_study, write_confidence
from tests.sign_dash.planted import Planted

INFO = {
    "pairs": 5,
    "parts": 20,
    "by": "",
    "figures": {"level": {"edges_per_target_at_80": 2.5, "found_again_at_80": 0.9}, "change": {}},
}


def with_confidence(planted: Planted, path: Path, by_size: bool = False) -> Study:
    """A copy of the planted study at ``path``. Every change has 0.75, the first edge one alternative.

    by_size: the confidence of an edge grows with its mean strength, not with its position.

    The spread of every edge is from 0.1 below its coefficient in the first sample to 0.1 above it.
    """
    shutil.copytree(planted.path, path)
    there = np.argwhere((planted.networks != 0).any(axis=0).T)  # (target, regulator), by target
    edges = np.zeros(len(there), EDGES)
    edges["target"], edges["regulator"] = there.T
    edges["sign"] = 1
    edges["confidence"] = np.linspace(0.05, 0.99, len(there))
    if by_size:
        sizes = np.abs(planted.networks).mean(axis=0).T[there[:, 0], there[:, 1]]
        edges["confidence"] = edges["confidence"][sizes.argsort().argsort()]
    edges["confidence_of_change"] = 0.75
    edges["direction"] = -1
    edges["confidence_of_set"] = 0.97
    other = np.zeros(1, ALTERNATIVES)
    other["edge"], other["regulator"], other["correlation"] = 0, 3, 0.91
    score = np.array([-0.5, 0.0, 0.5])
    middle = planted.networks[0].T[there[:, 0], there[:, 1]]
    around = middle[:, None] + np.linspace(-0.1, 0.1, len(SPREAD_QUANTILES))
    spread = {
        "spread_edge": np.arange(len(there), dtype=np.uint32),
        "spread_score": score,
        "spread": np.repeat(around[:, :, None], score.size, axis=2).astype(np.float16),
    }
    write_confidence(path, edges, other, INFO, spread)
    return open_study(path)
