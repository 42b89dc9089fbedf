"""How many components: a curve over ranks. What it suggests is in :mod:`compute.components.ranks.choice`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, StratifiedKFold

from compute.components.learn.accuracy import accuracy, check_folds
from compute.components.learn.checks import check_seed, checked_classes
from compute.components.learn.class_accuracy import class_accuracy
from compute.components.ranks.choice import ClassRankPoint, RankPoint
from compute.components.stability.found_again import STABLE_SHARE, SideStability, side_stability
from compute.components.trip.stack import Networks, shape_of, taken
from compute.components.trip.trip import TRIP, TRIPClassifier
from compute.errors import UserError

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]
Parts = list[tuple[Labels, Labels]]
"""Positions of the samples learned from and of those held out, for every fold."""
Announce = Callable[[int, int, int], None]
"""Told the rank, the number of the fit of that rank (from 1) and how many there are, before each fit."""


@overload
def rank_curve(
    model: TRIP,
    networks: Networks,
    given: ArrayLike,
    ranks: Sequence[int],
    folds: int,
    seed: int = 0,
    announce: Announce | None = None,
) -> list[RankPoint]: ...
@overload
def rank_curve(
    model: TRIPClassifier,
    networks: Networks,
    given: ArrayLike,
    ranks: Sequence[int],
    folds: int,
    seed: int = 0,
    announce: Announce | None = None,
) -> list[ClassRankPoint]: ...
def rank_curve(
    model: TRIP | TRIPClassifier,
    networks: Networks,
    given: ArrayLike,
    ranks: Sequence[int],
    folds: int,
    seed: int = 0,
    announce: Announce | None = None,
) -> list[RankPoint] | list[ClassRankPoint]:
    """Fit ``model`` at every rank r × r: on all samples, and without each of ``folds`` parts of them.

    given: scores (N,), or classes for a classifier. The parts are the same for every rank, shuffled by ``seed``; every
    class is spread over all of them. The fits of the folds serve twice: they predict the samples they have not seen,
    and their components are matched with those of the fit on all samples. They share most of their samples, so this
    stability is higher than that over bootstrap resamples; use it to compare ranks. Raises :class:`UserError` for no
    rank, a rank given twice or above the size, impossible folds, and a class of fewer samples than folds.
    """
    if not ranks or len(set(ranks)) < len(ranks):
        raise UserError("Name the ranks to compare, each once.")
    values = np.asarray(given)
    check_folds(folds, len(values))
    check_seed(seed)
    shape = shape_of(networks)
    largest = min(shape)
    for rank in ranks:
        if not 1 <= rank <= largest:
            raise UserError(
                "A rank of {rank} cannot be fitted; networks of {regulators} regulators × {targets} targets allow 1 "
                "to {largest}.",
                rank=rank,
                regulators=shape[0],
                targets=shape[1],
                largest=largest,
            )
    if isinstance(model, TRIPClassifier):
        labels = _labels(values, folds)
        parts = list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(labels, labels))
        return [
            _class_point(_Fits(model, networks, values, parts, rank, announce), labels, parts) for rank in sorted(ranks)
        ]
    parts = list(KFold(folds, shuffle=True, random_state=seed).split(values))
    return [_point(_Fits(model, networks, values, parts, rank, announce), values, parts) for rank in sorted(ranks)]


class _Readable(TypedDict):
    """What :class:`compute.components.ranks.choice.Point` says beside its rank."""

    retained_energy: float
    hosvd_retained_energy: float
    regulator_stability: tuple[float, ...]
    target_stability: tuple[float, ...]
    stable: tuple[bool, ...]
    not_converged: int


class _Fits:
    """The fits of one rank: ``whole`` on all samples, ``parts`` without each fold; ``held_out``: what these predict of
    the samples of their fold, scores (N,) or probabilities (N, C)."""

    def __init__(
        self,
        model: TRIP | TRIPClassifier,
        networks: Networks,
        given: NDArray[Any],
        parts: Parts,
        rank: int,
        announce: Announce | None,
    ) -> None:
        def fitted(number: int, samples: Labels) -> TRIP | TRIPClassifier:
            if announce is not None:
                announce(rank, number, len(parts) + 1)
            fresh = type(model)(**{**model.get_params(), "rank": (rank, rank)})
            return fresh.fit(taken(networks, samples), given[samples])

        self.rank = rank
        self.whole = fitted(1, np.arange(len(given)))
        self.parts = [fitted(number, learn) for number, (learn, _) in enumerate(parts, start=2)]
        tests = [test for _, test in parts]
        predicted = [_predicted(part, taken(networks, test)) for part, test in zip(self.parts, tests, strict=True)]
        self.held_out = np.concatenate(predicted)[np.argsort(np.concatenate(tests))]

    def readable(self) -> _Readable:
        """A point's energy and stability, and the fits that did not converge."""
        whole = self.whole
        left = _stability(whole.regulator_loadings_, [part.regulator_loadings_ for part in self.parts])
        right = _stability(whole.target_loadings_, [part.target_loadings_ for part in self.parts])
        return {
            "retained_energy": whole.retained_energy_,
            "hosvd_retained_energy": whole.hosvd_retained_energy_,
            "regulator_stability": tuple(left.figure.tolist()),
            "target_stability": tuple(right.figure.tolist()),
            "stable": tuple(bool(x) for side in (left, right) for x in side.found_in_resamples >= STABLE_SHARE),
            "not_converged": [fit.ran_out_ for fit in (whole, *self.parts)].count(True),
        }


def _point(fits: _Fits, scores: Floats, parts: Parts) -> RankPoint:
    r2 = [_r2(scores, fits.held_out, test) for _, test in parts]
    spearman = accuracy(scores, fits.held_out).spearman
    return RankPoint(fits.rank, *_over_folds(r2), spearman, **fits.readable())


def _class_point(fits: _Fits, labels: Labels, parts: Parts) -> ClassRankPoint:
    balanced = [class_accuracy(labels[test], fits.held_out[test]).balanced_accuracy for _, test in parts]
    auc = class_accuracy(labels, fits.held_out).auc
    return ClassRankPoint(fits.rank, *_over_folds(balanced), auc, **fits.readable())


def _predicted(part: TRIP | TRIPClassifier, networks: Networks) -> Floats:
    return part.predict_proba(networks) if isinstance(part, TRIPClassifier) else part.predict(networks)


def _over_folds(figures: list[float]) -> tuple[float, float, float]:
    """Mean, standard deviation, standard error of the mean."""
    spread = float(np.std(figures, ddof=1))
    return float(np.mean(figures)), spread, spread / float(np.sqrt(len(figures)))


def _labels(values: NDArray[Any], folds: int) -> Labels:
    classes, labels = checked_classes(values, len(values))
    counts = np.bincount(labels)
    if counts.min() < folds:
        raise UserError(
            "Class {label} has {samples} samples, fewer than the {folds} folds; leave the class out or use fewer "
            "folds.",
            label=classes[counts.argmin()],
            samples=counts.min(),
            folds=folds,
        )
    return labels


def _r2(scores: Floats, held_out: Floats, test: Labels) -> float:
    """R² in one part; a part of one sample, or of equal scores, is judged by the spread of all samples."""
    if np.ptp(scores[test]) > 0:
        return float(r2_score(scores[test], held_out[test]))
    return 1.0 - float(np.mean((scores[test] - held_out[test]) ** 2) / scores.var())


def _stability(reference: Floats, found: list[Floats]) -> SideStability:
    return side_stability(reference, np.array(found), 0, "principal")
