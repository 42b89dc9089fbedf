"""Random pairs matched by degree: the model keeps the degrees, and its count is that of drawn sets."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from compute.answers.matched_pairs import PairModel, count_chances, matched_count

REGULATORS, TARGETS = [f"R{i}" for i in range(12)], [f"T{i}" for i in range(20)]


@pytest.fixture
def pairs() -> list[tuple[str, str]]:
    """Two regulators have nearly all targets; most of the others have few."""
    rng = np.random.default_rng(3)
    return [
        (regulator, target)
        for i, regulator in enumerate(REGULATORS)
        for target in TARGETS
        if rng.random() < (0.9 if i < 2 else 0.15)
    ]


def test_every_gene_has_as_many_partners_on_average(pairs: list[tuple[str, str]]) -> None:
    chance = PairModel(pairs).chance
    for gene in {pair[0] for pair in pairs}:
        assert sum(chance((gene, target)) for target in TARGETS) == pytest.approx(sum(p[0] == gene for p in pairs))
    for gene in {pair[1] for pair in pairs}:
        assert sum(chance((reg, gene)) for reg in REGULATORS) == pytest.approx(sum(p[1] == gene for p in pairs))
    assert chance(("R0", "nobody")) == 0


def test_counts_of_equal_events_are_binomial_and_of_others_as_drawn() -> None:
    assert count_chances(np.full(9, 0.3)) == pytest.approx(binom.pmf(np.arange(10), 9, 0.3))
    p = np.array([0.1, 0.5, 0.9, 0.2])
    drawn = (np.random.default_rng(0).random((20_000, 4)) < p).sum(axis=1)
    assert count_chances(p) == pytest.approx(np.bincount(drawn, minlength=5) / 20_000, abs=0.015)


def test_a_hub_s_published_pairs_are_no_discovery_and_a_rare_regulator_s_are(pairs: list[tuple[str, str]]) -> None:
    hub = [pair for pair in pairs if pair[0] == "R0"]
    assert matched_count(pairs, hub).p > 0.1  # it has nearly all targets, whichever are published
    rare = [pair for pair in pairs if pair[0] not in ("R0", "R1")][:8]
    found = matched_count(pairs, rare)
    assert found.observed == 8
    assert found.p < 1e-3
    assert matched_count(pairs, []) == matched_count([], [])


def test_what_is_published_of_chosen_pairs_is_found_at_the_stated_rate() -> None:
    """Sets drawn from the model itself: p is below 0.1 in a tenth of them at most, as counts are whole."""
    rng = np.random.default_rng(5)
    base = [(r, t) for i, r in enumerate(REGULATORS) for t in TARGETS if rng.random() < (0.6 if i < 3 else 0.2)]
    chance = PairModel(base).chance
    published = [(r, t) for r in REGULATORS for t in TARGETS if rng.random() < 0.3]
    small = 0
    for _ in range(150):
        drawn = [(r, t) for r in REGULATORS for t in TARGETS if rng.random() < chance((r, t))]
        small += matched_count(drawn, published).p < 0.1
    assert small / 150 < 0.16
