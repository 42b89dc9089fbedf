"""Regulatory effects against path counting by an independent library, and against a case worked by hand."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from compute.analyse import effect_change, most_changed_target, rank_regulators, regulatory_effects
from compute.errors import UserError
from compute.study import Study, open_study
from tests.analyse.conftest import write_study
from tests.study.conftest import Planted


def effects_by_path_enumeration(study: Study, target: str, standardised: bool) -> np.ndarray:
    """(q, n): networkx lists the simple paths of at most two edges; we multiply along each."""
    out = np.zeros((len(study.regulators), len(study.samples)))
    for i in range(len(study.samples)):
        matrix = study.network(i).tocoo()
        graph = nx.DiGraph()
        graph.add_nodes_from([*study.regulators, *study.targets])
        for j, k, value in zip(*matrix.coords, matrix.data, strict=True):
            graph.add_edge(study.regulators[j], study.targets[k], value=float(value))
        for j, regulator in enumerate(study.regulators):
            if regulator != target:
                paths = nx.all_simple_edge_paths(graph, regulator, target, cutoff=2)
                out[j, i] = sum(np.prod([graph.edges[edge]["value"] for edge in path]) for path in paths)
    level = np.array([study.expression(name) for name in study.regulators], dtype=np.float64)
    if standardised:
        level = (level - level.mean(axis=1, keepdims=True)) / level.std(axis=1, keepdims=True)
    return out * level


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize("target", ["G8", "G20"], ids=["a regulator too", "only a target"])
def test_effects_agree_with_path_enumeration(loopless: Study, target: str, standardised: bool) -> None:
    study = loopless
    expected = effects_by_path_enumeration(study, target, standardised)
    found = regulatory_effects(study, target, standardised)
    dense = np.zeros_like(expected)
    dense[found.regulators] = found.effects
    np.testing.assert_allclose(dense, expected, rtol=1e-6, atol=1e-6)
    assert set(found.regulators) == set(np.flatnonzero(expected.any(axis=1)))


def test_change_is_the_range_and_the_percentile_variant_ignores_one_wild_sample() -> None:
    effects = np.vstack([np.linspace(-1, 3, 201), np.zeros(201)])
    effects[1, 100] = 50.0
    np.testing.assert_allclose(effect_change(effects), [4.0, 50.0])
    np.testing.assert_allclose(effect_change(effects, 5), [3.6, 0.0], atol=1e-12)


@pytest.mark.parametrize("percentile", [-1.0, 50.0])
def test_a_percentile_without_a_range_is_refused(percentile: float) -> None:
    with pytest.raises(UserError, match="percentile"):
        effect_change(np.zeros((1, 3)), percentile)


def two_step_study(path: Path, scale: float = 1.0, offset: float = 0.0) -> Study:
    """A acts on T only through B; B's effect on T turns round along the modulator; C does nothing."""
    n = 40
    turn = np.linspace(1, -1, n)
    networks = np.zeros((n, 3, 2), np.float32)
    networks[:, 0, 0] = 0.5  # A -> B
    networks[:, 1, 1] = turn  # B -> T
    level = np.random.default_rng(0).normal(8, 2, (4, n))
    level[0] = scale * level[0] + offset
    return write_study(path, networks, ("A", "B", "C"), ("B", "T"), expression=level.astype(np.float32))


def test_ranking_of_a_two_step_path(tmp_path: Path) -> None:
    ranking = rank_regulators(two_step_study(tmp_path / "s"), "T")
    assert [(row.rank, row.regulator) for row in ranking] == [(1, "B"), (2, "A")]
    direct, through = ranking
    assert direct.samples_with_edge == 40
    assert through.samples_with_edge == 0
    assert through.mean_coefficient == 0
    assert through.change > 0


def test_standardised_effects_do_not_depend_on_unit_or_offset_of_a_gene(tmp_path: Path) -> None:
    one = rank_regulators(two_step_study(tmp_path / "one"), "T", standardised=True)
    other = rank_regulators(two_step_study(tmp_path / "other", scale=3.0, offset=-5.0), "T", standardised=True)
    for here, there in zip(one, other, strict=True):
        assert here.regulator == there.regulator
        assert here.change == pytest.approx(there.change, rel=1e-4)
        assert here.effect_low == pytest.approx(there.effect_low, rel=1e-4)
    plain = rank_regulators(two_step_study(tmp_path / "plain", scale=3.0, offset=-5.0), "T")
    scale_free = {row.regulator: row.scale_free_change for row in plain}
    for row in one:
        assert scale_free[row.regulator] == pytest.approx(row.robust_change, rel=1e-4)


def test_a_target_nobody_regulates_has_an_empty_ranking(planted: Planted) -> None:
    study = open_study(planted.path)
    assert rank_regulators(study, study.targets[5]) == []


def test_the_published_effect_uses_expression_as_it_is(tmp_path: Path) -> None:
    study = two_step_study(tmp_path / "s")
    effect = study.edge("B", "T") * study.expression("B")
    row = next(row for row in rank_regulators(study, "T") if row.regulator == "B")
    assert row.change == pytest.approx(np.ptp(effect), rel=1e-6)
    assert row.effect_low == pytest.approx(effect[:4].mean(), rel=1e-6)
    assert row.effect_high == pytest.approx(effect[-4:].mean(), rel=1e-6)


def test_percentile_changes_the_order(tmp_path: Path) -> None:
    n = 60
    networks = np.zeros((n, 2, 1), np.float32)
    networks[:, 0, 0] = 1.0
    networks[30, 1, 0] = 9.0
    level = np.tile(np.linspace(-1, 1, n), (3, 1)).astype(np.float32)
    level[1, 30] = 5.0
    study = write_study(tmp_path / "s", networks, ("STEADY", "WILD"), ("T",), expression=level)
    assert rank_regulators(study, "T")[0].regulator == "WILD"
    assert rank_regulators(study, "T", percentile=5)[0].regulator == "STEADY"


def test_unknown_target_is_named(planted: Planted) -> None:
    with pytest.raises(UserError, match="no target named 'CDH1'"):
        rank_regulators(open_study(planted.path), "CDH1")


def test_the_target_that_changes_most_between_the_ends_is_found(tmp_path: Path) -> None:
    n = 40
    networks = np.zeros((n, 2, 3), np.float32)
    networks[:, 0, 0] = 0.9  # strong, but the same at both ends
    networks[:, 0, 1] = np.linspace(-0.3, 0.3, n)  # turns round
    networks[:, 1, 2] = 0.1
    level = np.random.default_rng(1).normal(8, 1, (5, n))
    level[:2, :5] = level[:2, -5:] = 9.0  # both ends alike, so that the coefficients decide
    study = write_study(tmp_path / "s", networks, ("A", "B"), ("X", "Y", "Z"), expression=level.astype(np.float32))
    assert most_changed_target(study) == "Y"


def test_no_target_changes_where_there_is_no_edge(tmp_path: Path) -> None:
    networks = np.zeros((40, 2, 2), np.float32)
    networks[20, 0, 0] = 1.0  # in the middle only
    with pytest.raises(UserError, match="No target"):
        most_changed_target(write_study(tmp_path / "s", networks, ("A", "B"), ("X", "Y")))
