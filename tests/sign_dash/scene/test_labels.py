"""Names never touch each other, and cover a node only in focus and in a crowd; names in focus come first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sign_dash.scene.labels import Lettered, crossings, overlaps, place_labels
from sign_dash.scene.paper.lettering import text_width, wrap

coordinates = st.floats(0, 300)
nodes = st.lists(
    st.builds(
        Lettered,
        text=st.text("ABCXYZ019", min_size=1, max_size=8),
        x=coordinates,
        y=coordinates,
        diameter=st.floats(8, 34),
        font_size=st.just(11.0),
        focus=st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(nodes)
def test_no_name_touches_another_name_and_none_out_of_focus_covers_a_node(crowd: list[Lettered]) -> None:
    placed = list(zip(crowd, place_labels(crowd), strict=True))
    spots = [spot for _, spot in placed if spot is not None]
    squares = np.array(
        [(n.x - n.diameter / 2, n.y - n.diameter / 2, n.x + n.diameter / 2, n.y + n.diameter / 2) for n in crowd]
    ).reshape(-1, 4)
    for index, spot in enumerate(spots):
        box = np.array(spot.box)
        others = np.array([other.box for other in spots[index + 1 :]]).reshape(-1, 4)
        assert not overlaps(box, others).any()
    for node, found in placed:
        assert node.focus or found is None or not overlaps(np.array(found.box), squares).any()


def test_in_a_crowd_the_gene_in_focus_is_named_all_the_same() -> None:
    crowd = [Lettered("", x, y, 20, 11) for x in range(-100, 101, 20) for y in range(-100, 101, 20) if (x, y) != (0, 0)]
    (*_, spot) = place_labels([*crowd, Lettered("FOCUS", 0, 0, 20, 13, focus=True)])
    assert spot is not None


def test_where_there_is_room_for_one_name_the_gene_in_focus_gets_it() -> None:
    crowd = [Lettered("PLAIN", x, y, 20, 11) for x in (-24, 0, 24) for y in (-24, 0, 24) if (x, y) != (0, 0)]
    centre = Lettered("FOCUS", 0, 0, 20, 13, focus=True)
    unfocused = Lettered("FOCUS", 0, 0, 20, 13)
    assert place_labels([*crowd, centre])[-1] is not None
    assert place_labels([*crowd, unfocused])[-1] is None


def test_among_free_spots_the_one_that_covers_fewest_edges_is_taken() -> None:
    alone = Lettered("GENE", 0, 0, 10, 11)
    (below,) = place_labels([alone])
    assert below is not None
    assert below.y > 0
    (elsewhere,) = place_labels([alone], np.array([[0.0, 5.0, 0.0, 80.0]]))
    assert elsewhere is not None
    assert crossings(np.array(elsewhere.box), np.array([[0.0, 5.0, 0.0, 80.0]])) == 0


@pytest.mark.parametrize(
    ("segment", "hits"),
    [
        ((-5, 5, 15, 5), 1),  # right through
        ((2, 2, 3, 3), 1),  # wholly inside
        ((-5, -5, 2, 2), 1),  # ends inside
        ((-5, 12, 15, 12), 0),  # passes above
        ((-9, 5, -1, 5), 0),  # stops before
        ((0, 30, 30, 0), 0),  # cuts the corner outside
    ],
)
def test_crossings_of_a_box(segment: tuple[float, ...], hits: int) -> None:
    assert crossings(np.array([0.0, 0.0, 10.0, 10.0]), np.array([segment], dtype=float)) == hits


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "Regulators are round and targets are square; unbreakablyverylongwordthatfitsnowhere ends it."
    lines = wrap(text, 11, 120)
    assert " ".join(lines) == text
    assert all(text_width(line, 11) <= 120 or " " not in line for line in lines)


def test_a_tie_is_never_broken() -> None:
    lines = wrap("strength ≥\u00a00.15 and ≥\u00a00.2", 11, 60)
    assert not [line for line in lines if line.endswith("≥")]
    assert " ".join(lines) == "strength ≥\u00a00.15 and ≥\u00a00.2"


@pytest.mark.parametrize("side", [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)])
def test_a_name_stays_where_it_is_on_screen_even_over_edges(side: tuple[int, int]) -> None:
    gene = Lettered("GENE", 0, 0, 20, 11, side=side)
    across = np.array([[-50.0, y, 50.0, y] for y in (-18, 0, 18)])
    (spot,) = place_labels([gene], lines=across)
    assert spot is not None
    assert (np.sign(spot.x), np.sign(spot.y)) == side


def test_a_name_leaves_the_side_it_has_on_screen_where_another_gene_lies_there() -> None:
    gene, beneath = Lettered("GENE", 0, 0, 20, 11, side=(0, 1)), Lettered("", 0, 24, 20, 11)
    (spot, _) = place_labels([gene, beneath])
    assert spot is not None
    assert spot.y <= 0


def test_a_name_that_is_on_screen_comes_before_one_that_is_not() -> None:
    """Between two genes side by side there is room for one name."""
    walls = np.array([(-100, -40, 100, -8), (-100, 8, 100, 40), (-100, -8, -6, 8), (66, -8, 100, 8)], float)
    left, right = Lettered("GENE", 0, 0, 10, 11), Lettered("GENE", 60, 0, 10, 11)
    assert [spot is not None for spot in place_labels([left, right], obstacles=walls)] == [True, False]
    right = Lettered("GENE", 60, 0, 10, 11, side=(-1, 0))
    assert [spot is not None for spot in place_labels([left, right], obstacles=walls)] == [False, True]
