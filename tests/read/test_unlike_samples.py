"""Columns among the samples that are none, told by their values."""

from __future__ import annotations

import numpy as np

from compute.read.unlike_samples import find_unlike

RANDOM = np.random.default_rng(0)
LOGS = RANDOM.normal(RANDOM.uniform(1, 11, 400), 0.5, (10, 400))


def _with(row: object, place: int = 0) -> np.ndarray:
    return np.insert(LOGS, place, row, axis=0)


def test_a_usual_table_has_none_and_neither_have_ratios_or_counts() -> None:
    for table in (LOGS, LOGS - LOGS.mean(axis=0), np.floor(2**LOGS)):
        assert find_unlike(table) == find_unlike(LOGS[:2])


def test_whole_numbers_among_fractions_are_ids_or_positions() -> None:
    assert find_unlike(_with(RANDOM.permutation(400) + 900, 4)).whole == (4,)
    assert not find_unlike(_with(np.rint(LOGS[0]))).whole  # a rounded sample is one


def test_other_ranks_at_the_edge_are_no_sample_and_amid_the_table_a_question() -> None:
    share = RANDOM.uniform(0.3, 0.6, 400)
    assert find_unlike(_with(share)).apart == (0,)
    assert find_unlike(_with(share, 10)).apart == (10,)
    assert find_unlike(_with(share, 5)).doubtful == (5,)
    assert find_unlike(_with(np.full(400, 0.5))).apart == (0,)


def test_a_sample_that_is_mostly_missing_is_left_to_the_rule_of_missing_values() -> None:
    gone = np.where(RANDOM.uniform(size=400) < 0.7, np.nan, RANDOM.uniform(size=400))
    assert find_unlike(_with(gone)) == find_unlike(LOGS)
