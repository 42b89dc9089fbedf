"""The curve over ranks, and what is suggested from it."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict, cross_val_score

from compute.components import TRIP, TRIPClassifier
from compute.components.ranks.choice import ClassRankPoint, RankPoint, suggest_rank
from compute.components.ranks.curve import rank_curve
from compute.errors import UserError
from tests.components.planted import planted
from tests.components.trip.test_trip_classes import tissues


def point(rank: int, r2: float, error: float = 0.01, unstable: int = 0) -> RankPoint:
    stable = (False,) * unstable + (True,) * (2 * rank - unstable)
    figures = (0.9,) * rank
    return RankPoint(
        rank,
        r2,
        2 * error,
        error,
        0.5,
        retained_energy=0.1 * rank,
        hosvd_retained_energy=0.1 * rank,
        regulator_stability=figures,
        target_stability=figures,
        stable=stable,
    )


def test_the_largest_stable_rank_as_good_as_the_best_is_suggested() -> None:
    curve = [point(1, 0.5), point(2, 0.8), point(3, 0.805), point(4, 0.81, unstable=2)]
    suggestion = suggest_rank(curve)
    assert suggestion.rank == 3
    assert "0.805" in str(suggestion.reason)
    assert "largest rank tried" not in str(suggestion.reason)


def test_a_stable_rank_that_predicts_worse_is_not() -> None:
    suggestion = suggest_rank([point(1, 0.5), point(2, 0.8, unstable=1), point(3, 0.805, unstable=3)])
    assert suggestion.rank == 2
    assert "1 of 4 are not" in str(suggestion.reason)


def test_more_ranks_might_do_as_well_where_the_last_is_suggested() -> None:
    assert "largest rank tried" in str(suggest_rank([point(1, 0.8), point(2, 0.8)]).reason)


def test_a_planted_rank_is_where_accuracy_and_energy_stop_rising() -> None:
    signal = planted(5, samples=120)
    heard: list[tuple[int, int, int]] = []
    model = TRIP(rho=0.1, seed=3)
    curve = rank_curve(
        model, signal.networks, signal.scores, [3, 1, 2], 3, seed=7, announce=lambda *said: heard.append(said)
    )
    assert [found.rank for found in curve] == [1, 2, 3]
    assert heard == [(rank, fit, 4) for rank in (1, 2, 3) for fit in (1, 2, 3, 4)]
    one, two, three = curve
    assert one.r2_held_out < 0.9 < two.r2_held_out
    assert one.retained_energy < 0.9 < 0.99 < two.retained_energy
    assert three.retained_energy == pytest.approx(two.retained_energy, abs=0.01)
    assert not all(three.stable)  # the third component is made of nothing
    parts = KFold(3, shuffle=True, random_state=7)
    honest = cross_val_predict(TRIP(rank=(2, 2), rho=0.1, seed=3), signal.networks, signal.scores, cv=parts)
    rest = 1 - np.mean((honest - signal.scores) ** 2) / signal.scores.var()
    assert two.r2_held_out == pytest.approx(rest, abs=0.02)


def test_the_planted_rank_of_classes_is_suggested() -> None:
    networks, classes, _ = tissues(0, samples=150)
    curve = rank_curve(TRIPClassifier(rho=0.01, seed=3), networks, classes, [3, 1, 2], 3, seed=7)
    assert [found.rank for found in curve] == [1, 2, 3]
    one, two, _three = curve
    assert one.balanced_accuracy_held_out < 0.8 < 0.9 < two.balanced_accuracy_held_out
    assert one.auc_held_out < two.auc_held_out
    assert all(two.stable)
    assert one.retained_energy < two.retained_energy <= two.hosvd_retained_energy + 1e-9
    suggestion = suggest_rank(curve)
    assert suggestion.rank == 2
    assert f"balanced accuracy {two.balanced_accuracy_held_out:.3f}" in str(suggestion.reason)
    parts = StratifiedKFold(3, shuffle=True, random_state=7)
    model = TRIPClassifier(rank=(2, 2), rho=0.01, seed=3)
    honest = cross_val_score(model, networks, classes, cv=parts, scoring="balanced_accuracy")
    assert two.balanced_accuracy_held_out == pytest.approx(honest.mean())
    assert two.balanced_accuracy_standard_error == pytest.approx(honest.std(ddof=1) / np.sqrt(3))


def test_fits_that_max_epochs_ended_are_counted() -> None:
    signal = planted(5, samples=60)
    (short,) = rank_curve(TRIP(predictor="mlp", hidden=4, max_epochs=2), signal.networks, signal.scores, [2], 3)
    (whole,) = rank_curve(TRIP(rho=0.1), signal.networks, signal.scores, [2], 3)
    assert (short.not_converged, whole.not_converged) == (4, 0)


def test_classes_are_judged_by_balanced_accuracy() -> None:
    figures = (0.9, 0.9)
    curve = [
        ClassRankPoint(
            2,
            right,
            0.02,
            0.01,
            auc,
            retained_energy=0.2,
            hosvd_retained_energy=0.3,
            regulator_stability=figures,
            target_stability=figures,
            stable=(True,) * 4,
        )
        for right, auc in ((0.7, 0.9), (0.8, 0.8))
    ]
    assert "balanced accuracy 0.800" in str(suggest_rank(curve).reason)


def test_a_class_too_small_for_the_folds_is_named() -> None:
    signal = planted(0, samples=12)
    classes = np.array(["lung"] * 10 + ["skin"] * 2)
    with pytest.raises(UserError, match="Class skin has 2 samples, fewer than the 3 folds"):
        rank_curve(TRIPClassifier(), signal.networks, classes, [1], 3)


@pytest.mark.parametrize(
    ("ranks", "folds", "sentence"),
    [
        ([], 3, "each once"),
        ([2, 2], 3, "each once"),
        ([0, 1], 3, "A rank of 0"),
        ([10], 3, "14 regulators × 9 targets allow 1 to 9"),
        ([1], 1, "1 fold"),
    ],
)
def test_impossible_curves_are_named(ranks: list[int], folds: int, sentence: str) -> None:
    signal = planted(0, samples=12)
    with pytest.raises(UserError, match=sentence):
        rank_curve(TRIP(), signal.networks, signal.scores, ranks, folds)
