"""Cards, core and words as pure functions of a model."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from compute.study import Study
from sign_dash.pages.components.cards import component_cards, loading_bars
from sign_dash.pages.components.choice import chosen_now
from sign_dash.pages.components.core import core_table
from sign_dash.pages.components.explained import Explained, read_explained
from sign_dash.pages.components.spark import shares, spark
from sign_dash.pages.components.words import column_name, facts, percent, target_name, what_is_drawn
from sign_dash.shell.cohort import ScoreWords
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN, UNSTABLE
from tests.sign_dash.pages.components.reading import text

WORDS = ScoreWords("EMT score", "epithelial", "mesenchymal")
FACTORS = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1")


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
    chosen = chosen_now(explained, "regulator", "1-2")
    cards = component_cards(explained, chosen, np.linspace(0, 1, len(explained.given)), WORDS)
    captions = [card.children[1].children[1].children[0].children for card in cards]
    assert captions == ["core value, target component 2", "core value, target component 1"]
    pressed = [card.children[0].children[0].children.to_plotly_json()["props"]["aria-pressed"] for card in cards]
    assert pressed == ["true", "false"]


def test_an_unstable_component_is_marked_in_words_and_by_its_look(others: Study) -> None:
    explained = read_explained(others, UNSTABLE)
    chosen = chosen_now(explained, "regulator", None)
    cards = component_cards(explained, chosen, others.modulator, WORDS)
    assert [text(card).count("unstable") for card in cards] == [0, 1]
    assert "stability" in text(cards[0])
    assert ["unstable" in card.className for card in cards] == [False, True]
    without = component_cards(read_explained(others, MODEL), chosen, others.modulator, WORDS)
    assert "stab" not in " ".join(text(card) for card in without)


def test_the_core_has_a_cell_for_every_pair(explained: Explained) -> None:
    body = core_table(explained).children[1].children
    cells = [cell.children.id for row in body for cell in row.children[1:]]
    assert [(cell["row"], cell["column"]) for cell in cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_words_tell_what_is_predicted_and_whether_the_fit_ended(explained: Explained) -> None:
    assert target_name(explained, "ks", "EMT score") == "EMT score"
    assert target_name(explained, "eem", "EMT score") == "ks"
    assert "had not" not in facts(explained, "EMT score", "EMT score")
    stored = replace(explained.stored, info={**explained.info, "converged": False})
    assert "stopped before converging" in facts(replace(explained, stored=stored), "EMT score", "EMT score")


def test_words_of_other_kinds_of_models(others: Study) -> None:
    classes, own = read_explained(others, CLASSES), read_explained(others, OWN)
    assert "circular: the networks were estimated along this score" in facts(own, "EMT score", "EMT score")
    assert "circular" not in facts(classes, "tissue", "EMT score")
    assert "predict 3 classes of tissue (linear): cross-validated AUC 0.70" in facts(classes, "tissue", "EMT score")
    assert "separate components for each sample" in facts(own, "EMT score", "EMT score")
    heads = core_table(own).children[0].children.children[1:]
    assert [head.children for head in heads] == ["1→", "1⊣", "2→", "2⊣"]
    assert column_name(own, 3) == "target component 2, repressing edges"


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


def test_the_cards_percentages_are_of_all_edge_weight_and_add_up_to_the_pages(explained: Explained) -> None:
    whole = explained.info["retained_energy"]
    assert f"capture {percent(whole)} of" in facts(explained, "EMT score", "EMT score")
    for side in ("regulator", "target"):
        assert sum(explained.captured(side)) == pytest.approx(whole)
        cards = component_cards(explained, chosen_now(explained, side, "1-1"), np.arange(48.0), WORDS)
        for card, share in zip(cards, explained.captured(side), strict=True):
            assert f"{percent(share)}  captured" in text(card)
    assert [percent(value) for value in (0.236, 0.0996, 0.094, 0.004)] == ["24%", "10%", "9.4%", "0.4%"]
