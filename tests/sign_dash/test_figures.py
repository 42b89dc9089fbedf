"""The charts of a study for notebooks: the numbers of the study, and a title that says what they are of."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from compute import Study
from compute.errors import UserError
from sign_dash import figures
from tests.sign_dash.planted import Planted


@pytest.fixture
def opened(planted: Planted) -> Study:
    return Study.open(planted.path)


def test_an_edge_and_a_gene_along_the_score(opened: Study) -> None:
    row = opened.network(opened.samples[0]).iloc[0]
    figure = figures.edge(opened, row["regulator"], row["target"])
    np.testing.assert_array_equal(figure.data[0].y, opened.edge(row["regulator"], row["target"]))
    assert "simulated" in figure.layout.title.text
    levels = figures.expression(opened, row["target"]).data[0].y
    np.testing.assert_array_equal(levels, opened.expression([row["target"]])[row["target"]])


def test_the_regulators_of_a_target_stand_in_their_order(opened: Study) -> None:
    target = opened.target_names[0]
    figure = figures.regulators(opened, target, most=3)
    ranking = opened.regulators(target).head(3)
    assert list(figure.data[0].y) == list(ranking["regulator"])
    np.testing.assert_array_equal(figure.data[0].z[0], opened.edge(ranking["regulator"].iloc[0], target))
    with pytest.raises(UserError, match="most must be"):
        figures.regulators(opened, target, most=0)


def test_a_network_shows_its_strongest_edges(opened: Study) -> None:
    figure = figures.network(opened, opened.samples[3], most=5)
    assert isinstance(figure, go.Figure)
    shown = opened.network(opened.samples[3]).head(5)
    assert set(figure.data[-1].text) == set(shown["regulator"]) | set(shown["target"])
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert sum(len(trace.x) for trace in lines) == 3 * 5
    signs = np.sign(shown["coefficient"])
    assert {trace.name for trace in lines} == {{1: "activating", -1: "repressing"}[sign] for sign in signs}
