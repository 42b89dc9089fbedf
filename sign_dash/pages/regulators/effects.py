"""What the page says of one target: its regulators in order, what each does at the ends, its values in every sample."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from compute.analyse import (
    Associations,
    RankedRegulator,
    RegulatoryEffects,
    most_changed_target,
    rank_effects,
    regulatory_effects,
)
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

By = Literal["change", "robust", "scale_free"]
Shows = Literal["effect", "coefficient"]

FIRST_TARGETS: Final = ("CDH1", "VIM")
PERCENTILES: Final[dict[By, float]] = {"change": 0.0, "robust": 5.0, "scale_free": 5.0}
"""What :func:`compute.rank_effects` takes for each ranking."""
SILENT: Final = 0.05
"""An end's effect below this share of the larger end's, or of the robust change, counts as none."""
MIDWAY: Final = 1.5
"""An effect that is so many times larger somewhere between the ends than at either is largest in the middle."""
_TENTHS: Final = 10

RAISES: Final = "→"
LOWERS: Final = "⊣"


@dataclass(frozen=True, eq=False)
class RankedEffects:
    """A target's regulators, strongest change first.

    rows: from rank 1. values: (rows, samples) regulatory effects, coefficients: (rows, samples) of the direct edge.
    """

    rows: list[RankedRegulator]
    effects: NDArray[np.float64]
    coefficients: NDArray[np.float64]

    def first(self, count: int) -> RankedEffects:
        """The first regulators alone."""
        return RankedEffects(self.rows[:count], self.effects[:count], self.coefficients[:count])

    def shown(self, shows: Shows, count: int) -> NDArray[np.float64]:
        """(count, samples) of the first regulators: what the heat map is painted from."""
        return (self.effects if shows == "effect" else self.coefficients)[:count]


class Effects:
    """The effects on a study's targets; the last few are kept, so that another order or picture is quick."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._effects = lru_cache(maxsize=8)(self._read)
        associations = Associations(study)
        self._ranked = lru_cache(maxsize=16)(self._rank)
        self.beside = lru_cache(maxsize=16)(lambda target: beside_of(study, target, associations))
        self._lock = Lock()  # table and picture ask at the same moment; one of them reads

    def ranked(self, target: str, by: By) -> RankedEffects:
        """:class:`compute.UserError` for an unknown target."""
        with self._lock:
            return self._ranked(target, by)

    def _read(self, target: str) -> RegulatoryEffects:
        return regulatory_effects(self._study, target)

    def _rank(self, target: str, by: By) -> RankedEffects:
        found = self._effects(target)
        rows = rank_effects(self._study, found, PERCENTILES[by], by == "scale_free")
        place = {self._study.regulators[j]: row for row, j in enumerate(found.regulators.tolist())}
        order = np.array([place[row.regulator] for row in rows], np.int64)
        return RankedEffects(rows, found.effects[order], found.coefficients[order])


def first_target(study: Study) -> str | None:
    """CDH1, else VIM, where the study has them; None where the most changed target has yet to be found."""
    return next((gene for gene in FIRST_TARGETS if gene in study.targets), None)


def found_target(study: Study) -> str:
    """:func:`first_target`, or the target that changes most; :class:`compute.UserError` where none changes."""
    return first_target(study) or most_changed_target(study)


def table_rows(
    study: Study,
    ranked: RankedEffects,
    known: Collection[str],
    ends: tuple[str, str],
    beside: Mapping[str, Mapping[str, float | int | None]] | None = None,
) -> list[dict[str, Any]]:
    """The rows of the table of regulators; known: symbols that carry the mark; ends: names of the ends of the score.

    beside: further cells of each regulator (:func:`beside_of`).
    """
    samples = len(study.samples)
    return [
        {
            "rank": row.rank,
            "regulator": row.regulator,
            "known": row.regulator in known,
            "does": push.words(ends),
            "marks": push.marks,
            "change": row.change,
            "robust": row.robust_change,
            "scale_free": row.scale_free_change,
            "low": row.effect_low,
            "high": row.effect_high,
            "coefficient": row.mean_coefficient,
            "samples": row.samples_with_edge,
            "share": row.samples_with_edge / samples,
            **(beside or {}).get(row.regulator, {}),
        }
        for row, push in zip(ranked.rows, map(push_of, ranked.rows, peaks(ranked.effects).tolist()), strict=True)
    ]


