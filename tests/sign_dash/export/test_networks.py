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

from compute.analyse import CATEGORIES, network_difference, read_side
from compute.errors import UserError
from compute.study import Study
from sign_dash.export.networks import FORMATS, drawn_networks, network_file
from sign_dash.export.snapshot import INK, read_edges
from sign_dash.scene import look
from sign_dash.scene.marks import edge_marks
from sign_dash.scene.paper.marks import Disc
from tests.sign_dash.export.reported import canvas, edge, node
from tests.write.cx2_rules import valid_cx2


@pytest.fixture
def snapshot() -> dict[str, Any]:
    return canvas()


def written(study: Study, snapshot: dict[str, Any], form: str, **captured: Any) -> str:
    (drawn,) = drawn_networks(study, {"kind": "network", "snapshot": snapshot} | captured)
    return network_file(study, drawn, form)[1]


def with_vim(snapshot: dict[str, Any]) -> dict[str, Any]:
    """VIM, which is drawn without an edge and so left out of graphs, with one."""
    return snapshot | {"edges": [*snapshot["edges"], edge("ZEB1", "VIM", 0.1)]}


def cx2(text: str) -> CX2Network:
    return RawCX2NetworkFactory().get_cx2network(json.loads(text))


def known_edge() -> dict[str, Any]:
    dot = {"x": 60.0, "y": -20.0, "radius": 3.6, "rim": 1.5}
    return edge("ZEB1", "CDH1", -0.31, known={"references": 4, "sign": "repression"}, dot=dot)


def test_a_known_pair_is_known_in_every_form(modelled: Study, snapshot: dict[str, Any]) -> None:
    marked = with_vim(snapshot | {"edges": [known_edge()]})
    known, other = cx2(written(modelled, marked, "cx2")).get_edges().values()
    assert (known["v"]["known_references"], known["v"]["known_sign"]) == (4, "repression")
    assert other["v"]["known_references"] == 0
    assert "known_sign" not in other["v"]
    style = cx2(written(modelled, marked, "cx2")).get_visual_properties()["edgeMapping"]["EDGE_LABEL"]
    assert {"v": "repression", "vp": "●"} in style["definition"]["map"]
    graph = nx.parse_graphml(written(modelled, marked, "graphml"))
    assert graph.edges["ZEB1", "CDH1"]["known_references"] == 4
    rows = list(csv.DictReader(io.StringIO(written(modelled, marked, "edges"))))
    assert [(row["known_references"], row["known_sign"]) for row in rows] == [("4", "repression"), ("0", "")]
    assert "known_" not in written(modelled, snapshot, "edges")  # without a file of pairs


def test_the_dot_of_a_known_pair_is_drawn_over_its_edge() -> None:
    (drawn,) = read_edges([known_edge()])
    *_, rim, dot = edge_marks(drawn, INK)
    assert isinstance(rim, Disc)
    assert isinstance(dot, Disc)
    assert (dot.x, dot.y, dot.radius, dot.fill, rim.radius, rim.fill) == (60, -20, 3.6, INK.text, 5.1, INK.ground)


def test_cx2_opens_with_positions_and_looks_of_the_screen(modelled: Study, snapshot: dict[str, Any]) -> None:
    found = cx2(written(modelled, with_vim(snapshot), "cx2"))
    nodes = {node["v"]["name"]: node for node in found.get_nodes().values()}
    assert {name: (node["x"], node["y"]) for name, node in nodes.items()} == {
        "ZEB1": (0.0, 0.0), "CDH1": (120.5, -40.0), "VIM": (-60.0, 90.0),
    }  # fmt: skip
    assert nodes["ZEB1"]["v"]["size"] == 30
    assert nodes["CDH1"]["v"]["colour"] == "#aabbcc"
    assert [nodes[name]["v"]["label"] for name in ("ZEB1", "CDH1", "VIM")] == ["ZEB1", "CDH1", ""]
    drawn, _ = found.get_edges().values()
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


def test_a_label_in_cx2_is_on_the_side_of_its_gene_where_the_screen_has_it(
    modelled: Study, snapshot: dict[str, Any]
) -> None:
    nodes = [node | {"side": ["right", "center"]} if node["id"] == "CDH1" else node for node in snapshot["nodes"]]
    aspects = valid_cx2(written(modelled, snapshot | {"nodes": nodes}, "cx2"))
    numbers = {node["v"]["n" if "n" in node["v"] else "name"]: node["id"] for node in aspects["nodes"]}
    placed = {one["id"]: one["v"]["NODE_LABEL_POSITION"] for one in aspects["nodeBypasses"]
              if "NODE_LABEL_POSITION" in one["v"]}  # fmt: skip
    assert set(placed) == {numbers["CDH1"]}  # the others are beneath, as by default
    found = placed[numbers["CDH1"]]
    assert (found["HORIZONTAL_ANCHOR"], found["HORIZONTAL_ALIGN"]) == ("right", "left")  # the label begins at the rim
    assert (found["VERTICAL_ANCHOR"], found["VERTICAL_ALIGN"]) == ("center", "center")


