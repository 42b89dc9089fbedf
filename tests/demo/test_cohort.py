"""The simulated cohort holds what its truth table says, found again by ordinary least squares at either end."""

from __future__ import annotations

import csv
import io
from collections import Counter

import numpy as np
import pytest

from compute.components import EMT_SEEDS
from compute.demo.cohort import GENES, REGULATORS, SAMPLES, SimulatedCohort, simulate, truth_csv
from compute.demo.wiring import EMT_EDGES, REGULATOR_TRENDS, SHAPES, course, is_invented

LEADING = 8
"""Genes of a component that its card on the page Components names."""


@pytest.fixture(scope="module")
def cohort() -> SimulatedCohort:
    return simulate(seed=0)


def effects_by_least_squares(cohort: SimulatedCohort, target: str, side: slice) -> dict[str, float]:
    """Effects of a target's true regulators among the samples at one end, in standard deviations of the cohort."""
    parents = [edge.regulator for edge in cohort.truth if edge.target == target]
    rows = np.argsort(cohort.position)[side]
    columns = np.array([cohort.expression.gene(gene) for gene in (*parents, target)]).T
    columns = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    design = np.column_stack([columns[rows, :-1], np.ones(len(rows))])
    return dict(zip(parents, np.linalg.lstsq(design, columns[rows, -1], rcond=None)[0], strict=False))


def test_shape_and_names(cohort: SimulatedCohort) -> None:
    expression = cohort.expression
    assert expression.values.shape == (SAMPLES, GENES) == (300, 300)
    assert len(set(expression.genes)) == GENES
    assert len(cohort.regulators) == REGULATORS == 60
    assert set(cohort.regulators) <= set(expression.genes)
    assert {edge.shape for edge in cohort.truth} == set(SHAPES)
    assert all(tissue.startswith("simulated ") for tissue in cohort.annotation["tissue"])
    assert 0 < expression.values.min() < expression.values.max() < 16


def test_the_same_seed_gives_the_same_cohort_and_another_seed_another(cohort: SimulatedCohort) -> None:
    again, other = simulate(seed=0), simulate(seed=1)
    assert again.expression.checksum == cohort.expression.checksum != other.expression.checksum
    np.testing.assert_array_equal(again.expression.values, cohort.expression.values)
    assert again.truth == cohort.truth


def test_no_regulator_acts_before_it_is_made(cohort: SimulatedCohort) -> None:
    place = {gene: number for number, gene in enumerate(cohort.expression.genes)}
    assert all(place[edge.regulator] < place[edge.target] for edge in cohort.truth)


@pytest.mark.parametrize("side", ["epithelial", "mesenchymal"])
def test_planted_signs_are_in_the_data(cohort: SimulatedCohort, side: str) -> None:
    rows = list(csv.DictReader(io.StringIO(truth_csv(cohort.truth))))
    assert len(rows) == len(cohort.truth)
    samples = slice(0, 100) if side == "epithelial" else slice(-100, None)
    for edge, row in zip(EMT_EDGES, rows, strict=False):
        assert (row["regulator"], row["target"]) == (edge.regulator, edge.target)
        found = effects_by_least_squares(cohort, edge.target, samples)[edge.regulator]
        sign = int(row[f"sign_{side}"])
        assert sign * found > 0.1 if sign else abs(found) < 0.3, (edge, found)


def test_what_the_planted_networks_have_in_common_is_the_textbooks_transition(cohort: SimulatedCohort) -> None:
    # The leading directions of all true networks, of regulators and of targets: what components of them look like.
    regulators, genes = cohort.regulators, cohort.expression.genes
    rows = np.array([regulators.index(edge.regulator) for edge in cohort.truth])
    columns = np.array([genes.index(edge.target) for edge in cohort.truth])
    effects = np.array([edge.effect * course(edge.shape, cohort.position) for edge in cohort.truth])
    networks = np.zeros((len(cohort.position), len(regulators), len(genes)), np.float32)
    networks[:, rows, columns] = effects.T
    leading = [
        [
            [names[place] for place in np.argsort(-np.abs(vector))[:LEADING]]
            for vector in np.linalg.eigh(together)[1].T[:-6:-1]
        ]
        for names, together in (
            (regulators, np.tensordot(networks, networks, ((0, 2), (0, 2)))),
            (genes, np.tensordot(networks, networks, ((0, 1), (0, 1)))),
        )
    ]
    assert {names[0] for names in leading[0]} == set(EMT_SEEDS)
    assert leading[0][0][0] == "ZEB1"
    for names in leading[1]:
        assert not any(name.startswith("SIM") for name in names)
    assert {"CDH1", "ESRP1", "FN1", "CDH2", "OCLN"} <= {name for names in leading[1] for name in names}


def test_no_invented_regulator_stands_out(cohort: SimulatedCohort) -> None:
    edges = Counter(edge.regulator for edge in cohort.truth)
    invented = [edges[name] for name in cohort.regulators if name.startswith("SIM")]
    assert max(invented) - min(invented) <= 1
    for factor in EMT_SEEDS:
        assert edges[factor] > max(invented)
    assert not any(edge.target.startswith("SIM") and edge.regulator in EMT_SEEDS for edge in cohort.truth)


def test_invented_genes_are_told_from_real_ones(cohort: SimulatedCohort) -> None:
    real = {edge.target for edge in EMT_EDGES} | set(REGULATOR_TRENDS) | {"SIM1", "SIM2"}
    assert not any(is_invented(gene) for gene in real)
    assert all(is_invented(gene) for gene in cohort.expression.genes if gene not in real)


def test_markers_go_with_the_score(cohort: SimulatedCohort) -> None:
    for gene, direction in {"CDH1": -1, "ESRP1": -1, "GRHL2": -1, "VIM": 1, "ZEB1": 1, "FN1": 1}.items():
        along = np.corrcoef(cohort.expression.gene(gene), cohort.scores.values)[0, 1]
        assert along * direction > 0.3, (gene, along)
