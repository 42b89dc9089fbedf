"""Singscore: its bounds are reached, only ranks within a sample count, and it agrees with a sum over pairs of genes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.read import LabelledGenes
from compute.score import score
from compute.score.methods.singscore import singscore
from tests.score.conftest import Cohort

LOW, HIGH = np.arange(7), np.arange(7, 18)


def table(seed: int, samples: int = 12, genes: int = 60) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(samples, genes))


def test_sets_at_the_two_ends_of_a_sample_reach_its_bounds() -> None:
    ordered = np.arange(60.0)[None, :]
    assert singscore(ordered, np.arange(7), np.arange(49, 60)) == pytest.approx(1)
    assert singscore(ordered, np.arange(49, 60), np.arange(7)) == pytest.approx(-1)


def test_only_the_order_of_genes_within_a_sample_counts() -> None:
    values = table(5)
    found = singscore(values, LOW, HIGH)
    per_sample = np.random.default_rng(6).uniform(0.5, 3, (12, 1))
    np.testing.assert_allclose(singscore(np.exp(values * per_sample) + per_sample, LOW, HIGH), found)
    np.testing.assert_allclose(singscore(values[:4], LOW, HIGH), found[:4])  # other samples do not matter
    np.testing.assert_allclose(singscore(values, LOW[::-1], HIGH), found)


def test_changing_sides_or_turning_the_table_over_turns_the_sign() -> None:
    values = table(7)
    found = singscore(values, LOW, HIGH)
    np.testing.assert_allclose(singscore(values, HIGH, LOW), -found)
    np.testing.assert_allclose(singscore(-values, LOW, HIGH), -found)


def test_a_planted_score_is_found_and_low_is_epithelial(cohort: Cohort) -> None:
    found = score(cohort.expression, "singscore", LabelledGenes(cohort.low, cohort.high, "planted"))
    assert spearmanr(found.values, cohort.score).statistic > 0.97
    swapped = score(cohort.expression, "singscore", LabelledGenes(cohort.high, cohort.low, "swapped"))
    np.testing.assert_allclose(swapped.values, -found.values)


def test_a_table_of_the_lists_alone_is_refused(cohort: Cohort) -> None:
    old = cohort.expression
    only = replace(old, values=old.values[:, :12], genes=old.genes[:12])
    with pytest.raises(UserError, match=r"All 12 genes of cohort\.csv belong to one list.* give the whole expression"):
        score(only, "singscore", LabelledGenes(old.genes[:12], old.genes[:1], "lists"))
