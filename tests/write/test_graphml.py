"""GraphML as igraph and Gephi read it: a weighted graph with labels, without genes that have no edge."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import igraph
import numpy as np
import pytest

from compute.study import open_study
from compute.write import network_cx2, network_graph, network_graphml, sample_network
from compute.write.sample import SampleNetwork
from tests.sign_dash.planted import Planted


@pytest.fixture
def network(planted: Planted) -> SampleNetwork:
    study = open_study(planted.path)
    return sample_network(study, study.samples[1])


def test_igraph_reads_weights_signs_and_names(network: SampleNetwork, tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    path.write_text(network_graphml(network), encoding="utf-8")
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_weighted()
    assert graph.is_directed()
    assert graph.vs["name"] == graph.vs["label"]
    found = {(graph.vs[e.source]["name"], graph.vs[e.target]["name"]): e["weight"] * e["sign"] for e in graph.es}
    wanted = zip(zip(network.regulators, network.targets, strict=True), network.coefficients.tolist(), strict=True)
    assert found == dict(wanted)
    assert min(graph.es["weight"]) > 0


def test_a_gene_without_an_edge_is_no_node(network: SampleNetwork) -> None:
    drawn = replace(network, without_edges={"ALONE": "target"}, expression={**network.expression, "ALONE": 1.0})
    assert "ALONE" not in network_graph(drawn)
    assert re.search("ALONE", network_cx2(drawn)) is None


def test_what_has_no_sign_has_no_sign(network: SampleNetwork) -> None:
    unsigned = replace(network, edge=replace(network.edge, sign=""), coefficients=np.abs(network.coefficients))
    data = [values for *_, values in network_graph(unsigned).edges(data=True)]
    assert all("sign" not in values and values["weight"] > 0 for values in data)
