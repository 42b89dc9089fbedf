"""The map from shares to confidence is right about halves it has not seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.confidence import FOUND, Selection, Shares, calibrate, shares_of
from compute.confidence.evidence import edge_records, evidence
from compute.confidence.figures import judged, judged_in_turn, top_shared

PARTS = 20


def halves(pairs: int, seed: int, edges: int = 4000) -> list[tuple[Shares, Shares]]:
    """Each edge has a propensity; both halves see it with noise, and their parts select it more or less often."""
    rng = np.random.default_rng(seed)
    worth = rng.normal(-1.0, 1.5, edges)

    def half() -> Shares:
        own = worth + rng.normal(0, 0.5, edges)
        seen = own[None] + rng.normal(0, 0.5, (PARTS, edges))
        inside = seen > 0
        margin = np.where(inside, seen, 0).mean(axis=0)
        there = inside.any(axis=0)
        return Shares(np.flatnonzero(there), inside.mean(axis=0)[there], np.ones(there.sum(), np.int8), margin[there])

    return [(half(), half()) for _ in range(pairs)]


def test_what_is_said_comes_true_in_other_halves() -> None:
    found = calibrate(halves(3, seed=0), PARTS)
    figures = judged(halves(4, seed=1), found, targets=100).figures()
    assert figures["calibration_worst"] < 0.05
    assert figures["edges_per_target_at_90"] > 1
    assert figures["found_again_at_90"] > 0.93
    assert (np.diff(found.probability) >= 0).all()
    assert (np.diff(found.index) > 0).all()


def test_the_margin_tells_edges_of_every_part_apart() -> None:
    found = calibrate(halves(3, seed=0), PARTS)
    sure = Shares(np.arange(2), np.ones(2), np.ones(2, np.int8), np.array([0.5, 4.0]))
    low, high = found.confidence(sure)
    assert low < high


def test_each_pair_is_judged_by_the_others() -> None:
    taught = halves(3, seed=2)
    assert judged_in_turn(taught, PARTS, 100).per == 600
    assert judged_in_turn(taught, PARTS, 100).figures()["calibration_worst"] < 0.06


def test_random_selections_earn_no_confidence() -> None:
    rng = np.random.default_rng(3)

    def noise() -> Shares:
        share = rng.binomial(PARTS, 0.1, 3000) / PARTS
        there = share > 0
        return Shares(np.flatnonzero(there), share[there], np.ones(there.sum(), np.int8), share[there])

    pairs = [(noise(), noise()) for _ in range(3)]
    assert calibrate(pairs, PARTS).confidence(pairs[0][0]).max() < 0.05


def test_nothing_is_found_again() -> None:
    one = Shares(np.arange(5), np.full(5, 0.9), np.ones(5, np.int8), np.ones(5))
    other = Shares(np.arange(5, 10), np.full(5, 0.9), np.ones(5, np.int8), np.ones(5))
    found = calibrate([(one, other)], PARTS)
    assert not found.confidence(one).any()
    assert top_shared((one, other), found, 1, 10) == 0


def test_all_halves_together_promise_what_an_independent_half_shows() -> None:
    """Halves of one cohort deviate from its mean in opposite ways; those of another cohort, each by itself."""
    rng = np.random.default_rng(5)
    edges, pairs, spread = 6000, 3, 0.8
    worth = rng.normal(-1.0, 1.5, edges)

    def of(own: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.maximum(own[None] + rng.normal(0, 0.5, (PARTS, edges)), 0)

    def shares(seen: NDArray[np.float64]) -> Shares:
        share, margin = (seen > 0).mean(axis=0), seen.mean(axis=0)
        there = share > 0
        return Shares(np.flatnonzero(there), share[there], np.ones(there.sum(), np.int8), margin[there])

    cohort = worth + rng.normal(0, spread / np.sqrt(2), edges)
    turns = rng.normal(0, spread / np.sqrt(2), (pairs, edges))
    seen = [(of(cohort + turn), of(cohort - turn)) for turn in turns]
    found = calibrate([(shares(one), shares(other)) for one, other in seen], PARTS)
    together = shares(np.concatenate([half for pair in seen for half in pair]))
    others = [shares(of(worth + rng.normal(0, spread, edges))) for _ in range(8)]

    again = np.concatenate([other.finds(together.edge, together.sign) for other in others])

    def found_at(confidence: NDArray[np.float64]) -> tuple[float, float]:
        """Of edges of 0.7 to 0.9: the confidence promised, the share that other cohorts' halves find."""
        said = np.tile(confidence, len(others))
        here = (said >= 0.7) & (said < 0.9)
        return float(said[here].mean()), float(again[here].mean())

    promised, kept = found_at(found.of_cohort(together))
    assert abs(promised - kept) < 0.03
    promised, kept = found_at(found.confidence(together))
    assert kept > promised + 0.04


def test_changes_too_promise_what_an_independent_half_shows() -> None:
    """Edges that every part selects, of which some change: a change is as sure as its own share says."""
    rng = np.random.default_rng(6)
    edges, pairs, spread = 4000, 3, 0.8
    worth = rng.normal(-1.0, 1.5, edges)
    every = np.arange(edges)

    def half(own: NDArray[np.float64]) -> list[Selection]:
        seen = np.maximum(own[None] + rng.normal(0, 0.5, (PARTS, edges)), 0).astype(np.float32)
        return [Selection(every, np.ones(edges, np.float32), change) for change in seen]

    cohort = worth + rng.normal(0, spread / np.sqrt(2), edges)
    turns = rng.normal(0, spread / np.sqrt(2), (pairs, edges))
    level, change, _ = evidence([half(cohort + sign * turn) for turn in turns for sign in (1, -1)])
    said = edge_records(level, change, 50)["confidence_of_change"].astype(float)
    others = [shares_of(half(worth + rng.normal(0, spread, edges)))[1] for _ in range(6)]
    again = np.mean([other.of(every).share >= FOUND for other in others], axis=0)
    here = (said >= 0.7) & (said < 0.9)
    assert abs(float(said[here].mean()) - float(again[here].mean())) < 0.03
