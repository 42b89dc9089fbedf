"""Figures, cards and words as pure functions of a model."""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from sign_dash.components.cards import component_cards, loading_bars
from sign_dash.components.choice import Chosen, chosen_now, genes_at_hand, region_of
from sign_dash.components.core import core_table
from sign_dash.components.explained import Explained
from sign_dash.components.figures import component_plane, predicted_against_given
from sign_dash.components.spark import shares, spark
from sign_dash.components.words import facts, target_name, what_is_drawn

FACTORS = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1")


def test_every_gene_lies_once_in_the_plane_at_its_loadings(explained: Explained) -> None:
    figure = component_plane(explained, "regulator", 0, 1, ["GRHL2"], FACTORS)
    points = {
        gene: (x, y) for trace in figure.data for gene, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }
    assert sum(len(trace.x) for trace in figure.data) == len(explained.genes["regulator"])
    for gene, place in points.items():
        row = explained.genes["regulator"].index(gene)
        np.testing.assert_array_equal(place, explained.loadings["regulator"][row])


def test_the_emt_factors_are_marked_and_named(explained: Explained) -> None:
    figure = component_plane(explained, "regulator", 0, 1, [], FACTORS)
    assert set(figure.data[2].customdata) == set(FACTORS)
    assert figure.data[2].marker.symbol == "diamond"
    bold = {a.text for a in figure.layout.annotations if a.text.startswith("<b>")}
    assert bold == {f"<b>{factor}</b>" for factor in FACTORS}


def test_a_click_chooses_a_component_or_a_pair(explained: Explained) -> None:
    start = chosen_now(explained, "regulator", None, None)
    assert (start["component"], start["partner"]) == (0, 0)
    cell = chosen_now(explained, "target", {"type": "core-cell", "row": 0, "column": 1}, None)
    assert (cell["component"], cell["partner"]) == (1, 0)
    card = chosen_now(explained, "regulator", {"type": "component-card", "index": 1}, start)
    assert card["component"] == 1


def test_the_choice_stays_until_side_or_model_change(explained: Explained) -> None:
    before: Chosen = {"model": "trip", "side": "regulator", "component": 1, "partner": 1}
    assert chosen_now(explained, "regulator", None, before) == before
    assert chosen_now(explained, "target", None, before)["component"] == 0
    assert chosen_now(explained, "regulator", None, {**before, "model": "older"})["component"] == 0


def test_a_region_takes_the_components_place(explained: Explained) -> None:
    chosen: Chosen = {"model": "trip", "side": "regulator", "component": 1, "partner": 0}
    assert genes_at_hand(explained, chosen, [], "2") == ["GRHL2", "OVOL2"]
    assert genes_at_hand(explained, chosen, ["ZEB1"], "2") == ["ZEB1"]


def test_a_lasso_gives_the_genes_it_holds() -> None:
    assert region_of({"points": [{"customdata": "ZEB2"}, {"customdata": "ZEB1"}, {"customdata": "ZEB1"}]}) == [
        "ZEB1",
        "ZEB2",
    ]
    assert region_of(None) == []


def test_predictions_are_drawn_against_the_given_values(explained: Explained) -> None:
    samples = [f"S{i}" for i in range(len(explained.given))]
    line, fitted, held_out = predicted_against_given(explained, samples, "EMT score").data
    np.testing.assert_array_equal(fitted.y, explained.predicted)
    np.testing.assert_array_equal(held_out.y, explained.held_out)
    np.testing.assert_array_equal(held_out.x, explained.given)
    assert list(held_out.customdata) == samples
    assert tuple(line.x) == tuple(line.y)


def test_a_spark_has_one_dot_per_sample_inside_its_frame() -> None:
    values, score = np.array([-1.0, 0.0, 3.0, 2.0]), np.array([-2.0, 0.0, 0.5, 4.0])
    curve = spark(values, score)
    root = ET.fromstring(unquote(curve.source.removeprefix("data:image/svg+xml,")))
    dots = " ".join(path.attrib["d"] for path in root.iter("{http://www.w3.org/2000/svg}path"))
    places = np.array([dot.split() for dot in dots.replace("h0", "").split("M") if dot], dtype=float)
    assert sorted(places[:, 0]) == pytest.approx(1000 * shares(score), abs=1)
    assert places[places[:, 0].argsort(), 1] == pytest.approx(
        1000 * (curve.high - values) / (curve.high - curve.low), abs=1
    )
    assert curve.zero == pytest.approx(curve.high / (curve.high - curve.low))


def test_a_constant_curve_still_has_a_frame() -> None:
    curve = spark(np.full(5, 2.0), np.arange(5.0))
    assert curve.low < 2.0 < curve.high
    assert curve.zero is None


def test_bars_start_from_zero_and_have_the_length_of_the_loading() -> None:
    def track(gene: int) -> dict[str, object]:
        return bars.children[gene].children[1].children.style  # type: ignore[no-any-return]

    bars = loading_bars([("A", 0.6), ("B", -0.4), ("C", 0.2)])
    assert (track(0)["left"], track(0)["width"]) == ("40.00%", "60.00%")
    assert (track(1)["left"], track(1)["width"]) == ("0.00%", "40.00%")
    assert track(2)["left"] == "40.00%"


def test_the_chosen_card_shows_the_chosen_pair_and_the_others_their_partner(explained: Explained) -> None:
    chosen: Chosen = {"model": "trip", "side": "regulator", "component": 0, "partner": 1}
    cards = component_cards(explained, chosen, np.linspace(0, 1, len(explained.given)), "EMT score")
    captions = [card.children[1].children[1].children[0].children for card in cards]
    assert captions == ["core value, target component 2", "core value, target component 1"]
    pressed = [card.children[0].children[0].children.to_plotly_json()["props"]["aria-pressed"] for card in cards]
    assert pressed == ["true", "false"]


def test_the_core_has_a_cell_for_every_pair(explained: Explained) -> None:
    body = core_table(explained).children[1].children
    cells = [cell.children.id for row in body for cell in row.children[1:]]
    assert [(cell["row"], cell["column"]) for cell in cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_words_tell_what_is_predicted_and_whether_the_fit_ended(explained: Explained) -> None:
    assert target_name(explained, "ks", "EMT score") == "EMT score"
    assert target_name(explained, "eem", "EMT score") == "ks"
    assert "had not" not in facts(explained, "EMT score")
    unfinished = Explained(**{**vars(explained), "info": {**explained.info, "converged": False}})
    assert "stopped before it had converged" in facts(unfinished, "EMT score")


@pytest.mark.parametrize(
    ("region", "factors", "sentence"),
    [
        ([], FACTORS, "Target component 2 around the EMT factors"),
        (["CDH1"], FACTORS, "Region of 1 target around the EMT factors"),
        (["CDH1", "VIM"], ("MYC",), "Region of 2 targets around the strongest hubs"),
    ],
)
def test_the_subject_of_the_subnetwork(region: list[str], factors: tuple[str, ...], sentence: str) -> None:
    parts = what_is_drawn("target", 1, region, factors)
    assert "".join(part if isinstance(part, str) else part.children for part in parts) == sentence
