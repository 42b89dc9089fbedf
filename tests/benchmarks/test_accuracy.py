"""The comparison of predictors: what it predicts from, that it learns from nothing held out, and a run end to end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.model_selection import GridSearchCV

from benchmarks.predicting.features import Ranks, VariableEdges
from benchmarks.predicting.methods import ScaledLasso
from benchmarks.predicting.nested import figures, held_out, over_repeats
from benchmarks.predicting.views import asked, flat, views
from compute.study import Study
from tests.components.conftest import write_study

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return write_study(tmp_path_factory.mktemp("accuracy") / "study")


class Remembering(BaseEstimator):
    """Predicts 1 for what it has seen, 0 for what it has not."""

    def __init__(self, anything: int = 0) -> None:
        self.anything = anything

    def fit(self, X: Any, y: Any) -> Remembering:
        self.known_ = {float(row[0]) for row in X}
        return self

    def predict(self, X: Any) -> Any:
        return np.array([float(float(row[0]) in self.known_) for row in X])


def test_no_sample_is_predicted_by_a_fit_that_saw_it() -> None:
    X = np.arange(20.0)[:, None]
    search = GridSearchCV(Remembering(), {"anything": [0, 1]}, scoring="neg_mean_squared_error", cv=2)
    predicted, chosen = held_out(search, X, np.arange(20.0), False, 5, 0)
    assert predicted.tolist() == [0.0] * 20
    assert len(chosen) == 5


def test_flat_networks_keep_every_edge_in_its_place(study: Study) -> None:
    seen = views(study, [3, 50])
    np.testing.assert_array_equal(seen.edges.toarray()[1].reshape(seen.networks[1].shape), seen.networks[1].toarray())
    np.testing.assert_array_equal(flat(seen.networks).toarray(), seen.edges.toarray())
    assert seen.expression.shape == (2, len(study.regulators))
    assert seen.modulator[:, 0].tolist() == study.modulator[[3, 50]].tolist()


def test_effects_are_coefficients_times_the_sample_s_own_expression(study: Study) -> None:
    seen = views(study, range(len(study.samples)))
    level = study.expression("ZEB1").astype(float)
    level = (level - level.mean()) / level.std()
    j, k = study.regulator_index("ZEB1"), study.target_index("VIM")
    assert seen.networks[50][j, k] != 0
    assert seen.effects[50][j, k] == pytest.approx(level[50] * seen.networks[50][j, k], rel=1e-5)


def test_the_edges_that_vary_most_are_those_of_the_samples_learned_from() -> None:
    dense = np.zeros((6, 4))
    dense[:, 1], dense[:3, 2], dense[:, 3] = np.arange(6), [5, 0, 5], 7
    chosen = VariableEdges(2).fit(sparse.csr_array(dense))
    np.testing.assert_array_equal(chosen.transform(sparse.csr_array(dense)), dense[:, [1, 2]])
    late = VariableEdges(2).fit(sparse.csr_array(dense[3:]))
    assert late.edges_.tolist() == [1]


def test_ranks_are_places_among_those_learned_from() -> None:
    ranks = Ranks().fit(np.array([[10.0], [30.0], [20.0]]))
    np.testing.assert_allclose(ranks.transform(np.array([[20.0], [15.0], [99.0]]))[:, 0], [2 / 3, 1 / 2, 1])


def test_the_lasso_does_not_depend_on_the_units_of_the_score() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(50, 5))
    y = X[:, 0] + 0.1 * rng.normal(size=50)
    np.testing.assert_allclose(ScaledLasso(0.3).fit(X, 10 * y).coef_, 10 * ScaledLasso(0.3).fit(X, y).coef_, atol=1e-2)


def test_samples_without_an_answer_are_left_out(study: Study, tmp_path: Path) -> None:
    table = tmp_path / "drugs.csv"
    table.write_text("sample,DRUG_NAME,LN_IC50\ns-3,A,1.5\nS9,A,2\nS9,B,4\nS3,B,3\nS4,B,\n")
    question = asked(study, None, f"{table}:A", False, 2)
    assert (question.samples.tolist(), question.values.tolist()) == ([3, 9], [1.5, 2.0])
    tissue = asked(study, "tissue", None, False, 3)
    assert tissue.classes == ("bone", "gut", "lung")
    assert 7 not in tissue.samples
    assert set(tissue.values.tolist()) == {0, 1, 2}


def test_figures_over_repeats() -> None:
    one = figures(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0]), False)
    none = figures(np.array([0.0, 1.0, 2.0]), np.array([1.0, 1.0, 1.0]), False)
    assert one == {"r2": 1.0, "spearman": pytest.approx(1.0)}
    assert over_repeats({"m": [one, none]})["m"] == pytest.approx(
        {"r2": 0.5, "r2_sd": 2**-0.5, "spearman": 0.5, "spearman_sd": 2**-0.5}
    )


@pytest.mark.slow
@pytest.mark.parametrize(("column", "figure"), [([], "r2"), (["--column", "tissue"], "auc")])
def test_a_quick_run(study: Study, column: list[str], figure: str) -> None:
    command = [sys.executable, "benchmarks/accuracy.py", "--study", str(study.path), "--quick", "--json", *column]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["ridge, edges"][figure] > 0.75
    assert found["TRIP linear"][figure] > 0.75
    assert found["ridge, regulators' expression"][figure] < 0.7
    assert ("modulator alone" in found) == bool(column)


def test_an_unknown_column_is_named(study: Study) -> None:
    command = [sys.executable, "benchmarks/accuracy.py", "--study", str(study.path), "--column", "horoscope"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "horoscope" in run.stderr
