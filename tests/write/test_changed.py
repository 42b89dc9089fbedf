"""The drawn part of a difference: its numbers are those of the whole difference, and its files read back."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import numpy as np
import pytest
from ndex2.cx2 import RawCX2NetworkFactory

from compute.analyse import CATEGORIES, network_difference, read_side
from compute.errors import UserError
from compute.study import Study, open_study
from compute.write import (
    CHANGE_MARKS,
    ChangedNetwork,
    EdgeLook,
    Looks,
    NodeLook,
    changed_network,
    difference_among,
    drawn_cx2,
    gene_table,
    network_graphml,
    network_table,
    sif_table,
)
from tests.study.conftest import Planted
from tests.write.cx2_rules import valid_cx2

STRENGTH = 0.05


@pytest.fixture(scope="module")
def study(planted: Planted) -> Study:
    return open_study(planted.path)


def whole(study: Study, b: str = "high:30") -> ChangedNetwork:
    """Every edge of a difference, changed or not."""
    difference = network_difference(read_side(study, "low:30"), read_side(study, b))
    edges = [
        (difference.regulators[j], difference.targets[k])
        for j, k in zip(difference.regulator, difference.target, strict=True)
    ]
    roles = dict.fromkeys(study.targets, "target") | dict.fromkeys(study.regulators, "regulator")
    return changed_network(difference.a, difference.b, edges, roles, STRENGTH)


@pytest.fixture(scope="module")
def network(study: Study) -> ChangedNetwork:
    return whole(study)


def looks_of(network: ChangedNetwork) -> Looks:
    places = enumerate(network.roles)
    return Looks(
        {gene: NodeLook(10.0 * place, -5.0, 20, "#aabbcc", label=gene) for place, gene in places},
        {
            pair: EdgeLook(1.5, 0.9, "#0072B2" if value > 0 else "#D55E00")
            for pair, value in zip(
                zip(network.regulators, network.targets, strict=True), network.edge_values["difference"], strict=True
            )
        },
    )


@pytest.mark.parametrize("b", ["high:30", "sample:S9"])
def test_single_edges_have_the_numbers_of_the_whole_difference(study: Study, b: str) -> None:
    difference = network_difference(read_side(study, "low:30"), read_side(study, b))
    edges = [
        (difference.regulators[j], difference.targets[k])
        for j, k in zip(difference.regulator, difference.target, strict=True)
    ][::-3]
    found = difference_among(difference.a, difference.b, edges)
    for name in ("mean_a", "mean_b", "difference", "spread_a", "spread_b", "present_a", "present_b"):
        np.testing.assert_array_equal(getattr(found, name), getattr(difference, name)[::-3], err_msg=name)
    np.testing.assert_array_equal(found.categories(STRENGTH), difference.categories(STRENGTH)[::-3])


def test_kind_and_sign_of_every_edge(network: ChangedNetwork) -> None:
    assert set(network.category) == {*CATEGORIES, "unchanged"}
    values = network.edge_values
    for kind, acts, a, b, verb in zip(
        network.category, network.acts, values["mean_a"], values["mean_b"], network.interactions, strict=True
    ):
        sign = a if kind == "lost" or b == 0 else b
        assert acts == ("activates" if sign > 0 else "represses")
        assert verb == f"{kind}_{'activation' if sign > 0 else 'repression'}"
    sizes = network.strengths.tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_cx2_keeps_to_its_specification_and_reads_back_with_the_ndex_client(network: ChangedNetwork) -> None:
    text = drawn_cx2(network, looks_of(network), CHANGE_MARKS)
    aspects = valid_cx2(text)
    found = RawCX2NetworkFactory().get_cx2network(json.loads(text))
    names = {number: node["v"]["name"] for number, node in found.get_nodes().items()}
    edges = {(names[edge["s"]], names[edge["t"]]): edge["v"] for edge in found.get_edges().values()}
    pairs = list(zip(network.regulators, network.targets, strict=True))
    for name, values in network.edge_values.items():
        assert [edges[pair][name] for pair in pairs] == values.tolist(), name
    assert found.get_network_attributes()["simulated"] is True
    assert "B − A" in found.get_name()
    assert "simulated" in found.get_name()
    assert "dashed: lost" in aspects["networkAttributes"][0]["description"]
    mapping = aspects["visualProperties"][0]["edgeMapping"]
    lines = {entry["v"]: entry["vp"] for entry in mapping["EDGE_LINE_STYLE"]["definition"]["map"]}
    tails = {entry["v"]: entry["vp"] for entry in mapping["EDGE_SOURCE_ARROW_SHAPE"]["definition"]["map"]}
    marks = {kind: (lines.get(kind, "solid"), tails.get(kind, "none")) for kind in CATEGORIES}
    assert len(set(marks.values())) == len(CATEGORIES), "every kind of change has a mark of its own"
    heads = {entry["v"]: entry["vp"] for entry in mapping["EDGE_TARGET_ARROW_SHAPE"]["definition"]["map"]}
    assert set(network.interactions) <= set(heads)
    assert heads["lost_repression"] == "tee"


def test_a_single_sample_has_no_spread_in_any_file(study: Study) -> None:
    network = whole(study, "sample:S9")
    aspects = valid_cx2(drawn_cx2(network, looks_of(network), CHANGE_MARKS))
    assert all("spread_b" not in edge["v"] and "spread_a" in edge["v"] for edge in aspects["edges"])
    rows = list(csv.DictReader(io.StringIO(network_table(network).text)))
    assert {row["spread_b"] for row in rows} == {""}


def test_graphml_sif_and_tables_tell_the_same(network: ChangedNetwork) -> None:
    text = network_graphml(network, looks_of(network))
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    rows = list(csv.DictReader(io.StringIO(network_table(network).text)))
    lines = [line.split("\t") for line in sif_table(network).text.splitlines()]
    assert len(rows) == graph.number_of_edges() == sum(len(line) == 3 for line in lines)
    for row, (regulator, verb, target) in zip(rows, lines[: len(rows)], strict=True):
        assert (row["regulator"], row["target"]) == (regulator, target)
        edge = graph.edges[regulator, target]
        assert edge["interaction"] == verb
        assert edge["category"] == row["category"]
        assert edge["difference"] == np.float32(row["difference"])
        assert edge["mean_b"] == np.float32(row["mean_b"])
    assert graph.graph["strength"] == STRENGTH
    assert text.count('attr.name="difference" attr.type="double"') == 1
    genes = {row["gene"]: row for row in csv.DictReader(io.StringIO(gene_table(network).text))}
    assert set(genes) >= set(graph.nodes) == {*network.regulators, *network.targets}
    a = network.difference.a
    assert float(genes["G7"]["expression_a"]) == pytest.approx(float(a.study.expression("G7")[a.samples].mean()))


def test_nothing_drawn_is_a_valid_file_and_a_foreign_gene_is_refused(study: Study) -> None:
    a, b = read_side(study, "low:30"), read_side(study, "high:30")
    empty = changed_network(a, b, [], {}, STRENGTH)
    assert valid_cx2(drawn_cx2(empty, Looks({}, {}), CHANGE_MARKS))["edges"] == []
    with pytest.raises(UserError, match="NOSUCH"):
        changed_network(a, b, [("NOSUCH", "G7")], {}, STRENGTH)
