"""What the activity of a component goes along with: the score, and the annotation of the samples.

Effect sizes only. Samples of similar score have nearly the same network, so they are no independent draws, and a
p-value that takes them for such would mean nothing. What the study is adjusted for is taken out of activity and numbers
(of their ranks, for a rank correlation), but where the column itself is what was taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.components.reading.activity import component_activity
from compute.components.reading.stored import SIDES, Components, Side
from compute.methods.columns import without
from compute.methods.covariates import basis_of_study
from compute.ranks import ranks
from compute.study import Study

Floats = NDArray[np.float64]

FEWEST_SAMPLES = 5
"""Levels of an annotation with fewer samples, and columns with fewer numbers, are left out."""
MOST_LEVELS = 100
"""A text column of more levels is taken for names, not groups."""


@dataclass(frozen=True)
class ActivityAssociation:
    """Activity of a component against a column of numbers; the field names are the columns of the csv file.

    component: from 1. column: the modulator's name or an annotation column. samples: that have a number.
    spearman: rank correlation; None where either is constant.
    """

    side: Side
    component: int
    column: str
    samples: int
    spearman: float | None


@dataclass(frozen=True)
class LevelAssociation:
    """Activity of a component in one level of a text column; the field names are the columns of the csv file.

    samples: of the level. mean_activity: in the level. auc: probability that a sample of the level has a higher
    activity than one of another level, ties half: 0.5 = no difference. eta_squared: share of the activity's variance
    between the levels, the same for all levels of a column; None where the activity is constant.
    """

    side: Side
    component: int
    column: str
    level: str
    samples: int
    mean_activity: float
    auc: float
    eta_squared: float | None


def numeric_associations(study: Study, components: Components) -> list[ActivityAssociation]:
    """Every component's activity against the modulator and every annotation column of numbers."""
    columns = {study.modulator_name: np.asarray(study.modulator, np.float64)}
    for name in study.annotation.columns:
        column = study.annotation[name]
        if column.dtype.kind in "iuf":
            columns[str(name)] = column.to_numpy(dtype=np.float64, na_value=np.nan)
    rows, bases = [], _Bases(study)
    for side in SIDES:
        for component, activity in enumerate(component_activity(components, side).values.T, start=1):
            for name, values in columns.items():
                known = np.isfinite(values)
                if known.sum() >= FEWEST_SAMPLES:
                    found = _spearman(activity[known], values[known], bases.beside(name)[known])
                    rows.append(ActivityAssociation(side, component, name, int(known.sum()), found))
    return rows


def level_associations(study: Study, components: Components) -> list[LevelAssociation]:
    """Every component's activity in the levels of every text column of the annotation.

    Columns of fewer than two or of more than ``MOST_LEVELS`` levels, and levels of fewer than ``FEWEST_SAMPLES``
    samples, are left out; so are samples without a value.
    """
    rows, bases = [], _Bases(study)
    for column in study.annotation.columns:
        groups = _groups(study, str(column))
        if not 2 <= len(groups) <= MOST_LEVELS:
            continue
        labelled = np.concatenate(list(groups.values()))
        for side in SIDES:
            for component, activity in enumerate(component_activity(components, side).values.T, start=1):
                left = _left(activity, bases.beside(str(column)))
                eta_squared = eta_squared_of([left[members] for members in groups.values()])
                for level, members in groups.items():
                    others = np.setdiff1d(labelled, members)
                    auc = area_under_curve(left[members], left[others])
                    mean = float(activity[members].mean())
                    rows.append(
                        LevelAssociation(
                            side, component, str(column), level, len(members), mean, auc, eta_squared
                        )
                    )  # fmt: skip
    return rows


def eta_squared_of(groups: list[Floats]) -> float | None:
    """Share of the variance of all values that lies between groups, 0..1; None where all values are equal."""
    values = np.concatenate(groups)
    total = float(((values - values.mean()) ** 2).sum())
    if np.ptp(values) == 0:
        return None
    return float(sum(len(group) * (group.mean() - values.mean()) ** 2 for group in groups)) / total


def area_under_curve(inside: Floats, outside: Floats) -> float:
    """Probability that a value of ``inside`` exceeds one of ``outside``, ties half (Mann-Whitney U over the pairs)."""
    above = ranks(np.concatenate([inside, outside]))[: len(inside)]
    return float((above.sum() - len(inside) * (len(inside) + 1) / 2) / (len(inside) * len(outside)))


def _groups(study: Study, column: str) -> dict[str, NDArray[np.int64]]:
    """Positions of the samples of every level that has enough of them; none for a column of numbers."""
    values = study.annotation[column]
    if values.dtype.kind in "iuf":
        return {}
    known = values.notna().to_numpy()
    labels = values.astype(str).to_numpy()
    levels = sorted(set(labels[known]) - {""})
    found = {level: np.flatnonzero(known & (labels == level)) for level in levels}
    return {level: members for level, members in found.items() if len(members) >= FEWEST_SAMPLES}


class _Bases:
    """What is taken out of an activity beside a column: (n, d) orthonormal, the constant among them."""

    def __init__(self, study: Study) -> None:
        self._adjusted_for = study.info.adjust
        self._basis = basis_of_study(study)

    def beside(self, column: str) -> Floats:
        """Nothing but the constant where the column itself is what the study is adjusted for."""
        n = len(self._basis)
        return np.full((n, 1), n**-0.5) if column in self._adjusted_for else self._basis


def _left(values: Floats, basis: Floats) -> Floats:
    """What the basis leaves of values (n,); the values themselves where it is the constant alone."""
    return values if basis.shape[1] == 1 else without(values[:, None], basis)[:, 0]


def _spearman(one: Floats, other: Floats, basis: Floats) -> float | None:
    """Of ranks without what the rows of an orthonormal basis span."""
    x, y = without(np.column_stack([ranks(one), ranks(other)]), np.linalg.qr(basis)[0]).T
    return float(x @ y) / len(x) if x.any() and y.any() else None
