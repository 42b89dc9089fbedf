"""Shares count the parts that select an edge with one sign."""

from __future__ import annotations

import numpy as np

from compute.confidence import Selection, shares_of


def selection(*edges: tuple[int, float, float]) -> Selection:
    columns = np.array(edges, float).reshape(-1, 3)
    return Selection(columns[:, 0].astype(np.int64), columns[:, 1].astype("f4"), columns[:, 2].astype("f4"))


def test_an_edge_counts_with_the_sign_most_parts_give_it() -> None:
    parts = [selection((7, 2, 0), (3, 1, 1)), selection((7, -4, 0), (3, 3, -1)), selection((7, -2, -1)), selection()]
    level, change = shares_of(parts)
    assert level.edge.tolist() == [3, 7]
    assert level.share.tolist() == [0.5, 0.5]
    assert level.sign.tolist() == [1, -1]
    assert level.margin.tolist() == [1.0, 1.5]
    assert change.edge.tolist() == [3, 7]
    assert change.share.tolist() == [0.25, 0.25]


def test_found_means_half_of_the_parts_and_the_same_sign() -> None:
    level, _ = shares_of([selection((1, 1, 0), (2, -1, 0)), selection((1, 1, 0)), selection((2, -1, 0))])
    edges = np.array([0, 1, 2, 2])
    assert level.finds(edges, np.array([1, 1, 1, -1], np.int8)).tolist() == [False, True, False, True]


def test_nothing_is_ever_selected() -> None:
    level, change = shares_of([selection(), selection()])
    assert level.edge.size == change.edge.size == 0
    assert not level.finds(np.array([4]), np.array([1], np.int8)).any()
