"""Reading a stored model: names, order, and models that do not fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from compute import Study, UserError, open_study
from compute.study import write_model
from sign_dash.components.explained import (
    Explained,
    pair,
    partner,
    read_explained,
    readable_models,
    strongest,
    trip_models,
)
from tests.sign_dash.components.modelled import MODEL


def test_contributions_and_baseline_make_the_prediction(explained: Explained) -> None:
    np.testing.assert_allclose(explained.contributions.sum((1, 2)) + explained.baseline, explained.predicted)


def test_strongest_genes_are_the_planted_ones_in_order(explained: Explained) -> None:
    assert [gene for gene, _ in strongest(explained, "regulator", 0, 3)] == ["ZEB1", "ZEB2", "SNAI1"]
    assert [gene for gene, _ in strongest(explained, "target", 0, 9)] == ["CDH1", "ESRP1", "EPCAM"]


def test_strongest_means_the_largest_magnitude_and_keeps_the_sign(explained: Explained) -> None:
    flipped = Explained(**{**vars(explained), "loadings": {side: -v for side, v in explained.loadings.items()}})
    gene, loading = strongest(flipped, "regulator", 1, 1)[0]
    assert gene == "GRHL2"
    assert loading < 0


def test_the_partner_has_the_largest_mean_square_core_value(explained: Explained) -> None:
    energy = (np.asarray(explained.cores) ** 2).mean(axis=0)
    assert partner(explained, "regulator", 1) == energy[1].argmax()
    assert partner(explained, "target", 1) == energy[:, 1].argmax()
    assert pair("regulator", 0, 1) == (0, 1)
    assert pair("target", 0, 1) == (1, 0)


def test_only_trip_models_are_offered_the_newest_first(modelled: Study, tmp_path: Path) -> None:
    copy = shutil.copytree(modelled.path, tmp_path / "study")
    write_model(copy, "other", {"x": np.zeros(1)}, {"kind": "something else"})
    stored = modelled.model(MODEL)
    write_model(copy, "later", stored.arrays, {k: v for k, v in stored.info.items() if k not in ("files", "arrays")})
    assert trip_models(open_study(copy)) == ["later", MODEL]


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
    with pytest.raises(UserError, match=r"'short' have the shape .* fit the model again"):
        read_explained(study, "short")
    with pytest.raises(UserError, match=f"'lacking' lacks '{broken}'"):
        read_explained(study, "lacking")
    readable = readable_models(study)
    assert readable.names == (MODEL,)
    assert len(readable.problems) == 2
