"""Models of classes stored in a study, and fits that go on after a stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from compute.components import TRIPClassifier, edge_contributions, fit_deep_tensor, fit_study
from compute.components.learn.settings import FitStep
from compute.errors import UserError
from compute.messages import Message
from compute.study import StoredModel, Study, open_study, verify_study
from tests.components.trip.test_model import annotated

__all__ = ["annotated"]

SETTINGS: dict[str, Any] = {"rank": (3, 3), "rho": 0.01, "folds": 3}


@pytest.fixture(scope="module")
def stored(annotated: Study) -> StoredModel:
    return fit_study(annotated, column="first sign", name="sign", class_weight="balanced", **SETTINGS)


def test_the_record_names_the_classes_and_what_is_left_out(annotated: Study, stored: StoredModel) -> None:
    info = stored.info
    assert (info["kind"], info["target"], info["classes"]) == ("trip", "first sign", ["not up", "up"])
    assert info["class_weight"] == "balanced"
    assert [str(Message.from_record(record)) for record in info["left_out"]] == [
        "Classes of fewer than 3 samples are left out: rare (1).",
        "Samples without first sign are left out: S38, S39.",
    ]
    assert "estimated along" in str(Message.from_record(info["caution"]))
    assert len(info["baseline"]) == 2
    verify_study(annotated.path)
    assert open_study(annotated.path).model("sign").info == info


def test_accuracies_are_those_of_the_stored_probabilities(stored: StoredModel) -> None:
    arrays, info = stored.arrays, stored.info
    given = np.array(arrays["given"])
    learned = given >= 0
    assert (~learned).sum() == 3
    for kind, name in (("fitted", "probabilities"), ("held_out", "held_out")):
        shares = np.array(arrays[name])[learned]
        assert info[f"auc_{kind}"] == pytest.approx(roc_auc_score(given[learned], shares[:, 1]))
        expected = balanced_accuracy_score(given[learned], shares.argmax(axis=1))
        assert info[f"balanced_accuracy_{kind}"] == pytest.approx(expected)
    assert info["auc_held_out"] > 0.65  # the sign of one coefficient of 30, from 37 samples
    assert 0 < info["balanced_accuracy_modulator_alone"] < 0.8  # the networks' order is noise


def test_samples_left_out_are_predicted_by_the_model_that_never_saw_them(stored: StoredModel) -> None:
    left_out = np.array(stored.arrays["given"]) < 0
    np.testing.assert_array_equal(stored.arrays["held_out"][left_out], stored.arrays["probabilities"][left_out])


def test_it_is_the_estimator_s_model(annotated: Study, stored: StoredModel) -> None:
    networks = [annotated.network(sample) for sample in range(37)]
    classes = annotated.annotation["first sign"].to_numpy()[:37].astype(str)
    model = TRIPClassifier(rank=(3, 3), rho=0.01, class_weight="balanced").fit(networks, classes)
    np.testing.assert_allclose(stored.arrays["regulator_loadings"], model.regulator_loadings_, atol=1e-8)
    np.testing.assert_allclose(stored.arrays["probabilities"][:37], model.predict_proba(networks), atol=1e-8)


def test_evidence_adds_up_over_pairs_and_edges(annotated: Study, stored: StoredModel) -> None:
    arrays = stored.arrays
    rest = arrays["evidence"] - np.array(stored.info["baseline"])
    np.testing.assert_allclose(softmax(arrays["evidence"], axis=1), arrays["probabilities"])
    np.testing.assert_allclose(arrays["contributions"].sum(axis=(2, 3)), rest, atol=1e-8)
    loadings = arrays["regulator_loadings"], arrays["target_loadings"]
    for sample in (0, 39):
        edges = edge_contributions(annotated.network(sample), arrays["gradients"][sample, 1], *loadings)
        assert edges.sum() == pytest.approx(rest[sample, 1], abs=1e-6)


def test_numbers_may_be_classes(annotated: Study) -> None:
    found = fit_study(annotated, column="first edge", name="edge", rank=(1, 1), folds=3, max_epochs=3)
    assert "classes" not in found.info
    assert "r2_modulator_alone" in found.info
    with pytest.raises(UserError, match=r"'same' .* has too few classes"):
        fit_study(annotated, column="same", as_classes=True, **SETTINGS)


@pytest.mark.parametrize("fit", [fit_study, fit_deep_tensor])
@pytest.mark.slow
def test_a_stopped_fit_goes_on_and_ends_with_the_same_bits(annotated: Study, fit: Any) -> None:
    settings: dict[str, Any] = {"rank": (2, 2), "folds": 3, "max_epochs": 8, "column": "first sign"}
    name = f"stopped {fit.__name__}"
    whole = fit(annotated, name="whole", **settings)
    heard: list[FitStep] = []

    def stop_in_the_second_fold(step: FitStep) -> None:
        heard.append(step)
        if (step.fit, step.epoch) == (3, 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(annotated, name=name, progress=stop_in_the_second_fold, **settings)
    assert {step.fit for step in heard} == {1, 2, 3}
    assert {(step.fits, step.max_epochs) for step in heard} == {(4, 8)}
    assert name not in annotated.models()
    assert _leftovers(annotated.path)
    with pytest.raises(UserError, match=r"made with other settings \(folds: 3 there, 4 here\)"):
        fit(annotated, name=name, resume=True, **{**settings, "folds": 4})
    heard.clear()
    resumed = fit(annotated, name=name, resume=True, progress=heard.append, **settings)
    assert {step.fit for step in heard} == {3, 4}
    for key, array in whole.arrays.items():
        np.testing.assert_array_equal(resumed.arrays[key], array, err_msg=key)
    same = {key: value for key, value in whole.info.items() if key not in ("name", "seconds")}
    assert {key: resumed.info[key] for key in same} == same
    assert not _leftovers(annotated.path)


def _leftovers(study: Path) -> list[Path]:
    return list((study / "models").glob(".*"))


@pytest.mark.slow
def test_deep_tensor_is_stored_with_every_sample_s_own_components(annotated: Study) -> None:
    stored = fit_deep_tensor(annotated, rank=(2, 2), folds=3, max_epochs=8, name="deep")
    arrays, info = stored.arrays, stored.info
    assert (info["kind"], info["channels"], info["target"]) == (
        "deep-tensor",
        ["activation", "repression"],
        annotated.modulator_name,
    )
    assert arrays["regulator_loadings"].shape == (40, 6, 2)
    assert arrays["target_loadings"].shape == (40, 5, 2)
    assert arrays["target_core"].shape == (2, 2, 2)
    assert arrays["cores"].shape == arrays["contributions"].shape == (40, 2, 4)
    rest = arrays["predicted"] - info["baseline"]
    np.testing.assert_allclose(arrays["contributions"].sum(axis=(1, 2)), rest, atol=1e-8)
    for sample in (0, 17):
        network = annotated.network(sample)
        sums = 0.0
        for channel, part in enumerate((network.maximum(0), network.minimum(0))):
            gradient = arrays["gradients"][sample][:, channel::2]
            sums += edge_contributions(
                part, gradient, arrays["regulator_loadings"][sample], arrays["target_loadings"][sample]
            ).sum()
        assert sums == pytest.approx(rest[sample], abs=1e-5 * np.ptp(arrays["predicted"]) + 1e-6)