def beside_of(study: Study, target: str, associations: Associations) -> dict[str, dict[str, float | int | None]]:
    """Of each regulator with one target: plain association, and how sure the direct edge and its change are."""
    found = associations.of(target)
    known = study.confidence
    cells: dict[str, dict[str, float | int | None]] = {
        gene: {
            "association": None if np.isnan(strongest) else float(strongest),
            "candidate": None if np.isnan(rank) else int(rank),
        }
        for gene, strongest, rank in zip(study.regulators, found.strongest, found.candidate_rank, strict=True)
    }
    if known is not None:
        for record in known.of_target(study.target_index(target)):
            cells[study.regulators[int(record["regulator"])]] |= {
                "sure": float(record["confidence"]),
                "sure_change": float(record["confidence_of_change"]),
            }
    return cells


@dataclass(frozen=True)
class Push:
    """Marks of the effect at the two ends of the score, "" where it counts as none; midway: its mark where it is
    largest, if that is in the middle.
    """

    low: str
    high: str
    midway: str

    @property
    def marks(self) -> str:
        """→, ⊣, or both in the order of the score; that of the middle where the effect is largest there."""
        if self.midway:
            return self.midway
        return "".join(dict.fromkeys((self.low, self.high)))

    def words(self, ends: tuple[str, str]) -> str:
        """With its marks. ends: names of the ends of the score."""
        low, high = _effect(self.low), _effect(self.high)
        if not low and not high:
            return say("{does} (in the middle)", does=_effect(self.midway)) if self.midway else say("no net effect")
        if self.midway:
            return say("{does} (largest in the middle)", does=_effect(self.midway))
        if low == high:
            return low
        if not low:
            return say("{does} ({end})", does=high, end=ends[1])
        if not high:
            return say("{does} ({end})", does=low, end=ends[0])
        return say("{low}, then {high}", low=low, high=high)


def peaks(effects: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows,) of (rows, samples in order of the score): the mean effect in the tenth of the samples where it is largest
    in size."""
    tenths = np.array_split(effects, min(_TENTHS, effects.shape[1]), axis=1)
    means = np.array([tenth.mean(axis=1) for tenth in tenths])
    largest: NDArray[np.float64] = np.take_along_axis(means, np.abs(means).argmax(axis=0)[None], axis=0)[0]
    return largest


def push_of(row: RankedRegulator, peak: float) -> Push:
    """Which way a regulator pushes the target. peak: its effect where it is largest, as :func:`peaks` finds it.

    An end counts only where it reaches :data:`SILENT` of the larger end and of the robust change; the middle where
    both ends are silent, or where the effect is :data:`MIDWAY` times larger there than at either.
    """
    end = max(abs(row.effect_low), abs(row.effect_high))
    silent = SILENT * max(end, row.robust_change)
    low, high = (_mark(value, silent) for value in (row.effect_low, row.effect_high))
    midway = not (low or high) or abs(peak) >= MIDWAY * end
    return Push(low, high, _mark(peak, silent) if midway else "")


def _mark(value: float, silent: float) -> str:
    if value == 0 or abs(value) < silent:
        return ""
    return RAISES if value > 0 else LOWERS


def _effect(mark: str) -> str:
    if not mark:
        return ""
    word = say("positive") if mark == RAISES else say("negative")
    return f"{mark} {word}"


def values_csv(study: Study, target: str, ranked: RankedEffects, count: int) -> str:
    """``target,regulator,rank,sample,modulator,coefficient,effect``: the numbers behind the heat map's rows."""
    rows, samples = ranked.rows[:count], len(study.samples)
    table = pd.DataFrame(
        {
            "target": target,
            "regulator": np.repeat([row.regulator for row in rows], samples),
            "rank": np.repeat([row.rank for row in rows], samples),
            "sample": np.tile(study.samples, len(rows)),
            "modulator": np.tile(study.modulator, len(rows)),
            "coefficient": ranked.coefficients[: len(rows)].ravel(),
            "effect": ranked.effects[: len(rows)].ravel(),
        }
    )
    return table.to_csv(index=False, lineterminator="\n", float_format="%.7g")
