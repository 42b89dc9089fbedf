"""What a click chooses, and what the choice is about."""

from __future__ import annotations

from compute.study import Study
from sign_dash.pages.components.choice import chosen_genes, chosen_now, pick_of, reading_of, region_of
from sign_dash.pages.components.explained import Explained, read_explained
from tests.sign_dash.pages.components.othermodels import CLASSES, OWN


def test_a_click_chooses_a_component_or_a_pair(explained: Explained) -> None:
    start = chosen_now(explained, "regulator", None)
    assert (start["component"], start["row"], start["column"]) == (0, 0, 0)
    cell = chosen_now(explained, "target", pick_of({"type": "core-cell", "row": 0, "column": 1}))
    assert (cell["component"], cell["row"], cell["column"]) == (1, 0, 1)
    card = chosen_now(explained, "regulator", pick_of({"type": "component-card", "index": 1}))
    assert (card["component"], card["row"]) == (1, 1)


def test_a_pick_of_another_model_or_address_is_the_first_component(explained: Explained) -> None:
    first = chosen_now(explained, "regulator", None)
    for picked in ("9", "1-9", "0", "x", "1-", "-1"):
        assert chosen_now(explained, "regulator", picked) == first or picked in ("1-", "-1")
    assert chosen_now(explained, "regulator", "9")["component"] == 0


def test_the_choice_says_how_the_model_is_read(others: Study) -> None:
    turned = read_explained(others, "trip", "varimax")
    assert chosen_now(turned, "regulator", None).items() >= reading_of(turned).items()
    assert reading_of(turned)["rotation"] == "varimax"
    assert reading_of(read_explained(others, CLASSES))["of_class"] == "bone"
    assert reading_of(read_explained(others, OWN, "varimax", sample=3)) == {
        **reading_of(read_explained(others, OWN)),
        "sample": 3,
    }


def test_a_column_of_a_channel_belongs_to_its_component(others: Study) -> None:
    own = read_explained(others, OWN)
    assert chosen_now(own, "target", "1-4")["component"] == 1
    assert chosen_now(own, "target", "2")["column"] in (2, 3)


def test_a_region_takes_the_components_place(explained: Explained) -> None:
    chosen = chosen_now(explained, "regulator", "2")
    assert chosen_genes(explained, chosen, [], "2") == ["GRHL2", "OVOL2"]
    assert chosen_genes(explained, chosen, ["ZEB1"], "2") == ["ZEB1"]


def test_a_lasso_gives_the_genes_it_holds() -> None:
    assert region_of({"points": [{"customdata": "ZEB2"}, {"customdata": "ZEB1"}, {"customdata": "ZEB1"}]}) == [
        "ZEB1",
        "ZEB2",
    ]
    assert region_of(None) == []
