"""Which edges are drawn, what is counted and listed: against the networks themselves."""

from __future__ import annotations

import base64
from collections import Counter

import numpy as np
import pytest

from compute.analyse import CATEGORIES, NetworkDifference, rewired_genes
from compute.answers.along import what_changes
from compute.errors import UserError
from compute.study import Study
from sign_dash.pages.compare.answer import answered, notes
from sign_dash.pages.compare.comparison import (
    Comparisons,
    chosen_edges,
    counts,
    edge_rows,
    gene_rows,
    largest_rows,
    starting_strength,
)
from sign_dash.pages.compare.drawing import difference_drawing
from sign_dash.scene import select
from sign_dash.scene.select import LEGIBLE
from tests.sign_dash.planted import Planted

FOCUS = ["ZEB1", "CDH1"]


@pytest.fixture(scope="module")
def comparisons(study: Study) -> Comparisons:
    return Comparisons(study, lambda _: None)


@pytest.fixture(scope="module")
def ends(comparisons: Comparisons) -> NetworkDifference:
    return comparisons.of("low:10", "high:10")


def pairs(difference: NetworkDifference, edges: np.ndarray) -> set[tuple[str, str]]:
    return {(difference.regulators[difference.regulator[e]], difference.targets[difference.target[e]]) for e in edges}


def test_the_edges_of_the_genes_in_focus_are_drawn(planted: Planted, ends: NetworkDifference) -> None:
    chosen = chosen_edges(ends, FOCUS, 0.02)
    a, b = planted.networks[:9].astype(float).mean(axis=0), planted.networks[-9:].astype(float).mean(axis=0)
    expected = {
        (regulator, target)
        for j, regulator in enumerate(planted.regulators)
        for k, target in enumerate(planted.targets)
        if {regulator, target} & set(FOCUS) and max(abs(a[j, k]), abs(b[j, k])) >= 0.02
    }
    assert pairs(ends, chosen.edges) == expected
    assert chosen.candidates == len(expected)
    assert chosen.changing == np.count_nonzero(chosen.category >= 0)


def test_reach_two_adds_the_edges_of_the_neighbours_after_those_of_the_focus(
    planted: Planted, ends: NetworkDifference
) -> None:
    near, far = (chosen_edges(ends, ["ZEB1"], 0.02, reach=reach) for reach in (1, 2))
    neighbours = {gene for pair in pairs(ends, near.edges) for gene in pair} | {"ZEB1"}
    a, b = planted.networks[:9].astype(float).mean(axis=0), planted.networks[-9:].astype(float).mean(axis=0)
    expected = {
        (regulator, target)
        for j, regulator in enumerate(planted.regulators)
        for k, target in enumerate(planted.targets)
        if {regulator, target} & neighbours and max(abs(a[j, k]), abs(b[j, k])) >= 0.02
    }
    assert len(expected) > near.candidates == near.edges.size
    assert pairs(ends, far.edges) == expected
    np.testing.assert_array_equal(far.edges[: near.edges.size], near.edges)


def test_changes_come_first_and_the_larger_before_the_smaller(ends: NetworkDifference) -> None:
    chosen = chosen_edges(ends, FOCUS, 0.02)
    steady = chosen.category < 0
    assert steady.any()
    assert not steady[: chosen.changing].any()
    sizes = np.abs(ends.difference[chosen.edges[: chosen.changing]])
    assert (np.diff(sizes) <= 0).all()


def test_without_genes_the_largest_changes_of_the_whole_network_are_drawn(ends: NetworkDifference) -> None:
    chosen = chosen_edges(ends, [], 0.02)
    changed = np.flatnonzero(ends.categories(0.02) >= 0)
    assert chosen.candidates == changed.size > LEGIBLE
    np.testing.assert_array_equal(chosen.edges, ends.largest(changed)[:LEGIBLE])


