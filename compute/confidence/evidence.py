"""From selections in halves and in the whole cohort to a confidence for every edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.confidence.calibration import Calibration, calibrate
from compute.confidence.figures import SharesOfPair, direction, judged_in_turn, top_shared
from compute.confidence.shares import Selection, Shares, shares_of
from compute.study import EDGES

RANKS = (0.05, 0.95)
"""Quantiles of a regulator's rank over the halves."""


@dataclass(frozen=True)
class HalvesEvidence:
    """One question, whether an edge is there or whether it changes, as all samples and as the halves answer it."""

    whole: Shares
    pairs: Sequence[SharesOfPair]
    calibration: Calibration

    def figures(self, targets: int, regulators: int) -> dict[str, object]:
        """Whether the confidence holds: each pair of halves judged by the map that the others teach."""
        found = judged_in_turn(self.pairs, self.calibration.parts, targets).figures()
        shared = [top_shared(pair, self.calibration, targets, regulators) for pair in self.pairs]
        return {**found, "found_again_top25": float(np.mean(shared))}


def evidence(halves: Sequence[Sequence[Selection]]) -> tuple[HalvesEvidence, HalvesEvidence, dict[str, object]]:
    """What the selections say of edges being there, of edges changing, and of the direction of changes.

    halves: from the parts of each half, complementary ones beside each other. The cohort's own share of an edge is that
    over all of them: the map is learned on parts of halves, and parts of another size select another share.
    """
    of_halves = [shares_of(parts) for parts in halves]
    of_whole = shares_of(part for parts in halves for part in parts)
    found = []
    for question in (0, 1):
        pairs = [(a[question], b[question]) for a, b in zip(of_halves[::2], of_halves[1::2], strict=True)]
        found.append(HalvesEvidence(of_whole[question], pairs, calibrate(pairs, len(halves[0]))))
    both = [direction(pair) for pair in found[1].pairs]
    known = [r for r, _ in both if np.isfinite(r)]
    return found[0], found[1], {"direction_r": float(np.mean(known)) if known else None}


def edge_records(level: HalvesEvidence, change: HalvesEvidence, regulators: int) -> NDArray[np.void]:
    """(e,) records of :data:`~compute.study.EDGES` of all edges that a part of the cohort selects."""
    edge = level.whole.edge
    moves = change.whole.of(edge)
    records = np.zeros(edge.size, EDGES)
    records["target"], records["regulator"] = np.divmod(edge, regulators)
    records["sign"], records["share"] = level.whole.sign, level.whole.share
    records["confidence"] = level.calibration.of_cohort(level.whole)
    records["direction"], records["share_of_change"] = moves.sign, moves.share
    # An edge that is not found again cannot be found to change.
    records["confidence_of_change"] = np.minimum(change.calibration.of_cohort(moves), records["confidence"])
    ranks = np.array([_ranks(half, edge, level.calibration, regulators) for pair in level.pairs for half in pair])
    for name, quantile in zip(("rank_low", "rank_high"), RANKS, strict=True):
        records[name] = np.quantile(ranks, quantile, axis=0, method="nearest") if edge.size else 0
    records["confidence_of_set"] = records["confidence"]
    return records


def _ranks(half: Shares, edges: NDArray[np.int64], calibration: Calibration, regulators: int) -> NDArray[np.int64]:
    """(e,) rank of each edge's regulator among those of its target in one half, from 1; the last where not selected."""
    order = np.lexsort((half.edge, -half.margin, -calibration.confidence(half), half.edge // regulators))
    target = half.edge[order] // regulators
    first = np.searchsorted(target, target)
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size) - first + 1
    if not half.edge.size:
        return np.full(edges.size, regulators, np.int64)
    at = np.minimum(np.searchsorted(half.edge, edges), half.edge.size - 1)
    return np.where(half.edge[at] == edges, rank[at], regulators)
