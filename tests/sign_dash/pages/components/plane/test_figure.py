"""The plane of two components as a pure function of a model."""

from __future__ import annotations

import numpy as np

from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.plane.figure import component_plane

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
