"""The strongest path: against every path there is, and in a study's own networks."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest

from compute.analyse.paths import EdgeList, listed_edges, samples_edges, strongest_path
from compute.study import open_study
from tests.study.conftest import Planted


def edges_of(pairs: dict[tuple[str, str], float]) -> EdgeList:
    return listed_edges([a for a, _ in pairs], [b for _, b in pairs], list(pairs.values()))


@pytest.mark.parametrize("seed", range(5))
def test_no_path_has_a_larger_product(seed: int) -> None:
    rng = np.random.default_rng(seed)
    genes = [f"G{i}" for i in range(7)]
    pairs = {
        (a, b): float(rng.uniform(0.05, 1) * rng.choice((-1, 1)))
        for a in genes for b in genes if a != b and rng.random() < 0.4
    }  # fmt: skip
    graph = nx.DiGraph()
    graph.add_nodes_from(genes)
    graph.add_edges_from(pairs)
    reached = 0
    for end in genes[1:]:
        products = [
            abs(np.prod([pairs[step] for step in itertools.pairwise(path)]))
            for path in nx.all_simple_paths(graph, "G0", end)
        ]
        found = strongest_path(edges_of(pairs), "G0", end)
        if not products:
            assert found is None
            continue
        reached += 1
        assert found is not None
        assert abs(found.product) == pytest.approx(max(products))
        assert found.coefficients == tuple(pairs[step] for step in zip(found.genes[:-1], found.genes[1:], strict=True))
    assert reached


def test_coefficients_above_one_make_no_round_trips() -> None:
    found = strongest_path(edges_of({("A", "B"): 3.0, ("B", "A"): 2.5, ("B", "C"): -0.5, ("A", "C"): 0.1}), "A", "C")
    assert found is not None
    assert found.genes == ("A", "B", "C")
    assert found.product == pytest.approx(-1.5)


def test_there_is_no_path_against_the_arrows_or_to_a_stranger() -> None:
    edges = edges_of({("A", "B"): 0.5})
    assert strongest_path(edges, "B", "A") is None
    assert strongest_path(edges, "A", "NOSUCH") is None
    assert strongest_path(edges, "A", "A") is None


def test_the_edges_of_a_range_are_means(planted: Planted) -> None:
    study = open_study(planted.path)
    one = samples_edges(study, range(2, 3))
    assert len(one.regulator) == study.edge_counts[2]
    mean = samples_edges(study, range(2, 8))
    assert len(mean.regulator) > 7
    for regulator, target, value in list(zip(mean.regulator, mean.target, mean.coefficient, strict=True))[::7]:
        given = study.edge(mean.genes[regulator], mean.genes[target])[2:8]
        assert value == pytest.approx(float(given.mean()), rel=1e-5, abs=1e-7)
