"""Does the confidence hold: edges as one half gives them, against what the other half finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.confidence.calibration import Calibration, calibrate
from compute.confidence.shares import FOUND, Shares

TOP = 25
BINS = np.linspace(0.0, 1.0, 11)
FEWEST_IN_BIN = 50
LEVELS = (0.7, 0.8, 0.9)
SUREST = (2, 4, 5, 8, 10, 15)

SharesOfPair = tuple[Shares, Shares]


@dataclass(frozen=True)
class Judged:
    """Edges of halves: confidence (e,) as one half gives it, and whether another finds them.

    per: over how many targets, counted once for each half that is judged.
    """

    confidence: NDArray[np.float64]
    again: NDArray[np.bool_]
    per: int

    def figures(self) -> dict[str, object]:
        """Edges per target and the share of them found again: at :data:`LEVELS`, of the surest so many, and in bins.

        calibration: [mean confidence, share found again, edges per target] of each bin with :data:`FEWEST_IN_BIN`
        edges. calibration_worst: the largest difference between the first two; None where no bin has enough.
        """
        out: dict[str, object] = {}
        for level in LEVELS:
            sure = self.confidence >= level
            out[f"edges_per_target_at_{round(100 * level)}"] = float(sure.sum() / self.per)
            out[f"found_again_at_{round(100 * level)}"] = float(self.again[sure].mean()) if sure.any() else None
        order = np.argsort(-self.confidence, kind="stable")
        out["found_again_of_surest"] = {
            str(count): float(self.again[order[: count * self.per]].mean())
            for count in SUREST
            if order.size >= count * self.per
        }
        place = np.clip(np.digitize(self.confidence, BINS) - 1, 0, BINS.size - 2)
        bins = [place == number for number in range(BINS.size - 1)]
        rows = [
            [float(self.confidence[of].mean()), float(self.again[of].mean()), float(of.sum() / self.per)]
            for of in bins
            if of.sum() >= FEWEST_IN_BIN
        ]
        out["calibration"] = rows
        out["calibration_worst"] = max((abs(said - found) for said, found, _ in rows), default=None)
        return out


def judged(pairs: Iterable[SharesOfPair], calibration: Calibration, targets: int) -> Judged:
    """Each half of each pair, judged by the other."""
    sides = [(one, other) for first, second in pairs for one, other in ((first, second), (second, first))]
    return Judged(
        np.concatenate([calibration.confidence(one) for one, _ in sides]),
        np.concatenate([other.finds(one.edge, one.sign) for one, other in sides]),
        len(sides) * targets,
    )


def judged_in_turn(pairs: Sequence[SharesOfPair], parts: int, targets: int) -> Judged:
    """Each pair by the map that the other pairs teach; at least two pairs."""
    found = [
        judged([pair], calibrate([other for j, other in enumerate(pairs) if j != i], parts), targets)
        for i, pair in enumerate(pairs)
    ]
    return Judged(
        np.concatenate([one.confidence for one in found]),
        np.concatenate([one.again for one in found]),
        sum(one.per for one in found),
    )


def top_shared(pair: SharesOfPair, calibration: Calibration, targets: int, regulators: int) -> float:
    """Share of a target's :data:`TOP` regulators, by confidence and then margin, that both halves have; mean."""
    tops = [_tops(half, calibration, targets, regulators) for half in pair]
    most = min(TOP, regulators)
    return float(np.mean([len(one & other) / most for one, other in zip(*tops, strict=True)]))


def _tops(half: Shares, calibration: Calibration, targets: int, regulators: int) -> list[set[int]]:
    rank = np.lexsort((half.edge, -half.margin, -calibration.confidence(half)))
    found: list[set[int]] = [set() for _ in range(targets)]
    for edge in half.edge[rank].tolist():
        mine = found[edge // regulators]
        if len(mine) < TOP:
            mine.add(edge)
    return found


def direction(pair: SharesOfPair) -> tuple[float, int]:
    """Edges that change in both halves: correlation of their signed margins of change, and how many there are."""
    first, second = pair
    both = np.intersect1d(first.edge[first.share >= FOUND], second.edge[second.share >= FOUND])
    one, other = (half.of(both) for half in pair)
    signed = one.sign * one.margin, other.sign * other.margin
    if both.size < 3 or not all(np.ptp(values) for values in signed):
        return float("nan"), both.size
    return float(np.corrcoef(*signed)[0, 1]), both.size
