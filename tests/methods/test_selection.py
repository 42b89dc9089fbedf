"""Edges read off networks at a few scores."""

from __future__ import annotations

import numpy as np

from compute.methods.base import Network, networks_result
from compute.methods.selection import edges_in_most, spread_points


def network(*edges: tuple[int, int, float]) -> Network:
    columns = np.array(edges, float).reshape(-1, 3)
    return Network(columns[:, 0].astype(np.int64), columns[:, 1].astype(np.int64), columns[:, 2].astype("f4"))


def test_an_edge_of_two_networks_is_selected_and_one_that_appears_changes() -> None:
    networks = [network((0, 1, 0.5), (0, 2, 0.4)), network((0, 1, 0.5)), network((0, 1, 0.6), (1, 3, -0.8), (0, 3, 1))]
    networks.append(network((0, 1, 0.5), (1, 3, -1.0)))
    found = edges_in_most(networks_result(networks), (0.0, 1.0, 2.0, 3.0))
    assert list(zip(found["target"], found["regulator"], strict=True)) == [(0, 1), (1, 3)]
    np.testing.assert_allclose(found["strength"], [0.525, -0.45])
    assert found["change"][0] == 0
    assert found["change"][1] < -0.5


def test_points_are_spread_over_the_samples_and_each_is_there_once() -> None:
    assert spread_points(np.array([0.0] * 9 + [1.0])) == (0.0,) or len(spread_points(np.array([0.0] * 9 + [1.0]))) == 2
    assert len(spread_points(np.linspace(0, 1, 100))) == 5
