"""The E score: a planted end is found, genes of the other end do not matter, and singscore is M − E."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.read import LabelledGenes
from compute.score import score
from tests.score.conftest import Cohort


def test_a_planted_end_is_found_and_singscore_is_the_difference(cohort: Cohort) -> None:
    e, m = score(cohort.expression, "epithelial", cohort.low), score(cohort.expression, "mesenchymal", cohort.high)
    assert spearmanr(e.values, cohort.score).statistic < -0.9
    both = score(cohort.expression, "singscore", LabelledGenes(cohort.low, cohort.high, "planted"))
    np.testing.assert_allclose(both.values, m.values - e.values)


def test_what_the_other_end_does_hardly_matters(cohort: Cohort) -> None:
    old = cohort.expression
    places = [old.gene_index[gene] for gene in cohort.high]
    values = old.values.copy()
    values[:, places] = np.random.default_rng(2).permutation(values[:, places])
    before, after = (score(table, "epithelial", cohort.low).values for table in (old, replace(old, values=values)))
    assert np.abs(before - after).max() < 12 / 400


def test_a_table_of_the_list_alone_is_refused(cohort: Cohort) -> None:
    old = cohort.expression
    only = replace(old, values=old.values[:, :12], genes=old.genes[:12])
    with pytest.raises(UserError, match=r"All 12 genes of cohort\.csv .* the E score ranks them"):
        score(only, "epithelial", old.genes[:12])
