"""A model fitted on a study and stored in it: every array and figure is what its name says."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import r2_score

from compute.components import CAUTION, TRIP, edge_contributions, fit_study
from compute.components.stability.refits import learned_from
from compute.errors import UserError
from compute.messages import Message
from compute.study import Study, StudyWriter, open_study, verify_study
from tests.study.conftest import Planted, content_of, planted, write_networks

__all__ = ["planted"]


@pytest.fixture(scope="module")
def study(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A copy to write models into, with a model named ``trip`` in it."""
    path = tmp_path_factory.mktemp("models") / "study"
    shutil.copytree(planted.path, path)
    fit_study(open_study(path), rank=(3, 2), folds=4, seed=2)
    return open_study(path)


def test_it_is_the_estimator_s_model(study: Study) -> None:
    networks = [study.network(sample) for sample in range(len(study.samples))]
    model = TRIP(rank=(3, 2), seed=2).fit(networks, study.modulator)
    stored = study.model("trip")
    for name, expected in {
        "regulator_loadings": model.regulator_loadings_,
        "target_loadings": model.target_loadings_,
        "cores": model.cores_,
        "given": study.modulator,
        "predicted": model.predict(networks),
        "loss": model.loss_,
    }.items():
        np.testing.assert_allclose(stored.arrays[name], expected, atol=1e-6, err_msg=name)
        assert stored.arrays[name].dtype == np.float64
    for name in ("retained_energy", "hosvd_retained_energy", "baseline"):
        assert stored.info[name] == pytest.approx(getattr(model, f"{name}_"))
    assert stored.info["regulator_energy"] == pytest.approx(model.regulator_energy_.tolist())
    assert stored.info["target_energy"] == pytest.approx(model.target_energy_.tolist())
    verify_study(study.path)


def test_the_record_says_how_it_was_made(study: Study) -> None:
    info = study.model("trip").info
    assert (info["kind"], info["rank"], info["predictor"], info["seed"]) == ("trip", [3, 2], "linear", 2)
    assert info["target"] == study.modulator_name
    assert Message.from_record(info["caution"]) == CAUTION
    assert info["folds"] == 4
    assert info["epochs"] == len(study.model("trip").arrays["loss"])
    assert info["converged"] is True
    assert info["seconds"] > 0


def test_accuracies_are_those_of_the_stored_predictions(study: Study) -> None:
    stored = study.model("trip")
    given = stored.arrays["given"]
    for kind, predictions in (("fitted", "predicted"), ("held_out", "held_out")):
        predicted = stored.arrays[predictions]
        assert stored.info[f"r2_{kind}"] == pytest.approx(r2_score(given, predicted))
        assert stored.info[f"spearman_{kind}"] == pytest.approx(spearmanr(given, predicted).statistic)
    # Noise networks cannot predict a noise score: only the fitted figure may look good.
    assert stored.info["r2_held_out"] < 0.2 < stored.info["r2_fitted"]


def test_contributions_of_pairs_and_of_edges_add_up(study: Study) -> None:
    stored = study.model("trip")
    arrays = stored.arrays
    explained = arrays["predicted"] - stored.info["baseline"]
    np.testing.assert_allclose(arrays["contributions"], arrays["gradients"] * arrays["cores"])
    np.testing.assert_allclose(arrays["contributions"].sum(axis=(1, 2)), explained, atol=1e-5)
    loadings = arrays["regulator_loadings"], arrays["target_loadings"]
    for sample in (0, 33, 40, 70):
        edges = edge_contributions(study.network(sample), arrays["gradients"][sample], *loadings)
        assert edges.sum() == pytest.approx(explained[sample], abs=1e-5)


