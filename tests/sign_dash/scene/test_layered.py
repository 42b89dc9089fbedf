"""The layered layout: regulators above what they regulate, no two labels on one spot, the same picture every time."""

from __future__ import annotations

import numpy as np

from compute.study import Study
from sign_dash.scene.layered import layered_layout
from sign_dash.scene.select import neighbourhood


def test_regulators_stand_above_the_targets(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "GRHL2"), 2)
    y = layered_layout(subnetwork)[:, 1]
    regulates = np.bincount(subnetwork.source, minlength=y.size) > 0
    regulated = np.bincount(subnetwork.target, minlength=y.size) > 0
    top, middle, foot = regulates & ~regulated, regulates & regulated, ~regulates & regulated
    assert top.any()
    assert foot.any()
    assert y[top].max() < y[middle].min()
    assert y[middle].max() < y[foot].min()


def test_no_two_genes_share_a_place_and_the_picture_repeats(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "ZEB2", "SNAI1"), 2)
    positions = layered_layout(subnetwork)
    apart = np.hypot(*(positions[:, None] - positions[None]).transpose(2, 0, 1))
    assert apart[np.triu_indices(len(positions), 1)].min() > 15
    np.testing.assert_array_equal(positions, layered_layout(subnetwork))


def test_ordering_by_neighbours_shortens_the_edges(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "GRHL2", "SNAI1", "OVOL2"), 2)
    positions = layered_layout(subnetwork)

    def run(x: np.ndarray) -> float:
        return float(np.abs(x[subnetwork.source] - x[subnetwork.target]).mean())

    rng = np.random.default_rng(0)
    shuffled = positions[:, 0].copy()
    for y in np.unique(positions[:, 1]):
        line = np.flatnonzero(positions[:, 1] == y)
        shuffled[line] = rng.permutation(shuffled[line])
    assert run(positions[:, 0]) < run(shuffled)


def test_nothing_drawn_has_no_places(study: Study) -> None:
    assert layered_layout(neighbourhood(study, (), 1)).shape == (0, 2)
