"""The score without a target is that of a table that lacks its gene; what cannot be computed so is not made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from compute.errors import UserError
from compute.read import LabelledGenes
from compute.score import score
from compute.suitability import correlations, scores_without
from tests.suitability.test_own_genes import GENES, cohort


def own(expression: Any, genes: LabelledGenes = GENES, targets: tuple[str, ...] = ("M1", "G1", "E2")) -> Any:
    values = score(expression, "mean-z", genes).values
    return scores_without(expression, "mean-z", genes, expression.samples, values, targets, "EMT score")


def test_each_target_in_the_score_has_the_score_without_it() -> None:
    expression = cohort()
    found, used = own(expression)
    assert set(found) == {"M1", "E2"}
    assert set(used) == {*GENES.epithelial, *GENES.mesenchymal}
    whole = score(expression, "mean-z", GENES).values
    rest = score(expression, "mean-z", LabelledGenes(GENES.epithelial, ("M2", "M3"), "made up")).values
    assert np.corrcoef(found["M1"], rest)[0, 1] == pytest.approx(1.0, abs=1e-12)
    assert 0.8 < correlations(found, whole)["M1"] < 1


def test_the_target_itself_is_nowhere_in_it() -> None:
    """Whatever its own values are, the score without it is the same: also of a method that ranks all genes."""
    one = cohort()
    values = one.values.copy()
    values[:, one.gene_index["M1"]] = np.random.default_rng(1).normal(20.0, 9.0, len(values))
    other = replace(one, values=values)
    for method in ("mean-z", "ks", "singscore"):
        both = [
            scores_without(each, method, GENES, each.samples, score(each, method, GENES).values, ("M1",), "s")[0]["M1"]
            for each in (one, other)
        ]
        scaled = [(each - each.mean()) / each.std() for each in both]
        np.testing.assert_allclose(*scaled, atol=1e-9)


def test_samples_keep_their_own_values_whatever_their_order() -> None:
    expression = cohort()
    values = score(expression, "mean-z", GENES).values
    some = np.array([7, 2, 30, 11])
    found, _ = scores_without(
        expression, "mean-z", GENES, [expression.samples[i] for i in some], values[some], ("M1",), "s"
    )
    whole, _ = own(expression)
    assert np.corrcoef(found["M1"], whole["M1"][some])[0, 1] == pytest.approx(1.0, abs=1e-12)


def test_a_gene_without_which_there_is_no_score_has_none() -> None:
    few = LabelledGenes(("E1",), ("M1", "M2"), "made up")
    found, _ = own(cohort(), few, ("E1", "M1"))
    assert set(found) == {"M1"}


def test_another_score_is_not_taken_for_the_method_s() -> None:
    expression = cohort()
    with pytest.raises(UserError, match="is not what mean z gives for this table and these genes"):
        scores_without(expression, "mean-z", GENES, expression.samples, np.arange(40.0), ("M1",), "EMT score")
