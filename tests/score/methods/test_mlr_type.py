"""The MLR-type score: the published formula, a planted course, scales that do not matter, and plain limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.read import Expression
from compute.score import score
from compute.score.methods.mlr_type import mlr_score
from tests.score.conftest import Cohort


def without(expression: Expression, gene: str) -> Expression:
    return replace(expression, genes=tuple("OTHER" if name == gene else name for name in expression.genes))


def test_the_formula_runs_from_0_over_the_hybrid_class_to_2() -> None:
    found = mlr_score(np.array([[1, 0, 0], [0.5, 0.4, 0.1], [0.1, 0.8, 0.1], [0.1, 0.4, 0.5], [0, 0, 1]]))
    np.testing.assert_allclose(found, [0, 0.4, 1.2, 1.6, 2])


def test_a_planted_course_is_found_and_scale_does_not_matter(cohort: Cohort) -> None:
    old = cohort.expression
    found = score(old, "mlr-type", cohort.seeds)
    assert ((found.values >= 0) & (found.values <= 2)).all()
    assert spearmanr(found.values, cohort.score).statistic > 0.85
    assert set(found.used) == {"VIM", "CDH1", "CLDN7"}
    again = score(replace(old, values=3 * old.values + 1), "mlr-type", cohort.seeds)
    np.testing.assert_allclose(again.values, found.values, atol=1e-5)


def test_it_says_that_it_is_not_the_published_one_and_what_it_lacks(cohort: Cohort) -> None:
    found = score(without(cohort.expression, "CLDN7"), "mlr-type", cohort.seeds)
    said = " ".join(map(str, found.notes))
    assert "not the published MLR" in said
    assert "CLDN7 is not in the table" in said
    assert set(found.used) == {"VIM", "CDH1"}
    with pytest.raises(UserError, match="VIM"):
        score(without(cohort.expression, "VIM"), "mlr-type", cohort.seeds)
    few = replace(cohort.expression, values=cohort.expression.values[:20], samples=cohort.expression.samples[:20])
    with pytest.raises(UserError, match=r"only \d (epithelial|hybrid|mesenchymal) samples"):
        score(few, "mlr-type", cohort.seeds)
