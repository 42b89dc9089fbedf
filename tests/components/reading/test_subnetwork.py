"""Subnetworks hold what was asked for, and every edge among it; markers say what is known and where it acts."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from compute.components import Region, component_subnetwork, marker_rows, region_genes, region_subnetwork
from compute.components.explain.silence import gene_contributions
from compute.components.reading.stored import Components
from compute.components.reading.subnetwork import Neighbourhood, parse_region
from compute.errors import UserError
from compute.read.evidence import Evidence, PublishedReport, builtin_markers
from compute.study import Study

AROUND = Neighbourhood(("ZEB1",), 2, 0.1)


def mesenchymal(study: Study, components: Components) -> int:
    """The component that ZEB1 belongs to, counted from 0."""
    return int(np.abs(components.loadings["regulator"][study.regulator_index("ZEB1")]).argmax())


def test_all_edges_among_the_genes_that_enough_samples_have(study: Study, linear: Components) -> None:
    found = component_subnetwork(study, linear, mesenchymal(study, linear), top=2, around=AROUND)
    assert [gene for gene, role in found.roles.items() if role == "strong"] == ["ZEB1", "ZEB2"]
    near = [gene for gene, role in found.roles.items() if role == "neighbour"]
    networks = np.stack([study.network(i).toarray() for i in range(60)])
    reached = np.abs(networks[:, 0]).mean(axis=0)
    enough = (networks != 0).sum(axis=0) >= 6
    best = np.argsort(-reached * enough[0])[:2]
    assert {study.targets[k] for k in best} <= set(near)
    expected = {
        (j, k)
        for j, k in zip(*np.nonzero(enough), strict=True)
        if study.regulators[j] in found.roles and study.targets[k] in found.roles
    }
    edges = list(zip(found.regulator.tolist(), found.target.tolist(), strict=True))
    assert set(edges) == expected
    assert len(edges) == len(expected)
    for (j, k), values in zip(edges, found.coefficients, strict=True):
        np.testing.assert_array_equal(values, networks[:, j, k])


def test_without_neighbours_only_the_genes_themselves_stay(study: Study, linear: Components) -> None:
    found = component_subnetwork(study, linear, 0, top=3, around=Neighbourhood((), 5, 0.1))
    assert set(found.roles.values()) == {"strong"}
    assert len(found.roles) == 3
    assert len(component_subnetwork(study, linear, 0, top=1, around=Neighbourhood(("R9",), 0, 0.1)).roles) == 2


def test_a_region_holds_the_genes_inside_its_bounds(study: Study, linear: Components) -> None:
    loadings = linear.loadings["target"]
    region = Region("target", (0, 2), ((0.1, inf), (-0.5, 0.2)))
    expected = [
        name for name, row in zip(study.targets, loadings, strict=True) if row[0] >= 0.1 and -0.5 <= row[2] <= 0.2
    ]
    assert region_genes(study, linear, region) == expected
    network = region_subnetwork(study, linear, region, around=AROUND)
    assert [gene for gene, role in network.roles.items() if role == "strong"] == expected
    assert network.title == "targets, component 1 from 0.1 to inf and component 3 from -0.5 to 0.2"


def test_regions_are_read_from_text() -> None:
    assert parse_region("targets", "1:0.05..", "3:-0.1..0.2") == Region("target", (0, 2), ((0.05, inf), (-0.1, 0.2)))
    for words in (("genes", "1:..", "2:.."), ("targets", "1", "2:.."), ("targets", "1:a..", "2:..")):
        with pytest.raises(UserError, match="region"):
            parse_region(*words)


@pytest.mark.parametrize(
    ("around", "sentence"),
    [
        (Neighbourhood(("ZEB9",), 2, 0.1), "no gene named 'ZEB9'.*did you mean ZEB2, ZEB1"),
        (Neighbourhood((), -1, 0.1), "neighbours must be 0 or more, not -1"),
        (Neighbourhood((), 1, 0.0), "share of the samples must be"),
    ],
)
def test_impossible_neighbourhoods_are_named(
    study: Study, linear: Components, around: Neighbourhood, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        component_subnetwork(study, linear, 0, top=2, around=around)


@pytest.mark.parametrize(
    ("region", "sentence"),
    [
        (Region("target", (0, 3), ((0, 1), (0, 1))), "no target component 4"),
        (Region("target", (0, 1), ((1, 0), (0, 1))), "smaller number first"),
        (Region("target", (0, 1), ((2, 3), (0, 1))), "No gene lies"),
    ],
)
def test_impossible_regions_are_named(study: Study, linear: Components, region: Region, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        region_genes(study, linear, region)


def test_markers_say_what_is_known_and_where_they_act(study: Study, linear: Components) -> None:
    component = mesenchymal(study, linear)
    network = component_subnetwork(study, linear, component, top=3, around=Neighbourhood(("ZEB1", "CDH1"), 3, 0.1))
    known = {
        ("ZEB1", "VIM"): (PublishedReport("Activation", ("1", "2")), PublishedReport("Unknown", ("2",))),
        ("R6", "NOGENE"): (PublishedReport("Repression", ("9",)),),
    }
    rows = marker_rows(study, linear, component, network, builtin_markers(), Evidence(known, "known.tsv", "0" * 64))
    found = {(row.gene, row.acts_as): row for row in rows}
    assert [row.acts_as for row in rows] == sorted(row.acts_as for row in rows)
    zeb1 = found["ZEB1", "regulator"]
    assert (zeb1.role, zeb1.marker, zeb1.loading_rank) == ("strong", "mesenchymal", 1)
    assert (zeb1.known_pairs, zeb1.references) == ("ZEB1 > VIM (Activation, Unknown)", "1; 2")
    assert zeb1.acts == "high"
    assert zeb1.to_sample == study.samples[59]
    assert zeb1.edges == (network.regulator == 0).sum()
    contribution = gene_contributions(study, linear, "regulator", "ZEB1")[:, component]
    assert zeb1.pull_high == pytest.approx(contribution[-6:].mean())
    assert found["VIM", "target"].known_pairs == "ZEB1 > VIM (Activation, Unknown)"
    assert found["VIM", "target"].loading is None
    assert ("R6", "regulator") not in found
    assert ("CDH1", "regulator") not in found  # it is a target only
    without = marker_rows(study, linear, component, network, builtin_markers())
    assert {row.known_pairs for row in without} == {""}
    assert {row.marker for row in without} <= {"epithelial", "mesenchymal"}