def test_no_more_genes_are_drawn_than_fit(ends: NetworkDifference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sign_dash.pages.compare.comparison.MAX_NODES", 6)
    chosen = chosen_edges(ends, ["ZEB1"], 0.0)
    drawn = {gene for pair in pairs(ends, chosen.edges) for gene in pair}
    assert len(drawn) == 6
    assert chosen.candidates > chosen.edges.size


def test_the_first_strength_is_the_one_that_answers_count_from(
    study: Study, ends: NetworkDifference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compute.analyse.counted.EDGES_COMPARED", 50)
    said = what_changes(study)
    assert said.lead is not None
    for focus in (["ZEB1"], []):
        strength = starting_strength(ends, focus)
        assert strength == said.lead.values["strength"] > 0
        asked = {"a": "low:10", "b": "high:10", "strength": strength, "change": None}
        shown = answered(ends, asked, strength, focus)
        assert f"{said.sentence.values['count']}." == shown["notes"][0]
        assert f"{sum(shown['counts'][kind] for kind in CATEGORIES):,} of " in shown["notes"][0]


def test_where_no_edge_of_the_genes_is_as_strong_the_first_strength_is_legible(
    comparisons: Comparisons, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sign_dash.pages.compare.comparison.compared_strength", lambda _: 9.0)
    everything = comparisons.of("low:50", "high:50")
    genes = [*everything.regulators]
    strength = starting_strength(everything, genes)
    assert 0 < chosen_edges(everything, genes, strength).candidates <= LEGIBLE
    weaker = select.CUTOFFS[select.CUTOFFS.index(strength) - 1]
    assert chosen_edges(everything, genes, weaker).candidates > LEGIBLE


def test_the_numbers_are_those_of_the_whole_network(planted: Planted, ends: NetworkDifference) -> None:
    found = counts(ends, 0.05)
    a, b = planted.networks[:9].astype(float).mean(axis=0), planted.networks[-9:].astype(float).mean(axis=0)
    in_a, in_b = np.abs(a) >= 0.05, np.abs(b) >= 0.05
    assert (found["a"], found["b"]) == (in_a.sum(), in_b.sum())
    assert sum(found[name] for name in (*CATEGORIES, "steady")) == (in_a | in_b).sum()
    assert found["gained"] == (in_b & ~in_a & (np.abs(b - a) >= 0.025)).sum()
    assert found["flipped"] == (in_b & in_a & (a * b < 0)).sum()


def test_a_row_says_what_the_edge_is_in_both_sides(ends: NetworkDifference) -> None:
    chosen = chosen_edges(ends, ["CDH1"], 0.02)
    rows = {row["id"]: row for row in edge_rows(ends, chosen.edges, chosen.category)}
    zeb1, grhl2 = rows["ZEB1>CDH1"], rows["GRHL2>CDH1"]
    assert (zeb1["category"], grhl2["category"]) == ("strengthened", "lost")
    assert zeb1["difference"] == pytest.approx(zeb1["meanB"] - zeb1["meanA"], rel=1e-3)
    assert (grhl2["presentA"], grhl2["presentB"], grhl2["meanB"]) == (9, 0, 0)
    assert zeb1["spreadA"] > 0


def test_a_single_sample_has_no_spread(comparisons: Comparisons, study: Study) -> None:
    difference = comparisons.of(f"sample:{study.samples[0]}", "high:10")
    chosen = chosen_edges(difference, ["CDH1"], 0.02)
    rows = edge_rows(difference, chosen.edges, chosen.category)
    assert {(row["spreadA"], row["standardised"], row["spreadB"] is None) for row in rows} == {(None, None, False)}
    assert any("no standard deviation" in note for note in notes(difference, []))


def test_the_largest_changes_of_every_kind_are_listed(ends: NetworkDifference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sign_dash.pages.compare.comparison.MOST_ROWS", 2)
    rows = largest_rows(ends, 0.02)
    kinds = Counter(row["category"] for row in rows)
    numbers = counts(ends, 0.02)
    assert kinds == {name: min(2, numbers[name]) for name in CATEGORIES if numbers[name]}
    sizes = [abs(row["difference"]) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    changed = np.flatnonzero(ends.categories(0.02) >= 0)
    assert sizes[0] == pytest.approx(np.abs(ends.difference[changed]).max(), rel=1e-3)


def test_genes_are_listed_by_role(ends: NetworkDifference) -> None:
    for role in ("regulator", "target"):
        expected = [gene.gene for gene in rewired_genes(ends, 0.02) if gene.role == role]
        assert [row["gene"] for row in gene_rows(ends, role, 0.02)] == expected


def test_the_drawing_holds_a_b_and_their_difference(study: Study, ends: NetworkDifference) -> None:
    chosen = chosen_edges(ends, FOCUS, 0.02)
    drawn = difference_drawing(study, ends, chosen, FOCUS, 0.02, None, {})
    weights = np.frombuffer(base64.b64decode(drawn["weights"]), "<f4").reshape(-1, 3)
    np.testing.assert_array_equal(weights[:, 2], ends.difference[chosen.edges])
    np.testing.assert_allclose(weights[:, 1] - weights[:, 0], weights[:, 2], atol=1e-7)
    names = [node["id"] for node in drawn["nodes"]]
    assert names[:2] == FOCUS
    assert [node["focus"] for node in drawn["nodes"]] == [1, 1] + [0] * (len(names) - 2)
    rows = drawn["rows"]
    ends_of_edges = zip(drawn["sources"], drawn["targets"], strict=True)
    assert [f"{names[s]}>{names[t]}" for s, t in ends_of_edges] == [row["id"] for row in rows]
    assert drawn["edgeCounts"][2] == sum(counts(ends, 0.02)[name] for name in CATEGORIES)


def test_the_answer_says_what_was_compared(comparisons: Comparisons) -> None:
    difference = comparisons.of("low:50", "ranks:41-90")
    asked = {"a": "low:50", "b": "ranks:41-90", "change": None}
    answer = answered(difference, asked, 0.1, ["ZEB1", "NOSUCH"])
    assert answer["a"]["title"] == "epithelial end, 50 %"
    assert answer["b"]["title"] == "ranks 41 to 90"
    assert answer["b"]["size"].startswith("50 samples, EMT score ")
    assert answer["change"] == 0.05
    assert "5 samples are on both sides." in answer["notes"]
    assert "Not in both studies: NOSUCH." in answer["notes"]
    assert not answer["same"]
    assert answered(comparisons.of("low:10", "low:10"), asked, 0.1, [])["same"]


def test_a_comparison_is_read_once(study: Study) -> None:
    comparisons = Comparisons(study, lambda _: None)
    assert comparisons.of("low:10", "high:10") is comparisons.of("low:10", "high:10", None)


def test_a_study_that_is_gone_is_said(comparisons: Comparisons) -> None:
    with pytest.raises(UserError, match="no study “gone”"):
        comparisons.of("low:10", "high:10", "gone")
