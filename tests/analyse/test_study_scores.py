"""A study's scores come from the expression in it, its own score among them."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import study_expression, study_scores
from compute.read import LabelledGenes
from compute.score import score
from compute.study import Study, open_study
from tests.sign_dash.planted import plant


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return open_study(plant(tmp_path_factory.mktemp("studies") / "planted").path)


def test_the_expression_is_the_study_s(study: Study) -> None:
    table = study_expression(study)
    assert (table.samples, table.genes) == (study.samples, study.genes)
    gene = study.genes[3]
    np.testing.assert_array_equal(table.values[:, 3], study.expression(gene))
    found = score(table, "mean-z", LabelledGenes(study.genes[:2], study.genes[2:4], "x"))
    assert found.values.shape == (len(study.samples),)


def test_the_study_s_own_score_stands_third(study: Study) -> None:
    found = study_scores(study)
    assert [column.name for column in found.columns[:3]] == ["epithelial", "mesenchymal", "study"]
    np.testing.assert_array_equal(found.columns[2].values, study.modulator)
    assert np.diag(found.agreement) == pytest.approx(1)
