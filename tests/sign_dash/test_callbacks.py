"""The callbacks of all pages as a graph.

Dash holds a callback back while another that leads to one of its inputs is waiting or running. Where several lead to
each other it lets one of them go first, but not while an answer is on its way that a newer question has made void: then
nothing starts any more, and the page stands still for good. So no callbacks may lead to each other. Where a table
follows what it also sets, the browser sets the one of the two by ``set_props``, which is no output.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from compute.study import Study
from sign_dash.build import build_app


def _outputs(callback: dict[str, Any]) -> set[str]:
    output: str = callback["output"]
    several = output.removeprefix("..").removesuffix("..").split("...") if output.startswith("..") else [output]
    return {one.partition("@")[0] for one in several}  # what follows @ tells callbacks with the same output apart


def _graph(callbacks: list[dict[str, Any]]) -> nx.DiGraph[int]:
    """Callbacks by their number; an edge where one's output is another's input. An input that is the callback's own
    output as well does not count: Dash allows for that."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    outputs = [_outputs(callback) for callback in callbacks]
    for later, callback in enumerate(callbacks):
        inputs = {f"{given['id']}.{given['property']}" for given in callback["inputs"]} - outputs[later]
        graph.add_edges_from((earlier, later) for earlier, found in enumerate(outputs) if found & inputs)
    return graph


@pytest.mark.parametrize("kind", ["study", "time_study"])
def test_no_callbacks_lead_to_each_other(kind: str, request: pytest.FixtureRequest) -> None:
    study: Study = request.getfixturevalue(kind)
    client = build_app(study).server.test_client()
    callbacks = client.get("/_dash-dependencies").get_json()
    graph = _graph(callbacks)
    assert graph.number_of_edges() > 100  # the graph is read at all
    circles = [sorted(callbacks[one]["output"] for one in circle) for circle in nx.simple_cycles(graph)]
    assert circles == []