def test_models_live_side_by_side_and_a_name_used_twice_is_replaced(study: Study) -> None:
    fit_study(study, rank=(1, 1), predictor="mlp", name="small", max_epochs=5)
    fit_study(study, rank=(2, 1), name="small")
    assert set(study.models()) == {"trip", "small"}
    assert study.model("small").info["predictor"] == "linear"
    assert study.model("small").arrays["cores"].shape == (71, 2, 1)


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("annotated") / "study"
    rng = np.random.default_rng(3)
    n, q, p = 40, 6, 5
    networks = (rng.normal(size=(n, q, p)) * (rng.random((n, q, p)) < 0.5)).astype(np.float32)
    columns = {
        "first edge": networks[:, 0, 0].astype(float),
        "tissue": ["lung", "skin"] * 20,
        "lone": ["lung"] * 39 + ["skin"],
        "first sign": [*np.where(networks[:37, 0, 0] > 0, "up", "not up"), "rare", None, " "],
        "holes": [np.nan, 2.0] * 20,
        "same": [4] * 40,
        "gaps": np.where(np.arange(40) % 8 == 3, np.nan, networks[:, 0, 0]),
        "whole": np.arange(40),
    }
    samples = tuple(f"S{i}" for i in range(n))
    annotation = pd.DataFrame(columns, index=pd.Index(samples, name="sample"))
    writer = StudyWriter.create(path, content_of(rng, n, q, p, annotation=annotation))
    writer.keep({"bandwidth": np.full(p, 0.5)})
    write_networks(writer, networks, writer.missing_blocks())
    writer.finish({})
    return open_study(path)


def test_a_column_of_the_annotation_can_be_predicted(annotated: Study) -> None:
    stored = fit_study(annotated, rank=(3, 3), rho=0.01, column="first edge")
    assert stored.info["target"] == "first edge"
    np.testing.assert_array_equal(stored.arrays["given"], annotated.annotation["first edge"])
    assert stored.info["r2_held_out"] > 0.8
    assert fit_study(annotated, rank=(1, 1), column="whole").arrays["given"].dtype == np.float64


def test_samples_without_a_number_are_left_out_named_and_predicted(annotated: Study) -> None:
    stored = fit_study(annotated, rank=(3, 3), rho=0.01, column="gaps")
    without = np.arange(40) % 8 == 3
    given, predicted, held_out = (stored.arrays[name] for name in ("given", "predicted", "held_out"))
    np.testing.assert_array_equal(np.isnan(given), without)
    assert np.isfinite(predicted).all()
    np.testing.assert_array_equal(held_out[without], predicted[without])
    assert (held_out[~without] != predicted[~without]).all()
    (record,) = stored.info["left_out"]
    assert str(Message.from_record(record)).startswith(
        "5 of 40 samples have no number in gaps and are left out: S3, S11, S19, S27, S35."
    )
    assert stored.info["r2_held_out"] > 0.5
    learned, known = learned_from(annotated, stored)
    assert len(learned) == 35
    np.testing.assert_array_equal(known, given[~without])


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"column": "tissu"}, "no column named 'tissu' .* did you mean tissue"),
        ({"column": "tissue", "folds": 21}, "Column 'tissue' .* has too few classes of at least 21 samples"),
        ({"column": "lone"}, "Column 'lone' .* has too few classes of at least 5 samples"),
        ({"as_classes": True}, "is the study's score, not classes"),
        ({"column": "holes"}, "The score is 2 in all 20 samples"),
        ({"column": "same"}, "The score is 4 in all 40 samples"),
        ({"folds": 41}, "40 samples cannot be split into 41 folds"),
        ({"rank": (7, 2)}, "asks for 7 components of 6 regulators"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_stored(
    annotated: Study, settings: dict[str, object], sentence: str
) -> None:
    before = {path: path.stat().st_mtime_ns for path in annotated.path.rglob("*")}
    with pytest.raises(UserError, match=sentence):
        fit_study(annotated, **{"rank": (2, 2), **settings})  # type: ignore[arg-type]
    assert {path: path.stat().st_mtime_ns for path in annotated.path.rglob("*")} == before


def test_importing_the_package_brings_no_torch() -> None:
    import subprocess
    import sys

    script = "import sys, compute.components, compute.cli.trip; print('torch' in sys.modules)"
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