def test_cx2_keeps_to_its_specification(modelled: Study, snapshot: dict[str, Any]) -> None:
    aspects = valid_cx2(written(modelled, with_vim(snapshot), "cx2"))
    assert {node["v"]["name"]: node["v"]["label_size"] for node in aspects["nodes"]} == {
        "ZEB1": 14,
        "CDH1": 11,
        "VIM": 11,
    }


def test_graphml_reads_back_with_positions_colours_and_one_key_per_attribute(
    modelled: Study, snapshot: dict[str, Any]
) -> None:
    text = written(modelled, with_vim(snapshot), "graphml")
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    assert graph.nodes["CDH1"]["x"] == 120.5
    assert (graph.nodes["CDH1"]["r"], graph.nodes["CDH1"]["g"], graph.nodes["CDH1"]["b"]) == (0xAA, 0xBB, 0xCC)
    assert graph.nodes["VIM"]["opacity"] == look.FADED
    assert graph.edges["ZEB1", "CDH1"]["coefficient"] == np.float32(-0.31)
    assert graph.graph["simulated"] is True
    for name in ("expression", "size"):
        assert text.count(f'attr.name="{name}"') == 1


def test_sif_edges_and_genes_hold_what_is_drawn(modelled: Study, snapshot: dict[str, Any]) -> None:
    assert written(modelled, snapshot, "sif").splitlines() == ["ZEB1\trepresses\tCDH1", "VIM"]
    (row,) = csv.DictReader(io.StringIO(written(modelled, snapshot, "edges")))
    assert row.pop("cautions").startswith("Simulated data")
    assert row == {"regulator": "ZEB1", "target": "CDH1", "coefficient": "-0.31"}
    genes = list(csv.DictReader(io.StringIO(written(modelled, snapshot, "genes"))))
    assert [(gene["gene"], gene["role"], gene["regulators"], gene["targets"]) for gene in genes] == [
        ("ZEB1", "regulator", "0", "1"), ("CDH1", "target", "1", "0"), ("VIM", "target", "0", "0"),
    ]  # fmt: skip
    level = float(modelled.expression("CDH1")[7])
    assert float(genes[1]["expression"]) == pytest.approx(level)


def test_the_mean_of_a_range_carries_the_range_and_mean_levels(modelled: Study) -> None:
    shown = canvas(range={"first": 2, "last": 11}, total=None)
    found = cx2(written(modelled, shown, "cx2"))
    assert found.get_network_attributes()["sample"] == "mean of samples 3 to 12"
    level = next(node["v"]["expression"] for node in found.get_nodes().values() if node["v"]["name"] == "CDH1")
    assert level == pytest.approx(float(modelled.expression("CDH1")[2:12].mean()))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_gene_or_a_sample_the_study_has_not_is_refused(modelled: Study, kind: str) -> None:
    foreign = canvas(edges=[])
    foreign["nodes"][1]["id"] = "NOT-A-GENE"
    with pytest.raises(UserError, match="NOT-A-GENE"):
        written(modelled, foreign, kind)
    with pytest.raises(UserError, match="are not all in"):
        written(modelled, canvas(sample=4000), kind)


def test_a_network_without_edges_is_a_valid_file(modelled: Study) -> None:
    bare = canvas(edges=[])
    assert cx2(written(modelled, bare, "cx2")).get_edges() == {}
    assert nx.read_graphml(io.BytesIO(written(modelled, bare, "graphml").encode())).number_of_nodes() == 0


def test_two_genes_that_regulate_each_other_are_two_edges(modelled: Study) -> None:
    both = canvas(edges=[edge("ZEB1", "CDH1", 0.2), edge("CDH1", "ZEB1", -0.1)])
    assert len(cx2(written(modelled, both, "cx2")).get_edges()) == 2


