"""How rankings of pairs are held against known ones: the figures are what an independent library has."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from benchmarks.truth.agreement import Known, difference, figures, ranked, regulatorwise
from benchmarks.truth.oracle import TOP

RNG = np.random.default_rng(0)
P, Q = 40, 60
PAIRS = RNG.random((P, Q)) < 0.15
SCORE = RNG.normal(size=(P, Q)) + 0.8 * PAIRS
OWN = np.where(np.arange(P) < 10, np.arange(P), -1)
PAIRS[np.arange(10), np.arange(10)] = False
KNOWN = Known(PAIRS, OWN)


def test_areas_are_those_of_a_library_the_target_itself_left_out() -> None:
    found = ranked(KNOWN, SCORE)
    for k in range(P):
        rest = np.arange(Q) != OWN[k]
        assert found.auc[k] == pytest.approx(roc_auc_score(PAIRS[k, rest], SCORE[k, rest]))
        first = [j for j in np.argsort(-SCORE[k]) if j != OWN[k]][:TOP]
        assert found.hits[k] == PAIRS[k, first].sum()
        assert found.chance[k] == pytest.approx(TOP * PAIRS[k].sum() / rest.sum())
    assert np.isnan(found.place[np.arange(10), np.arange(10)]).all()


def test_a_regulator_s_targets_are_ranked_by_its_place_in_each() -> None:
    place = ranked(KNOWN, SCORE).place
    areas = []
    for j in range(Q):
        there = np.isfinite(place[:, j])
        if PAIRS[there, j].sum() >= 3:
            areas.append(roc_auc_score(PAIRS[there, j], place[there, j]))
    assert regulatorwise(KNOWN, place) == pytest.approx(np.mean(areas))


def test_a_score_that_knows_nothing_of_the_target_tells_no_targets_of_a_regulator_apart() -> None:
    same = np.broadcast_to(RNG.normal(size=Q), (P, Q))
    plain = Known(PAIRS, np.full(P, -1))
    assert regulatorwise(plain, ranked(plain, same).place) == pytest.approx(0.5)


def test_intervals_hold_the_value_and_a_difference_with_itself_is_none() -> None:
    found = figures(KNOWN, SCORE, 50)
    assert all(of["low"] < of["value"] < of["high"] for of in found.values())
    assert found["auc"]["value"] > 0.6
    nothing = difference(KNOWN, SCORE, 2 * SCORE + 1, 20)
    assert all(value == pytest.approx(0) for of in nothing.values() for value in of.values())
