"""The page, its choosers and the card of what is selected, as component trees."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from compute.analyse import CATEGORIES, network_difference, read_side
from compute.study import Study
from sign_dash.pages.compare import names
from sign_dash.pages.compare.chooser import kinds
from sign_dash.pages.compare.figures import SHADE, compared_curve
from sign_dash.pages.compare.layout import layout
from sign_dash.pages.compare.legend import difference_legend
from sign_dash.pages.compare.selected import selected
from sign_dash.pages.compare.words import category_meanings, category_names, side_title
from sign_dash.shell.filters import group_options
from tests.sign_dash.pages.components.test_layout import by_id, text


def test_the_page_opens_with_the_ends_of_the_score(study: Study) -> None:
    page = layout(study)
    assert by_id(page, names.side("a")).data == "low:10"
    assert by_id(page, names.side("b")).data == "high:10"
    assert "ZEB1" in by_id(page, names.FOCUS).value


def test_building_the_page_reads_no_network(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for read in ("network", "edge", "target_coefficients", "regulator_coefficients", "blocks"):
        monkeypatch.setattr(type(study), read, lambda *_: pytest.fail("a network was read"), raising=False)
    layout(study)


def test_every_kind_of_change_has_a_chip_and_stands_in_the_legend(study: Study) -> None:
    words = category_names()
    assert by_id(layout(study), names.SHOWN).value == [*CATEGORIES, "steady"]
    legend = text(difference_legend())
    for category in CATEGORIES:
        assert words[category] in legend
    assert "activating" in legend
    assert "associations, not proven causes" in legend
    assert set(category_meanings()) == set(words)


def test_groups_are_offered_with_their_sizes(study: Study) -> None:
    options = {item["value"]: item["label"] for group in group_options(study) for item in group["items"]}
    size = int((study.annotation["tissue"] == "lung").sum())
    assert options["tissue=lung"] == f"lung ({size})"
    assert read_side(study, "group:tissue=lung").samples.size == size
    assert "group" in [way["value"] for way in kinds(study)]


@pytest.mark.parametrize(
    ("side", "title"),
    [
        ("low:10", "epithelial end, 10 %"),
        ("high:5", "mesenchymal end, 5 %"),
        ("ranks:2-9", "ranks 2 to 9"),
        ("scores:-1..0.5", "EMT score −1 to 0.5"),
        ("group:tissue=lung", "tissue = lung"),
        (
            "low:50;within:tissue=lung;without:batch=b1",
            "epithelial end, 50 %, within tissue = lung, without batch = b1",
        ),
    ],
)
def test_sides_are_said_in_words(study: Study, side: str, title: str) -> None:
    assert side_title(read_side(study, side)) == title


def card(study: Study, picked: dict[str, str] | None, a: str = "low:10", b: str = "high:10") -> str:
    difference = network_difference(read_side(study, a), read_side(study, b))
    return text(selected(difference, picked, 0.02, 0.01))


def test_an_edge_is_told_with_both_means_and_what_became_of_it(study: Study) -> None:
    said = card(study, {"regulator": "GRHL2", "target": "CDH1"})
    assert "GRHL2 → CDH1" in said
    assert "lost" in said
    assert "in 9 of 9 samples" in said
    assert "in 0 of 9 samples" in said
    assert "times the SD within the sides" in said


def test_single_samples_have_no_spread_to_set_a_difference_beside(study: Study) -> None:
    first, last = (f"sample:{study.samples[i]}" for i in (0, -1))
    said = card(study, {"regulator": "ZEB1", "target": "CDH1"}, first, last)
    assert "no standard deviation within the sides" in said
    assert "±" not in said


def test_a_gene_is_told_in_its_roles(study: Study) -> None:
    said = card(study, {"gene": "ZEB1"})
    assert "As a regulator, rank" in said
    assert "Compare around it" in said
    assert "Largest changes, B − A" in said
    a, b = (study.expression("ZEB1")[read_side(study, side).samples].mean() for side in ("low:10", "high:10"))
    assert f"mean {a:.2f} in A, {b:.2f} in B" in said
    assert "GeneCards" in said
    assert "No edge of this strength" in text(
        selected(network_difference(read_side(study, "low:10"), read_side(study, "high:10")), {"gene": "ZEB1"}, 9, 9)
    )


def test_nothing_selected_says_how_to(study: Study) -> None:
    assert "Select an edge or a gene" in card(study, None)


def shapes(figure: go.Figure) -> list[Any]:
    return [shape for shape in figure.layout.shapes if shape.type == "rect"]


def test_neighbouring_samples_are_shaded_and_scattered_ones_marked(study: Study) -> None:
    coefficients = study.edge("ZEB1", "CDH1")
    a, b = read_side(study, "low:10"), read_side(study, "group:tissue=lung")
    figure = compared_curve(study, coefficients, [("A", a), ("B", b)])
    (band,) = shapes(figure)
    assert band.fillcolor == SHADE
    assert band.x0 <= study.modulator[0] < study.modulator[8] <= band.x1 < study.modulator[9] + 1
    marks = next(trace for trace in figure.data if trace.yaxis == "y2")
    assert list(marks.x) == study.modulator[b.samples].tolist()
    letters = {note.text for note in figure.layout.annotations}
    assert letters == {"<b>A</b>", "<b>B</b>"}
    assert len(figure.data[0].x) == len(study.samples)
