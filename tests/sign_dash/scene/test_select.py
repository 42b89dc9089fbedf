"""Which edges are drawn and which are shown, against the planted networks."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from compute.study import Study, open_study
from sign_dash.pages.explore.layout import layout
from sign_dash.scene.select import (
    CUTOFFS,
    LEGIBLE,
    Subnetwork,
    among,
    default_cutoff,
    default_focus,
    neighbourhood,
    visible_edges,
)
from tests.sign_dash.planted import FACTORS, Planted, plant

FOCUS = ("ZEB1", "CDH1")


def edges_of(subnetwork: Subnetwork, shown: np.ndarray | None = None) -> set[tuple[str, str]]:
    keep = np.ones(subnetwork.source.size, bool) if shown is None else shown
    return {
        (subnetwork.genes[s], subnetwork.genes[t])
        for s, t in zip(subnetwork.source[keep], subnetwork.target[keep], strict=True)
    }


def graph(planted: Planted, sample: int, cutoff: float) -> nx.DiGraph:
    network = planted.networks[sample]
    regulators, targets = np.nonzero((np.abs(network) >= cutoff) & (network != 0))
    edges = ((planted.regulators[j], planted.targets[k]) for j, k in zip(regulators, targets, strict=True))
    return nx.DiGraph(list(edges))


@pytest.mark.parametrize("reach", [1, 2, 3])
@pytest.mark.parametrize("cutoff", [0.0, 0.02, 0.15])
def test_shown_edges_are_those_a_walk_of_that_many_steps_meets(
    study: Study, planted: Planted, reach: int, cutoff: float
) -> None:
    subnetwork = neighbourhood(study, FOCUS, reach, max_nodes=10_000, max_edges=100_000)
    for sample in (0, 40, 89):
        whole = graph(planted, sample, cutoff)
        starts = [gene for gene in FOCUS if gene in whole]
        steps: dict[str, int] = {}
        for gene in starts:
            lengths = nx.single_source_shortest_path_length(whole.to_undirected(), gene)
            for other, length in lengths.items():
                steps[other] = min(steps.get(other, length), length)
        expected = {(u, v) for u, v in whole.edges if min(steps.get(u, 99), steps.get(v, 99)) < reach}
        assert edges_of(subnetwork, visible_edges(subnetwork, sample, cutoff)) == expected


def test_weights_are_the_stored_coefficients(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1",), 1)
    for e in range(subnetwork.source.size):
        names = subnetwork.genes[subnetwork.source[e]], subnetwork.genes[subnetwork.target[e]]
        np.testing.assert_array_equal(subnetwork.weights[e], study.edge(*names))


def test_cap_keeps_the_nearest_and_strongest_and_is_counted(study: Study) -> None:
    whole = neighbourhood(study, FOCUS, 2, max_nodes=10_000, max_edges=100_000)
    first = neighbourhood(study, FOCUS, 1)
    room = first.source.size + 7
    capped = neighbourhood(study, FOCUS, 2, max_nodes=10_000, max_edges=room)
    assert capped.source.size == room
    assert edges_of(first) <= edges_of(capped)
    assert capped.capped
    assert not whole.capped
    assert capped.candidates <= whole.candidates
    beyond = np.abs(whole.weights).max(axis=1)[[e for e in range(whole.source.size) if e >= first.source.size]]
    taken = np.abs(capped.weights).max(axis=1)[first.source.size :]
    np.testing.assert_allclose(np.sort(taken), np.sort(beyond)[-7:])


def test_node_cap_never_leaves_an_edge_without_its_ends(study: Study) -> None:
    capped = neighbourhood(study, FOCUS, 3, max_nodes=20)
    assert len(capped.genes) <= 20
    assert capped.source.size == 0 or max(capped.source.max(), capped.target.max()) < len(capped.genes)


def test_where_there_is_no_room_for_genes_edges_between_those_there_are_still_taken(study: Study) -> None:
    whole = neighbourhood(study, FOCUS, 3, max_nodes=10_000, max_edges=100_000)
    capped = neighbourhood(study, FOCUS, 3, max_nodes=20)
    inside = {(one, other) for one, other in edges_of(whole) if {one, other} <= set(capped.genes)}
    assert edges_of(capped) == inside


def test_what_is_kept_of_a_study_goes_with_it(planted: Planted) -> None:
    opened = open_study(planted.path)
    neighbourhood(opened, FOCUS, 2)
    held = weakref.ref(opened)
    del opened
    gc.collect()
    assert held() is None


def test_focus_genes_come_first_once_and_stay_without_edges(study: Study) -> None:
    subnetwork = neighbourhood(study, ("ZEB1", "VIM", "ZEB1"), 1)
    assert subnetwork.genes[:2] == ("ZEB1", "VIM")
    assert subnetwork.focus == 2
    assert len(set(subnetwork.genes)) == len(subnetwork.genes)


def test_among_keeps_the_edges_with_both_ends_inside(study: Study, planted: Planted) -> None:
    genes = {"CDH1", "VIM", "GRHL2", "ESRP1", "OVOL2"}
    subnetwork = among(study, genes, ("ZEB1",))
    inside = genes | {"ZEB1"}
    strongest = np.abs(planted.networks).max(axis=0)
    expected = {
        (planted.regulators[j], planted.targets[k])
        for j, k in zip(*np.nonzero(strongest), strict=True)
        if planted.regulators[j] in inside and planted.targets[k] in inside
    }
    assert edges_of(subnetwork) == expected
    assert edges_of(subnetwork, visible_edges(subnetwork, 10, 0.0)) <= expected


@pytest.mark.parametrize("reach", [1, 2])
def test_selecting_with_a_cutoff_shows_what_cutting_off_afterwards_shows(study: Study, reach: int) -> None:
    whole = neighbourhood(study, FOCUS, reach)
    cut = neighbourhood(study, FOCUS, reach, 0.1)
    assert (np.abs(cut.weights).max(axis=1) >= np.float32(0.1)).all()
    assert cut.source.size < whole.source.size
    for sample in (0, 30, 89):
        expected = edges_of(whole, visible_edges(whole, sample, 0.1))
        assert edges_of(cut, visible_edges(cut, sample, 0.1)) == expected


def test_default_cutoff_leaves_a_legible_picture(study: Study) -> None:
    for reach in (1, 2, 3):
        cutoff = default_cutoff(study, FACTORS, reach)
        subnetwork = neighbourhood(study, FACTORS, reach)
        middle = len(study.samples) // 2
        shown = [np.count_nonzero(visible_edges(subnetwork, middle, c)) for c in CUTOFFS if c <= cutoff]
        assert shown[-1] <= LEGIBLE
        assert all(count > LEGIBLE for count in shown[:-1])


def test_steps_of_the_cutoff_never_leave_out_most_of_what_the_step_before_shows() -> None:
    """Coefficients that a ridge shares among regulators lie close together: halving the scale loses nearly all."""
    steps = np.array(CUTOFFS[1:])
    assert (steps[1:] / steps[:-1]).max() < 1.7


def test_default_focus_is_the_emt_factors_present(study: Study) -> None:
    assert default_focus(study) == FACTORS[:5]


def test_without_emt_factors_the_strongest_hubs_come_first_and_it_is_said(study: Study, tmp_path: Path) -> None:
    other = plant(tmp_path / "other", renamed={gene: f"X{i}" for i, gene in enumerate(FACTORS[:5])})
    opened = open_study(other.path)
    degrees = np.count_nonzero(other.networks[len(opened.samples) // 2], axis=1)
    chosen = [degrees[other.regulators.index(gene)] for gene in default_focus(opened)]
    assert chosen == sorted(degrees, reverse=True)[:5]
    assert "the strongest hubs" in str(layout(opened))
    assert "the strongest hubs" not in str(layout(study))
