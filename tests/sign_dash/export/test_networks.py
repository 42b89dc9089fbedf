"""The network on screen in other programs: the same genes, edges, positions and looks, read back by their readers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import networkx as nx
import numpy as np
import pytest
from ndex2.cx2 import CX2Network, RawCX2NetworkFactory

from compute import Study, UserError
from sign_dash.export.networks import FORMATS, network_file
from sign_dash.export.snapshot import Snapshot, read_snapshot
from sign_dash.network import look
from tests.sign_dash.export.reported import canvas, edge


@pytest.fixture
def snapshot() -> Snapshot:
    return read_snapshot(canvas())


def cx2(text: str) -> CX2Network:
    return RawCX2NetworkFactory().get_cx2network(json.loads(text))


def test_cx2_opens_with_positions_and_looks_of_the_screen(modelled: Study, snapshot: Snapshot) -> None:
    found = cx2(network_file(modelled, snapshot, "cx2"))
    nodes = {node["v"]["name"]: node for node in found.get_nodes().values()}
    assert {name: (node["x"], node["y"]) for name, node in nodes.items()} == {
        "ZEB1": (0.0, 0.0), "CDH1": (120.5, -40.0), "VIM": (-60.0, 90.0),
    }  # fmt: skip
    assert nodes["ZEB1"]["v"]["size"] == 30
    assert nodes["CDH1"]["v"]["colour"] == "#aabbcc"
    assert [nodes[name]["v"]["label"] for name in ("ZEB1", "CDH1", "VIM")] == ["ZEB1", "CDH1", ""]
    (drawn,) = found.get_edges().values()
    assert drawn["v"]["width"] == 4.25
    assert drawn["v"]["colour"] == "#D55E00"
    assert drawn["v"]["coefficient"] == np.float32(-0.31)
    style = found.get_visual_properties()
    for prop, attribute in (("NODE_BACKGROUND_COLOR", "colour"), ("NODE_WIDTH", "size"), ("NODE_LABEL", "label")):
        assert style["nodeMapping"][prop] == {
            "type": "PASSTHROUGH",
            "definition": {"attribute": attribute, "type": "double" if attribute == "size" else "string"},
        }
    pale = found.get_node_bypasses()
    vim = next(number for number, node in found.get_nodes().items() if node["v"]["name"] == "VIM")
    assert pale == {vim: {"NODE_BACKGROUND_OPACITY": look.FADED, "NODE_BORDER_OPACITY": look.FADED}}
    assert found.get_edge_bypasses()[0] == {"EDGE_OPACITY": 0.5}
    attributes = found.get_network_attributes()
    assert attributes["simulated"] is True
    assert "simulated" in attributes["name"]


def test_every_cx2_attribute_is_declared_with_its_type(modelled: Study, snapshot: Snapshot) -> None:
    aspects: dict[str, Any] = {}
    for part in json.loads(network_file(modelled, snapshot, "cx2")):
        aspects |= part
    declared = aspects["attributeDeclarations"][0]
    kinds = {"string": str, "double": float, "boolean": bool}
    for aspect in ("nodes", "edges"):
        for element in aspects[aspect]:
            for name, value in element["v"].items():
                assert type(value) is kinds[declared[aspect][name]["d"]], (aspect, name)
    counts = {entry["name"]: entry["elementCount"] for entry in aspects["metaData"]}
    assert counts == {name: len(aspects[name]) for name in counts}


def test_graphml_reads_back_with_positions_colours_and_one_key_per_attribute(
    modelled: Study, snapshot: Snapshot
) -> None:
    text = network_file(modelled, snapshot, "graphml")
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    assert graph.nodes["CDH1"]["x"] == 120.5
    assert (graph.nodes["CDH1"]["r"], graph.nodes["CDH1"]["g"], graph.nodes["CDH1"]["b"]) == (0xAA, 0xBB, 0xCC)
    assert graph.nodes["VIM"]["opacity"] == look.FADED
    assert graph.edges["ZEB1", "CDH1"]["coefficient"] == np.float32(-0.31)
    assert graph.graph["simulated"] is True
    for name in ("expression", "size"):
        assert text.count(f'attr.name="{name}"') == 1


def test_sif_edges_and_genes_hold_what_is_drawn(modelled: Study, snapshot: Snapshot) -> None:
    assert network_file(modelled, snapshot, "sif").splitlines() == ["ZEB1\trepresses\tCDH1", "VIM"]
    (row,) = csv.DictReader(io.StringIO(network_file(modelled, snapshot, "edges")))
    assert row == {"regulator": "ZEB1", "target": "CDH1", "coefficient": "-0.31"}
    genes = list(csv.DictReader(io.StringIO(network_file(modelled, snapshot, "genes"))))
    assert [(gene["gene"], gene["role"], gene["regulators"], gene["targets"]) for gene in genes] == [
        ("ZEB1", "regulator", "0", "1"), ("CDH1", "target", "1", "0"), ("VIM", "target", "0", "0"),
    ]  # fmt: skip
    level = float(modelled.expression("CDH1")[7])
    assert float(genes[1]["expression"]) == pytest.approx(level)


def test_the_mean_of_a_range_carries_the_range_and_mean_levels(modelled: Study) -> None:
    shown = read_snapshot(canvas(range={"first": 2, "last": 11}, total=None))
    found = cx2(network_file(modelled, shown, "cx2"))
    assert found.get_network_attributes()["sample"] == "mean of samples 3 to 12"
    level = next(node["v"]["expression"] for node in found.get_nodes().values() if node["v"]["name"] == "VIM")
    assert level == pytest.approx(float(modelled.expression("VIM")[2:12].mean()))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_gene_or_a_sample_the_study_has_not_is_refused(modelled: Study, kind: str) -> None:
    foreign = canvas(edges=[])
    foreign["nodes"][1]["id"] = "NOT-A-GENE"
    with pytest.raises(UserError, match="NOT-A-GENE"):
        network_file(modelled, read_snapshot(foreign), kind)
    with pytest.raises(UserError, match="are not all in"):
        network_file(modelled, read_snapshot(canvas(sample=4000)), kind)


def test_a_network_without_edges_is_a_valid_file(modelled: Study) -> None:
    bare = read_snapshot(canvas(edges=[]))
    assert cx2(network_file(modelled, bare, "cx2")).get_edges() == {}
    assert nx.read_graphml(io.BytesIO(network_file(modelled, bare, "graphml").encode())).number_of_nodes() == 3


def test_two_genes_that_regulate_each_other_are_two_edges(modelled: Study) -> None:
    both = canvas(edges=[edge("ZEB1", "CDH1", 0.2), edge("CDH1", "ZEB1", -0.1)])
    assert len(cx2(network_file(modelled, read_snapshot(both), "cx2")).get_edges()) == 2
