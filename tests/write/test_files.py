"""What other programs read is what the study holds; names that break careless writers come through whole."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from ndex2.cx2 import CX2Network, RawCX2NetworkFactory

from compute.analyse import rank_regulators
from compute.errors import UserError
from compute.study import Study, open_study
from compute.write import (
    SampleNetwork,
    edge_table,
    network_cx2,
    network_graphml,
    network_table,
    ranking_table,
    sample_network,
    save_table,
    sif_table,
)
from tests.study.conftest import Planted
from tests.write.cx2_rules import valid_cx2


def edges_of(study: Study, sample: str) -> dict[tuple[str, str], float]:
    matrix = study.network(study.sample_index(sample)).toarray()
    return {
        (study.regulators[j], study.targets[k]): float(matrix[j, k]) for j, k in zip(*np.nonzero(matrix), strict=True)
    }


@pytest.fixture(params=["planted", "hostile"])
def study(request: pytest.FixtureRequest, planted: Planted, hostile: Study) -> Study:
    return hostile if request.param == "hostile" else open_study(planted.path)


@pytest.fixture
def network(study: Study) -> SampleNetwork:
    return sample_network(study, study.samples[1])


def with_gene_name(network: SampleNetwork, name: str) -> SampleNetwork:
    targets = (name, *network.targets[1:])
    return replace(network, targets=targets, expression={**network.expression, name: 1.0})


def test_csv_reads_back_exactly(study: Study, network: SampleNetwork) -> None:
    rows = list(csv.DictReader(io.StringIO(network_table(network).text)))
    assert list(rows[0]) == ["regulator", "target", "coefficient"]
    found = {(row["regulator"], row["target"]): np.float32(row["coefficient"]) for row in rows}
    assert found == edges_of(study, network.sample)
    strengths = [abs(float(row["coefficient"])) for row in rows]
    assert strengths == sorted(strengths, reverse=True)


def test_graphml_reads_back_with_networkx(study: Study, network: SampleNetwork) -> None:
    text = network_graphml(network)
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    assert graph.is_directed()
    assert {(a, b): graph.edges[a, b]["coefficient"] for a, b in graph.edges} == edges_of(study, network.sample)
    assert graph.graph["study"] == study.title
    assert graph.graph["sample"] == network.sample
    assert graph.graph["modulator"] == study.modulator[1]
    assert graph.graph["simulated"] is True
    for gene in graph.nodes:
        assert graph.nodes[gene]["expression"] == pytest.approx(study.expression(gene)[1])
    assert text.count('attr.name="coefficient"') == 1


def read_cx2(text: str) -> CX2Network:
    return RawCX2NetworkFactory().get_cx2network(json.loads(text))


def test_cx2_reads_back_with_the_ndex_client(study: Study, network: SampleNetwork) -> None:
    found = read_cx2(network_cx2(network))
    names = {number: node["v"]["name"] for number, node in found.get_nodes().items()}
    edges = {(names[e["s"]], names[e["t"]]): e["v"]["coefficient"] for e in found.get_edges().values()}
    assert edges == edges_of(study, network.sample)
    attributes = found.get_network_attributes()
    assert attributes["simulated"] is True
    assert attributes["sample"] == network.sample
    assert attributes["modulator"] == study.modulator[1]
    assert "simulated" in attributes["name"]


def test_cx2_keeps_to_its_specification(network: SampleNetwork) -> None:
    aspects = valid_cx2(network_cx2(network))
    (style,) = aspects["visualProperties"]
    assert style["edgeMapping"]["EDGE_WIDTH"]["type"] == "CONTINUOUS"


def test_cx2_has_positions_on_all_nodes_or_on_none(network: SampleNetwork) -> None:
    everywhere = {gene: (float(place), -2.0) for place, gene in enumerate(network.roles)}
    nodes = read_cx2(network_cx2(network, everywhere)).get_nodes().values()
    assert {node["v"]["name"]: (node["x"], node["y"]) for node in nodes} == everywhere
    partly = dict(list(everywhere.items())[1:])
    assert all(node["x"] is None for node in read_cx2(network_cx2(network, partly)).get_nodes().values())


def test_sif_reads_back(study: Study, network: SampleNetwork) -> None:
    rows = [line.split("\t") for line in sif_table(network).text.splitlines()]
    expected = {
        (a, "activates" if value > 0 else "represses", b) for (a, b), value in edges_of(study, network.sample).items()
    }
    assert {tuple(row) for row in rows} == expected


@pytest.mark.parametrize(("write", "name"), [(sif_table, "A\tB"), (sif_table, "A\nB"), (network_graphml, "A\x07B")])
def test_a_name_the_format_cannot_hold_is_refused(network: SampleNetwork, write, name: str) -> None:
    with pytest.raises(UserError, match=r"cannot hold .* export as csv"):
        write(with_gene_name(network, name))


@pytest.mark.parametrize("name", ["A\nB", "A\tB", "A\x07B"])
def test_csv_and_cx2_hold_any_name(network: SampleNetwork, name: str) -> None:
    strange = with_gene_name(network, name)
    assert next(csv.DictReader(io.StringIO(network_table(strange).text)))["target"] == name
    assert name in {node["v"]["name"] for node in read_cx2(network_cx2(strange)).get_nodes().values()}


def test_a_sample_without_edges_is_a_valid_file_in_every_format(planted: Planted) -> None:
    network = sample_network(open_study(planted.path), "S40")
    assert network_table(network).text == "regulator,target,coefficient\n"
    assert sif_table(network).text == ""
    assert nx.read_graphml(io.BytesIO(network_graphml(network).encode())).number_of_nodes() == 0
    assert read_cx2(network_cx2(network)).get_edges() == {}


def test_edge_csv_follows_the_modulator(planted: Planted) -> None:
    study = open_study(planted.path)
    rows = list(csv.DictReader(io.StringIO(edge_table(study, "G0", "G7").text)))
    assert list(rows[0]) == ["sample", "modulator", "coefficient"]
    assert [row["sample"] for row in rows] == list(study.samples)
    np.testing.assert_array_equal([float(row["modulator"]) for row in rows], study.modulator)
    np.testing.assert_array_equal([np.float32(row["coefficient"]) for row in rows], study.edge("G0", "G7"))


def test_ranking_csv_starts_at_rank_one(planted: Planted) -> None:
    study = open_study(planted.path)
    ranking = rank_regulators(study, "G7")
    rows = list(csv.DictReader(io.StringIO(ranking_table(study, "G7").text)))
    assert list(rows[0])[:3] == ["rank", "regulator", "change"]
    assert [int(row["rank"]) for row in rows] == list(range(1, len(ranking) + 1))
    changes = [float(row["change"]) for row in rows]
    assert changes == sorted(changes, reverse=True)


def test_the_note_beside_a_table_says_where_it_comes_from(network: SampleNetwork, tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    save_table(path, network_table(network))
    assert path.read_text(encoding="utf-8") == network_table(network).text
    note = json.loads((tmp_path / "n.csv-metadata.json").read_text(encoding="utf-8"))
    assert note["url"] == "n.csv"
    assert [column["name"] for column in note["tableSchema"]["columns"]] == ["regulator", "target", "coefficient"]
    assert note["notes"][0]["simulated"] is True
    assert note["notes"][0]["sample"] == network.sample


def test_no_note_beside_a_pipe(network: SampleNetwork, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save_table(pipe, sif_table(network))
        assert os.read(reader, 1 << 20).decode() == sif_table(network).text
    finally:
        os.close(reader)
    assert [entry.name for entry in tmp_path.iterdir()] == ["pipe"]
