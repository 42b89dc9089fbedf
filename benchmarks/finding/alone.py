"""Each half of a cohort by itself, as a user who has no more samples has it, judged by halves of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.finding.cohorts import Split
from benchmarks.finding.ways import Way
from compute.confidence import Calibration, Design, Shares, calibrate, design_of, shares_of
from compute.confidence.figures import Judged, SharesOfPair, direction, top_shared
from compute.methods.curves.select import Columns

Pairs = list[tuple[tuple[Shares, Shares], tuple[Shares, Shares]]]
"""Per pair of halves and half: shares of being selected, and of being selected as changing."""

QUESTIONS = ("level", "change")


class Half(NamedTuple):
    """What one half of the cohort has by itself: shares over all its parts, and those of its own pairs of halves."""

    whole: tuple[Shares, Shares]
    pairs: Pairs

    def calibration(self, question: int, parts: int) -> Calibration:
        return calibrate([(a[question], b[question]) for a, b in self.pairs], parts)

    def confidence(self, question: int, parts: int) -> NDArray[np.float64]:
        """As the program gives it: a change is no surer than its edge."""
        sure = self.calibration(question, parts).of_cohort(self.whole[question])
        if QUESTIONS[question] == "level":
            return sure
        edges = self.whole[0].of(self.whole[question].edge)
        return np.minimum(sure, self.calibration(0, parts).of_cohort(edges))


@dataclass(frozen=True)
class Plan:
    """splits: of the cohort into two. pairs of halves of each side, parts of each half."""

    splits: int
    pairs: int
    parts: int
    seed: int


def shares_of_pairs(way: Way, columns: Columns, design: Design) -> Pairs:
    halves = [shares_of(way.select(columns, rows) for rows in parts) for parts in design.parts]
    return list(zip(halves[::2], halves[1::2], strict=True))


def half_alone(way: Way, split: Split, by_group: bool, rows: NDArray[np.bool_], plan: Plan) -> Half:
    """A half's own choices (ridge, bandwidth), parts and map; nothing of the other half takes part."""
    columns = (split.adjusted() if by_group else split.columns).of_samples(rows)
    groups = split.groups[rows] if by_group and split.groups is not None else None
    design = design_of(int(rows.sum()), plan.pairs, plan.parts, plan.seed, groups)
    settled = way.settle(columns)
    selected = [[settled.select(columns, part) for part in parts] for parts in design.parts]
    shares = [shares_of(parts) for parts in selected]
    whole = shares_of(part for parts in selected for part in parts)
    return Half(whole, list(zip(shares[::2], shares[1::2], strict=True)))


def halves_alone(way: Way, split: Split, by_group: bool, plan: Plan) -> list[tuple[Half, Half]]:
    """The two sides of each split. The sides of another split are other samples: each chooses and learns anew."""
    groups = split.groups if by_group else None
    rows = design_of(len(split.columns.score), plan.splits, 1, plan.seed, groups).halves
    sides = [half_alone(way, split, by_group, side, replace(plan, seed=plan.seed + 1)) for side in rows]
    return list(zip(sides[::2], sides[1::2], strict=True))


def judged_by_the_other(sides: list[tuple[Half, Half]], question: int, parts: int, targets: int) -> Judged | None:
    """The confidence of each side against what each half of the other finds; None where a side has none."""
    confidence, again, per = [], [], 0
    for one, other in [pair for first, second in sides for pair in ((first, second), (second, first))]:
        whole, sure = one.whole[question], one.confidence(question, parts)
        for judge in (half for pair in other.pairs for half in pair):
            confidence.append(sure)
            again.append(judge[question].finds(whole.edge, whole.sign))
            per += targets
    if not any(values.any() for values in confidence):
        return None
    return Judged(np.concatenate(confidence), np.concatenate(again), per)


def figures(sides: list[tuple[Half, Half]], parts: int, targets: int, regulators: int) -> dict[str, object]:
    """Of edges, and under "change" of changes: see :meth:`~compute.confidence.figures.Judged.figures`; top 25 and the
    direction of change between the two sides."""
    out: dict[str, object] = {}
    for question, name in enumerate(QUESTIONS):
        wholes: list[SharesOfPair] = [(one.whole[question], other.whole[question]) for one, other in sides]
        found = judged_by_the_other(sides, question, parts, targets)
        if found is None:
            continue
        if name == "level":
            maps = [one.calibration(question, parts) for one, _ in sides]
            tops = [top_shared(pair, known, targets, regulators) for pair, known in zip(wholes, maps, strict=True)]
            out |= found.figures() | {"found_again_top25": float(np.mean(tops))}
        else:
            known_r = [r for r, _ in (direction(pair) for pair in wholes) if np.isfinite(r)]
            out["direction_r"] = float(np.mean(known_r)) if known_r else None
            out["change"] = found.figures()
    return out
