"""Predictions: drawn as they are, and taken apart into steps that add up."""

from __future__ import annotations

import numpy as np
import pytest

from compute.study import Study
from sign_dash.pages.components.explained import Explained, read_explained
from sign_dash.pages.components.prediction.figures import classes_held_out, predicted_against_given, waterfall_figure
from sign_dash.pages.components.prediction.steps import Waterfall, edge_steps, pair_steps
from sign_dash.pages.components.prediction.words import accuracy, caution, class_odds, waterfall_note, waterfall_title
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN
from tests.sign_dash.pages.components.reading import text


def test_predictions_are_drawn_against_the_given_values(explained: Explained) -> None:
    samples = [f"S{i}" for i in range(len(explained.given))]
    line, fitted, held_out = predicted_against_given(explained, samples, "EMT score").data
    np.testing.assert_array_equal(fitted.y, explained.predicted)
    np.testing.assert_array_equal(held_out.y, explained.held_out)
    np.testing.assert_array_equal(held_out.x, explained.given)
    assert list(held_out.customdata) == samples
    assert tuple(line.x) == tuple(line.y)


@pytest.mark.parametrize(
    ("model", "of_class", "samples"),
    [(MODEL, None, [0]), (MODEL, None, [3, 4, 5]), (CLASSES, "lung", [7]), (OWN, None, [9])],
)
@pytest.mark.parametrize("top", [1, 2, 50])
def test_pairs_add_up_to_the_prediction(
    others: Study, model: str, of_class: str | None, samples: list[int], top: int
) -> None:
    explained = read_explained(others, model, of_class=of_class, sample=samples[0])
    found = pair_steps(explained, samples, top)
    assert found.baseline + sum(found.values) == pytest.approx(found.predicted, abs=1e-12)
    assert found.predicted == pytest.approx(float(np.mean(explained.predicted[samples])))
    assert len(found.values) <= top + 1 or top == 1
    ends = np.array(found.starts) + found.values
    np.testing.assert_allclose(ends[:-1], found.starts[1:])


@pytest.mark.parametrize(
    ("model", "of_class", "samples"), [(MODEL, None, [2]), (CLASSES, "bone", [2, 40]), (OWN, None, [9])]
)
def test_edges_add_up_to_the_prediction(others: Study, model: str, of_class: str | None, samples: list[int]) -> None:
    explained = read_explained(others, model, of_class=of_class, sample=samples[0])
    found = edge_steps(others, explained, samples, 6)
    # The stored networks are float32 and lack the self-loops that the planted cores were made with.
    cores = explained.cores[samples]
    if model != OWN:
        left, right = explained.loadings["regulator"], explained.loadings["target"]
        cores = np.stack([left.T @ (others.network(i) @ right) for i in samples])
    predicted = explained.baseline + (cores * explained.parts.gradients[samples]).sum((1, 2)).mean()
    assert found.baseline + sum(found.values) == pytest.approx(predicted, abs=1e-5)
    assert found.labels[0].count(" → ") == 1
    assert found.labels[-1].endswith("other edges")


def test_the_waterfall_is_drawn_step_by_step_with_a_second_channel_for_the_sign() -> None:
    found = Waterfall(("up", "down", "3 other pairs"), (0.5, -0.2, 0.1), -1.0, -0.6)
    bars, ends = waterfall_figure(found, "EMT score").data
    np.testing.assert_allclose(bars.base, [-1.0, -0.5, -0.7])
    np.testing.assert_allclose(bars.x, [0.5, -0.2, 0.1])
    assert list(bars.marker.pattern.shape) == ["", "/", ""]
    assert tuple(ends.x) == (-1.0, -0.6)
    figure = waterfall_figure(found, "EMT score")
    low, high = figure.layout.xaxis.range
    assert low < -1.0
    assert high > -0.5
    assert {note.text for note in figure.layout.annotations} >= {"+0.50", "−0.20", "−1.00", "<b>−0.60</b>"}
    places = {note.text: (note.x, note.xanchor) for note in figure.layout.annotations}
    assert places["−0.20"] == (-0.5, "left")  # right of its bar: on the left the labels stand


def test_classes_are_counted_by_what_was_held_out(others: Study) -> None:
    explained = read_explained(others, CLASSES)
    (heat,) = classes_held_out(explained, "tissue").data
    assert np.asarray(heat.customdata).sum() == len(others.samples) - 1  # one was not learned from
    np.testing.assert_allclose(np.asarray(heat.z).sum(axis=1), 1)


def test_the_caution_names_the_score_or_what_it_reaches_alone(others: Study, explained: Explained) -> None:
    assert "nearly contain it" in text(caution(explained, "ks", "EMT score"))
    of_classes = text(caution(read_explained(others, CLASSES), "ks", "EMT score"))
    assert "AUC: 0.70 from the networks, 0.70 from the EMT score alone" in of_classes
    assert "One sample is left out." in of_classes
    assert explained.info["caution"] in text(caution(explained, "ks", "EMT score"))


def test_accuracy_has_the_figures_of_its_kind(others: Study, explained: Explained) -> None:
    assert "Spearman" in text(accuracy(explained, "EMT score"))
    of_classes = text(accuracy(read_explained(others, CLASSES), "EMT score"))
    assert "AUC" in of_classes
    assert "from the EMT score alone" in of_classes


def test_the_odds_of_a_sample_name_its_own_class(others: Study) -> None:
    explained = read_explained(others, CLASSES)
    said = " ".join(text(part) for part in class_odds(explained, 0, most=1))
    assert f"{explained.classes[int(explained.given[0])]} (observed)" in said
    assert "(observed)" not in " ".join(text(part) for part in class_odds(explained, 4))
    assert class_odds(read_explained(others, MODEL), 0) == []


def test_the_words_of_the_waterfall(others: Study, explained: Explained) -> None:
    assert waterfall_title(explained, "LINE-001", 0.5) == "LINE-001: predicted +0.50"
    assert waterfall_title(read_explained(others, CLASSES), "LINE-001", -0.5) == "LINE-001: log-odds of bone −0.50"
    assert "components are held" in waterfall_note(read_explained(others, OWN), True, False)
    assert "Means over the range" in waterfall_note(explained, False, True)
