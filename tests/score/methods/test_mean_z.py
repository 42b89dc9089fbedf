"""The mean-z score against its definition by another library, and what it must not depend on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr, zscore

from compute.errors import UserError
from compute.read import LabelledGenes
from compute.score import score
from compute.score.methods.mean_z import mean_z
from tests.score.conftest import Cohort


def test_it_is_the_mean_of_the_z_scores() -> None:
    genes = np.random.default_rng(2).normal(6, 3, (40, 9))
    np.testing.assert_allclose(mean_z(genes), zscore(genes, axis=0).mean(axis=1))


def test_the_scale_of_no_gene_counts(cohort: Cohort) -> None:
    lists = LabelledGenes(cohort.low, cohort.high, "planted")
    rng, old = np.random.default_rng(3), cohort.expression
    rescaled = replace(old, values=old.values * rng.uniform(0.1, 9, 400) + rng.normal(0, 50, 400))
    found = score(old, "mean-z", lists).values
    np.testing.assert_allclose(score(rescaled, "mean-z", lists).values, found, atol=1e-9)
    assert found.mean() == pytest.approx(0, abs=1e-12)


def test_a_planted_score_is_found_and_low_is_epithelial(cohort: Cohort) -> None:
    found = score(cohort.expression, "mean-z", LabelledGenes(cohort.low, cohort.high, "planted"))
    assert spearmanr(found.values, cohort.score).statistic > 0.97
    swapped = score(cohort.expression, "mean-z", LabelledGenes(cohort.high, cohort.low, "swapped"))
    np.testing.assert_allclose(swapped.values, -found.values)


def test_genes_that_never_vary_are_left_out_and_counted(cohort: Cohort) -> None:
    old, lists = cohort.expression, LabelledGenes(cohort.low[:3], cohort.high[:3], "planted")
    still = old.values.copy()
    still[:, old.gene_index[cohort.low[0]]] = 7.0
    found = score(replace(old, values=still), "mean-z", lists)
    without = score(old, "mean-z", replace(lists, epithelial=cohort.low[1:3]))
    np.testing.assert_allclose(found.values, without.values)
    assert any("1 of them never vary and are left out" in str(note) for note in found.notes)
    for gene in cohort.low[:3]:
        still[:, old.gene_index[gene]] = 7.0
    with pytest.raises(UserError, match="None of the epithelial genes varies over the samples"):
        score(replace(old, values=still), "mean-z", lists)
