"""What the page says of its figures in files: genes, components, model, samples, and never more than is known."""

from __future__ import annotations

import pytest

from compute.study import Study
from sign_dash.pages.components import said
from sign_dash.pages.components.explained import read_explained
from sign_dash.pages.components.silencing.what_if import Asked
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (MODEL, ["model “trip” (TRIP, 2\u00a0×\u00a02", "principal components", "linear predictor of the EMT score"]),
        (CLASSES, ["classes of tissue, cross-validated AUC\u00a00.70", "log-odds of bone"]),
        (OWN, ["Deep Tensor", "every sample has its own, here those of LINE-024"]),
    ],
)
def test_a_model_is_named_with_what_it_is(others: Study, model: str, words: list[str]) -> None:
    told = said.model_words(others, read_explained(others, model, sample=24))
    for part in words:
        assert part in told
    assert ("principal" in told) == (model != OWN)


def test_every_figure_names_its_model_and_its_subject(others: Study) -> None:
    explained = read_explained(others, MODEL)
    captions = {
        "Regulator component 2": said.loadings(others, explained, "regulator", 1, 8, 0.9),
        "ZEB1, ZEB2": said.plane(others, explained, "regulator", (0, 1), ["ZEB1", "ZEB2"], ["SNAI1"]),
        "in 5-fold cross-validation": said.prediction(others, explained),
        "LINE-007 (EMT score": said.waterfall(others, explained, [7], "edges", 0.25),
        "the mean of 10 samples (3 to 12, EMT score": said.waterfall(others, explained, range(2, 12), "pairs", 0.1),
        "without the edge ZEB1 → CDH1": said.silenced(others, explained, Asked("edge", "ZEB1", "CDH1", None).plain()),
        "Change of the predicted EMT score without any edge from ZEB1": said.change(
            others, explained, Asked("regulator", "ZEB1", None, None).plain()
        ),
    }
    for subject, caption in captions.items():
        assert subject in caption
        assert "model “trip”" in caption
    assert "interval" not in captions["Regulator component 2"]  # stability was not measured
    unsure = said.loadings(others, read_explained(others, UNSTABLE), "regulator", 1, 8, 0.9)
    assert "90% intervals" in unsure
    assert "found again in" in unsure


def test_components_are_listed_as_in_a_sentence() -> None:
    assert said.components_words("regulator", [0]) == "Regulator component 1"
    assert said.components_words("target", [0, 1, 4]) == "Target components 1, 2 and 5"
