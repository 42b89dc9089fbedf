"""Edges without a sign among edges that have one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compute.methods.bayesian_network.method import EDGE
from compute.study import SIGNED_COEFFICIENT, EdgeTable, Study
from sign_dash.pages.explore.facts import edge_facts
from sign_dash.pages.explore.inspector import edge_inspector
from sign_dash.pages.explore.view import Drawings, View
from sign_dash.scene.legend_bar import legend_bar
from sign_dash.scene.neutral import is_neutral, may_be_neutral, neutral_edges
from sign_dash.scene.select import neighbourhood
from tests.made import made_with, remade


@pytest.fixture(scope="module")
def bayesian(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Three edges: one up, one down, one either way."""
    method = replace(made_with({}), name="bayesian-network", title="SiGN-BN", scope="study", edge=EDGE, diagnostics=[])
    columns = {"strength": [0.9, 0.8, 0.7], "direction": [1.0, 0.6, 0.7], "slope": [0.5, -0.4, 0.0]}
    arrays = {name: np.array(values, np.float32) for name, values in columns.items()}
    table = EdgeTable(np.array([0, 0, 0]), np.array([1, 2, 3]), arrays)
    folder = tmp_path_factory.mktemp("studies") / "one"
    return remade(study, folder, "One network", method, lambda writer: writer.write_edges(table))


def test_only_the_edge_that_goes_either_way_is_neutral(bayesian: Study, study: Study) -> None:
    hub = bayesian.regulators[0]
    drawn = neighbourhood(bayesian, [hub], 1)
    neutral = {drawn.genes[k]: flag for k, flag in zip(drawn.target, neutral_edges(bayesian, drawn), strict=True)}
    assert neutral == {bayesian.targets[1]: 0, bayesian.targets[2]: 0, bayesian.targets[3]: 1}
    assert is_neutral(bayesian, hub, bayesian.targets[3])
    assert not is_neutral(bayesian, hub, bayesian.targets[1])
    assert neutral_edges(study, neighbourhood(study, [study.regulators[0]], 1)) == []


def test_it_is_drawn_told_and_explained_without_a_sign(bayesian: Study, study: Study) -> None:
    hub = bayesian.regulators[0]
    assert sum(Drawings(bayesian).drawn(View((hub,), 1, 0.0))["neutral"]) == 1
    assert "neutral" not in Drawings(study).drawn(View((study.regulators[0],), 1, 0.0))
    card = str(edge_inspector(bayesian, edge_facts(bayesian, hub, bayesian.targets[3], range(1))).to_plotly_json())
    assert "directed edge in all samples" in card
    assert "activating in" not in card
    other = str(edge_inspector(bayesian, edge_facts(bayesian, hub, bayesian.targets[2], range(1))).to_plotly_json())
    assert "repressing in all samples" in other
    assert "not monotonic" in str(legend_bar(None, EDGE).to_plotly_json())
    assert "not monotonic" not in str(legend_bar(None, SIGNED_COEFFICIENT).to_plotly_json())
    assert not may_be_neutral(SIGNED_COEFFICIENT)
