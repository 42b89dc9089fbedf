"""Strength, direction and curves over bootstraps, as counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from compute.methods.bayesian_network.basis import Basis, spline_basis
from compute.methods.bayesian_network.edges import combined, heights, networks_kept, slopes
from compute.methods.bayesian_network.network import Network
from tests.methods.bayesian_network.conftest import Floats

M = 8


def network(*edges: tuple[int, int], height: float = 0.0) -> Network:
    regulator, target = np.array(edges, np.int64).T
    return Network(regulator, target, np.full((len(edges), M), height), 0.0)


def test_strength_counts_both_directions_and_direction_those_that_lead() -> None:
    kept = [
        networks_kept([network((0, 1), (2, 1), height=1.0), network((1, 0), (2, 1), height=9.0)]),
        networks_kept([network((0, 1), height=3.0), network((2, 1))]),
    ]
    found = combined(kept, np.arange(3), M, 0.0)
    rows = {(int(u), int(v)): i for i, (u, v) in enumerate(zip(found.regulator, found.target, strict=True))}
    assert set(rows) == {(0, 1), (2, 1)}
    one, other = rows[0, 1], rows[2, 1]
    assert found.strength[[one, other]].tolist() == [0.75, 0.75]
    assert found.direction[[one, other]].tolist() == pytest.approx([2 / 3, 1])
    assert found.curve[one].tolist() == [2.0] * M  # of 0 → 1 alone, not of 1 → 0
    assert found.spread[one].tolist() == [1.0] * M
    assert combined(kept, np.arange(3), M, 0.8).target.size == 0


def test_where_both_directions_are_as_frequent_the_first_by_name_leads() -> None:
    kept = [networks_kept([network((0, 1)), network((1, 0))])]
    for place, leading in ((np.array([0, 1]), 0), (np.array([1, 0]), 1)):
        found = combined(kept, place, M, 0.0)
        assert found.regulator.tolist() == [leading]
        assert found.direction.tolist() == [0.5]
        assert found.strength.tolist() == [1.0]


def test_no_edges_make_an_empty_table() -> None:
    empty = Network(np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, M)), 0.0)
    assert combined([networks_kept([empty])], np.arange(4), M, 0.0).strength.size == 0


def curve_of(values: Floats, basis: Basis) -> Floats:
    """(1, M) coefficients of the least-squares curve through ``values`` at the parent's own."""
    dense = np.zeros((values.size, basis.functions))
    for i in range(values.size):
        dense[i, basis.first[0, i] : basis.first[0, i] + 4] = basis.value[0, i]
    return np.linalg.lstsq(dense, values, rcond=None)[0][None]


def test_a_slope_is_that_of_the_line_and_nothing_where_a_curve_turns(rng: np.random.Generator) -> None:
    parents = np.sort(rng.normal(size=(200, 1)), axis=0)
    basis = spline_basis(parents, M)
    none = np.zeros(1, np.int64)
    for slope in (0.7, -1.3):
        curve = curve_of(slope * parents[:, 0] + 5, basis)
        assert slopes(curve, none, parents, basis)[0] == pytest.approx(slope)
        assert heights(curve, parents.T, none, basis)[0] == pytest.approx(slope * parents[:, 0] + 5)
    assert slopes(curve_of(parents[:, 0] ** 2, basis), none, parents, basis)[0] == 0
    assert slopes(curve_of(np.tanh(parents[:, 0]), basis), none, parents, basis)[0] > 0.3
    levels_off = curve_of(np.tanh(3 * parents[:, 0] + 2) - 0.1 * parents[:, 0], basis)
    assert slopes(levels_off, none, parents, basis)[0] > 0.1
