"""Reading a stored model: names, order, and models that do not fit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import Study, open_study, write_model
from sign_dash.pages.components.explained import Explained, read_explained, readable_models, strongest, strongest_cell
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE


def test_contributions_and_baseline_make_the_prediction(explained: Explained) -> None:
    np.testing.assert_allclose(explained.contributions.sum((1, 2)) + explained.baseline, explained.predicted)


def test_strongest_genes_are_the_planted_ones_in_order(explained: Explained) -> None:
    assert [gene for gene, _ in strongest(explained, "regulator", 0, 3)] == ["ZEB1", "ZEB2", "SNAI1"]
    assert [gene for gene, _ in strongest(explained, "target", 0, 9)] == ["CDH1", "ESRP1", "EPCAM"]


def test_strongest_means_the_largest_magnitude_and_keeps_the_sign(explained: Explained) -> None:
    flipped = replace(
        explained, parts=replace(explained.parts, loadings={s: -v for s, v in explained.loadings.items()})
    )
    gene, loading = strongest(flipped, "regulator", 1, 1)[0]
    assert gene == "GRHL2"
    assert loading < 0


def test_the_strongest_cell_has_the_largest_mean_square_core_value(explained: Explained) -> None:
    energy = (np.asarray(explained.cores) ** 2).mean(axis=0)
    assert strongest_cell(explained, "regulator", 1) == (1, energy[1].argmax())
    assert strongest_cell(explained, "target", 1) == (energy[:, 1].argmax(), 1)


def test_models_of_every_kind_are_offered_the_newest_first(others: Study, tmp_path: Path) -> None:
    copy = shutil.copytree(others.path, tmp_path / "study")
    write_model(copy, "other", {"x": np.zeros(1)}, {"kind": "something else"})
    assert readable_models(open_study(copy)).names == (MODEL, UNSTABLE, OWN, CLASSES)


def test_varimax_turns_everything_together(others: Study) -> None:
    plain, turned = read_explained(others, MODEL), read_explained(others, MODEL, "varimax")
    np.testing.assert_allclose(turned.contributions.sum((1, 2)), plain.contributions.sum((1, 2)), atol=1e-12)
    for side in ("regulator", "target"):
        loadings = turned.loadings[side]
        np.testing.assert_allclose(loadings.T @ loadings, np.eye(2), atol=1e-12)
        assert np.all(loadings[np.abs(loadings).argmax(axis=0), range(2)] > 0)


def test_a_class_has_its_own_evidence(others: Study) -> None:
    stored = others.model(CLASSES)
    for place, name in enumerate(stored.info["classes"]):
        explained = read_explained(others, CLASSES, of_class=name)
        np.testing.assert_array_equal(explained.predicted, stored.arrays["evidence"][:, place])
        np.testing.assert_array_equal(explained.held_out, stored.arrays["held_out"][:, place])
        np.testing.assert_allclose(explained.contributions.sum((1, 2)) + explained.baseline, explained.predicted)
    assert read_explained(others, CLASSES, of_class="no such").of_class == "bone"


def test_own_components_are_those_of_a_sample(others: Study) -> None:
    own = read_explained(others, OWN, sample=5)
    assert (own.own, own.sample, own.channels) == (True, 5, ("activation", "repression"))
    np.testing.assert_array_equal(own.loadings["regulator"], others.model(OWN).arrays["regulator_loadings"][5])
    assert own.column(3) == (1, "repression")
    assert read_explained(others, OWN).sample == len(others.samples) // 2


def test_a_model_stored_anew_is_read_anew(others: Study, tmp_path: Path) -> None:
    study = open_study(shutil.copytree(others.path, tmp_path / "study"))
    before = read_explained(study, MODEL)
    stored = study.model(MODEL)
    info = {key: value for key, value in stored.info.items() if key not in ("files", "arrays")}
    write_model(study.path, MODEL, {**stored.arrays, "held_out": np.zeros(len(study.samples))}, info)
    assert before.held_out.any()
    assert not read_explained(study, MODEL).held_out.any()


@pytest.mark.parametrize("broken", ["cores", "held_out", "regulator_loadings"])
def test_a_model_that_does_not_fit_the_study_is_refused_in_one_sentence(
    modelled: Study, tmp_path: Path, broken: str
) -> None:
    copy = shutil.copytree(modelled.path, tmp_path / "study")
    stored = modelled.model(MODEL)
    info = {k: v for k, v in stored.info.items() if k not in ("files", "arrays")}
    write_model(copy, "short", {**stored.arrays, broken: stored.arrays[broken][:-1]}, info)
    write_model(copy, "lacking", {k: v for k, v in stored.arrays.items() if k != broken}, info)
    study = open_study(copy)
    with pytest.raises(UserError, match=r"of the model 'short' has the shape .* fit the model again"):
        read_explained(study, "short")
    with pytest.raises(UserError, match=f"'lacking' lacks '{broken}'"):
        read_explained(study, "lacking")
    readable = readable_models(study)
    assert readable.names == (MODEL,)
    assert len(readable.problems) == 2
