"""A stored model reads back as it was fitted, in either rotation."""

from __future__ import annotations

import numpy as np
import pytest

from compute.components import TRIP
from compute.components.reading.stored import ROTATIONS, read_components, stored_predictor
from compute.components.reading.varimax import varimax_criterion
from compute.components.stability.found_again import has_stability, read_stability
from compute.components.stability.refits import estimator_of, extend_model, measure_stability, restored_predictor
from compute.errors import UserError
from compute.study import Study, open_study, write_model
from tests.components.conftest import without_arrays

MODELS = ("trip", "bent")


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("rotation", ROTATIONS)
def test_the_stored_predictor_predicts_what_was_stored(study: Study, name: str, rotation: str) -> None:
    model = study.model(name)
    components = read_components(model, rotation)  # type: ignore[arg-type]
    predictor = stored_predictor(model, components)
    assert predictor is not None
    np.testing.assert_allclose(predictor.predict(components.cores), model.arrays["predicted"], atol=1e-10)
    np.testing.assert_allclose(predictor.path_gradients(components.cores), components.gradients, atol=1e-10)
    empty = predictor.predict(np.zeros((1, *components.cores.shape[1:])))[0]
    assert empty == pytest.approx(components.baseline)
    rest = components.predicted - components.baseline - components.contributions.sum(axis=(1, 2))
    assert np.abs(rest).max() < 1e-10


@pytest.mark.parametrize("name", MODELS)
def test_varimax_keeps_the_networks_and_makes_loadings_sparser(study: Study, name: str) -> None:
    model = study.model(name)
    plain, turned = read_components(model), read_components(model, "varimax")
    for side in ("regulator", "target"):
        own, other = turned.loadings[side], plain.loadings[side]
        np.testing.assert_allclose(own.T @ own, np.eye(own.shape[1]), atol=1e-12)
        np.testing.assert_allclose(own @ own.T, other @ other.T, atol=1e-12)  # the same space
        assert varimax_criterion(own) > varimax_criterion(other)
        assert (own.max(axis=0) == np.abs(own).max(axis=0)).all()
        assert (np.diff(turned.energy[side]) <= 1e-12).all()
        assert turned.energy[side].sum() == pytest.approx(1.0)
    network = study.network(50)
    core = turned.loadings["regulator"].T @ (network @ turned.loadings["target"])
    np.testing.assert_allclose(core, turned.cores[50], atol=1e-5)


def test_principal_components_are_those_of_the_model(study: Study) -> None:
    model = study.model("trip")
    components = read_components(model)
    np.testing.assert_array_equal(components.loadings["target"], model.arrays["target_loadings"])
    np.testing.assert_allclose(components.contributions, model.arrays["contributions"])
    np.testing.assert_allclose(components.energy["regulator"], model.info["regulator_energy"])


def test_an_estimator_has_the_settings_of_the_model(study: Study) -> None:
    model = estimator_of(study.model("bent"))
    assert isinstance(model, TRIP)
    assert (model.rank, model.predictor, model.max_epochs) == ((2, 3), "mlp", 40)


def test_a_perceptron_that_was_not_stored_is_learned_again(copied: Study) -> None:
    stored = copied.model("bent")
    expected = stored_predictor(stored, read_components(stored))
    old = without_arrays(copied, stored, *(name for name in stored.arrays if name.startswith("predictor_")))
    components = read_components(old)
    assert stored_predictor(old, components) is None
    found = restored_predictor(copied, old, components)
    assert expected is not None
    np.testing.assert_allclose(found.predict(components.cores), expected.predict(components.cores), atol=1e-8)
    assert stored_predictor(copied.model("bent"), components) is not None  # only once


def test_stability_is_kept_with_the_model_and_read_in_either_rotation(copied: Study) -> None:
    before = copied.model("trip")
    assert not has_stability(before)
    with pytest.raises(UserError, match="never measured"):
        read_stability(before, read_components(before))
    model = measure_stability(copied, before, seeds=1, resamples=4, seed=2)
    assert set(before.arrays) < set(model.arrays)
    assert model.info["stability"] | {"seconds": 0} == {
        "seeds": [1],
        "resamples": 4,
        "seed": 2,
        "not_converged": 0,
        "seconds": 0,
    }
    assert open_study(copied.path).models() == ["bent", "trip"] or set(copied.models()) == {"bent", "trip"}
    for rotation in ROTATIONS:
        components = read_components(model, rotation)
        found = read_stability(model, components)
        assert found["regulator"].resample_cosine.shape == (4, 2)
        assert found["target"].low.shape == components.loadings["target"].shape
        assert found["regulator"].stable.all()  # planted, and far apart
        top = np.abs(components.loadings["regulator"][:, 0]).argmax()
        assert found["regulator"].low[top, 0] <= components.loadings["regulator"][top, 0] + 0.05


def test_a_model_replaced_in_the_meantime_is_not_overwritten(copied: Study) -> None:
    model = copied.model("bent")
    arrays = {key: np.array(array) for key, array in model.arrays.items()}
    write_model(copied.path, "bent", arrays | {"loss": arrays["loss"][:-1]}, model.info)
    with pytest.raises(UserError, match="replaced in the meantime"):
        extend_model(copied, model, {}, {})


def test_models_that_cannot_be_read_so_are_named(copied: Study) -> None:
    model = copied.model("trip")
    other = write_model(copied.path, "other", dict(model.arrays), {**model.info, "kind": "deep-tensor"})
    with pytest.raises(UserError, match="'deep-tensor'"):
        read_components(other)
    with pytest.raises(UserError, match="leave the class out"):
        read_components(model, of_class="gut")
