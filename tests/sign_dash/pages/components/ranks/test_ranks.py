"""The curve over ranks is the stored one, with what it suggests."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from compute.components import ClassRankPoint, RankPoint, StoredRanks, read_ranks, write_ranks
from compute.study import Study, open_study
from sign_dash.pages.components import said
from sign_dash.pages.components.explained import read_explained
from sign_dash.pages.components.ranks.callbacks import curve_of
from sign_dash.pages.components.ranks.figure import rank_rows, ranks_figure
from sign_dash.pages.components.ranks.panel import rank_columns
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES

SETTINGS = {"predictor": "linear", "rho": 1.0, "ridge": 0.01, "seed": 0, "max_epochs": 500}


def points() -> list[RankPoint]:
    return [
        RankPoint(
            rank,
            r2,
            0.02,
            0.01,
            0.9,
            retained_energy=0.1 * rank,
            hosvd_retained_energy=0.11 * rank,
            regulator_stability=(1.0,) * rank,
            target_stability=(low,) * rank,
            stable=(low > 0.8,) * 2 * rank,
        )
        for rank, r2, low in ((1, 0.5, 0.99), (2, 0.9, 0.95), (3, 0.905, 0.4))
    ]


def stored(study: Study, target: str = "ks", predictor: str = "linear") -> StoredRanks:
    return write_ranks(study, target, SETTINGS | {"predictor": predictor}, 5, points())


def test_a_model_is_shown_the_curve_of_what_it_predicts(others: Study, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(others.path, tmp_path / "study"))
    explained = read_explained(study, MODEL)
    assert curve_of(study, explained) is None
    stored(study, predictor="mlp")
    stored(study, target="dose")
    assert curve_of(study, explained) is None
    mine = stored(study)
    assert curve_of(study, explained) == mine
    caption = said.ranks(study, explained, mine)
    for part in ("EMT score at ranks 1, 2, 3 (linear predictor)", "cross-validated R²", "suggested rank 2"):
        assert part in caption
    assert curve_of(study, read_explained(study, CLASSES)) is None
    assert len(read_ranks(study)) == 3


def test_figure_and_table_hold_every_rank_and_mark_the_suggestion(others: Study, tmp_path: Path) -> None:
    found = stored(open_study(shutil.copytree(others.path, tmp_path / "study")))
    assert found.suggestion.rank == 2
    r2, energy, stability, ceiling = ranks_figure(found).data
    assert list(r2.x) == [1, 2, 3]
    np.testing.assert_allclose(r2.y, [0.5, 0.9, 0.905])
    np.testing.assert_allclose(r2.error_y.array, 0.01)
    np.testing.assert_allclose(stability.y, [0.99, 0.95, 0.4])
    assert np.all(np.array(ceiling.y) > np.array(energy.y))
    filled = [colour != r2.marker.color[0] for colour in r2.marker.color]
    assert filled == [False, True, False]
    assert [row["stable"] for row in rank_rows(found)] == ["2 / 2", "4 / 4", "0 / 6"]
    assert len(ranks_figure(None).data) == 0


def test_a_curve_of_classes_is_named_for_what_it_is(others: Study, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(others.path, tmp_path / "study"))
    explained = read_explained(study, CLASSES)
    stored(study, target="tissue")  # the same column's numbers as a score: another curve
    assert curve_of(study, explained) is None
    points = [
        ClassRankPoint(
            rank,
            right,
            0.04,
            0.02,
            auc,
            retained_energy=0.1,
            hosvd_retained_energy=0.2,
            regulator_stability=(0.9,) * rank,
            target_stability=(0.9,) * rank,
            stable=(True,) * 2 * rank,
            not_converged=0,
        )
        for rank, right, auc in ((1, 0.4, 0.6), (2, 0.7, 0.8))
    ]
    mine = write_ranks(study, "tissue", SETTINGS | {"class_weight": None}, 5, points, ("bone", "breast", "lung"))
    write_ranks(study, "tissue", SETTINGS | {"class_weight": "balanced"}, 5, points, ("bone", "breast", "lung"))
    assert curve_of(study, explained) == mine
    figure = ranks_figure(mine)
    assert figure.layout.annotations[0].text == "cross-validated balanced accuracy"
    by_name = {trace.name: trace for trace in figure.data}
    np.testing.assert_allclose(by_name["cross-validated balanced accuracy"].y, [0.4, 0.7])
    np.testing.assert_allclose(by_name["cross-validated balanced accuracy"].error_y.array, 0.02)
    np.testing.assert_allclose(by_name["cross-validated AUC"].y, [0.6, 0.8])
    assert by_name["cross-validated AUC"].yaxis == "y"
    fields = {column["field"]: column["headerName"] for column in rank_columns(of_classes=True)}
    assert (fields["accuracy"], fields["auc"]) == ("Cross-validated balanced accuracy", "Cross-validated AUC")
    assert set(fields) <= set(rank_rows(mine)[0])
    assert ranks_figure(stored(study)).layout.annotations[0].text == "cross-validated R²"