def test_every_range_of_a_row_is_a_file_of_its_own(modelled: Study) -> None:
    panels = [
        {
            "first": first,
            "last": first + 9,
            "title": "",
            "nodes": canvas()["nodes"],
            "edges": [edge("ZEB1", "CDH1", -0.3)],
        }
        for first in (0, 10)
    ]
    shown = canvas() | {"panels": panels}
    both = drawn_networks(modelled, {"kind": "multiples", "snapshot": shown})
    names = [network_file(modelled, drawn, "cx2")[0] for drawn in both]
    assert ["samples-1-to-10" in names[0], "samples-11-to-20" in names[1]] == [True, True]
    aspects = valid_cx2(written(modelled, shown, "cx2", kind="multiples", panel=1))
    (told,) = aspects["networkAttributes"]
    assert (told["sample"], told["samples"]) == ("mean of samples 11 to 20", 10)
    assert (told["modulator_from"], told["modulator_to"]) == tuple(modelled.modulator[[10, 19]])
    values = modelled.edge("ZEB1", "CDH1")[10:20]
    (drawn,) = aspects["edges"]
    assert drawn["v"]["samples_with_edge"] == np.count_nonzero(values)
    assert drawn["v"]["spread"] == pytest.approx(float(values.std(ddof=1)), rel=1e-5)


def compared(study: Study, **more: Any) -> dict[str, Any]:
    """What the Compare page reports of ZEB1's edges: one of each kind that there is."""
    difference = network_difference(read_side(study, "low:10"), read_side(study, "high:10"))
    kinds = difference.categories(0.05)
    near = [e for e in np.flatnonzero(kinds >= 0) if difference.regulators[difference.regulator[e]] == "ZEB1"]
    genes = dict.fromkeys(difference.targets[difference.target[e]] for e in near)
    nodes = [node("ZEB1", 0, 0, role="regulator", focus=1, size=30)]
    nodes += [node(gene, 40.0 * place, 60) for place, gene in enumerate(genes)]
    edges = [
        edge(
            "ZEB1",
            difference.targets[difference.target[e]],
            float(difference.difference[e]),
            category=CATEGORIES[kinds[e]],
        )
        for e in near
    ]
    return {
        "a": {"title": "epithelial end, 10 %"}, "b": {"title": "mesenchymal end, 10 %"}, "strength": 0.05,
        "change": 0.025, "asked": {"a": "low:10", "b": "high:10", "study": None},
        "network": {"nodes": nodes, "edges": edges}, "panels": [],
    } | more  # fmt: skip


def test_the_difference_is_saved_with_its_kinds_both_means_and_its_looks(modelled: Study) -> None:
    shown = compared(modelled)
    text = written(modelled, shown, "cx2", kind="difference")
    aspects = valid_cx2(text)
    found = cx2(text)
    names = {number: held["v"]["name"] for number, held in found.get_nodes().items()}
    edges = {names[held["t"]]: held["v"] for held in found.get_edges().values()}
    assert {gene: (held["category"], held["difference"]) for gene, held in edges.items()} == {
        one["target"]: (one["category"], one["coefficient"]) for one in shown["network"]["edges"]
    }
    a, b = read_side(modelled, "low:10"), read_side(modelled, "high:10")
    for gene, held in edges.items():
        assert held["mean_a"] == np.float32(modelled.edge("ZEB1", gene)[a.samples].mean(dtype=float))
        assert held["colour"] == ("#0072B2" if held["difference"] > 0 else "#D55E00")
    places = {held["v"]["name"]: (held["x"], held["y"]) for held in aspects["nodes"]}
    assert places == {one["id"]: (one["x"], one["y"]) for one in shown["network"]["nodes"]}
    (told,) = aspects["networkAttributes"]
    assert (told["simulated"], told["strength"], told["samples_b"]) == (True, 0.05, b.samples.size)
    graph = nx.read_graphml(io.BytesIO(written(modelled, shown, "graphml", kind="difference").encode()))
    assert {gene: graph.edges["ZEB1", gene]["mean_b"] for gene in edges} == {
        gene: held["mean_b"] for gene, held in edges.items()
    }
    lines = written(modelled, shown, "sif", kind="difference").splitlines()
    assert all(line.split("\t")[1].startswith(edges[line.split("\t")[2]]["category"]) for line in lines)
    rows = list(csv.DictReader(io.StringIO(written(modelled, shown, "edges", kind="difference"))))
    assert {row["target"] for row in rows} == set(edges)


def test_a_comparison_with_a_study_that_is_gone_is_one_sentence(modelled: Study) -> None:
    gone = compared(modelled, asked={"a": "low:10", "b": "high:10", "study": "gone"})
    with pytest.raises(UserError, match="no study “gone”"):
        written(modelled, gone, "cx2", kind="difference")
