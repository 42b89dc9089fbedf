"""Neighbour node sampling: who is drawn, how chances are counted, and what is found some genes at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.methods.bayesian_network.edges import combined
from compute.methods.bayesian_network.settings import Settings
from compute.methods.bayesian_network.subsets import (
    Pool,
    chances,
    data_of,
    neighbours,
    no_pool,
    random_genes,
    walked_genes,
)
from compute.methods.cohort import Cohort
from compute.read import Expression
from tests.methods.bayesian_network.conftest import PLANTED, planted, posed
from tests.methods.bayesian_network.test_method import bits, named, run, whole

ROUNDS = {"sampling": "neighbours", "subset": 8, "rounds": 60, "restarts": 1, "functions": 8}


def test_chances_are_counted_as_by_hand(rng: np.random.Generator) -> None:
    members = np.array([rng.choice(30, 7, replace=False) for _ in range(50)])
    one, other = rng.integers(30, size=(2, 40))
    by_hand = [sum(u in row and v in row for row in members.tolist()) for u, v in zip(one, other, strict=True)]
    assert chances(members, 30, (one, other)).tolist() == by_hand


def test_a_walk_stays_among_neighbours_while_it_can() -> None:
    """Two rings of ten genes: a walk of eight genes meets one ring mostly, for it begins anew one step in seven."""
    ring = [(10 * r + i, 10 * r + (i + 1) % 10, 9) for r in range(2) for i in range(10)]
    beside = neighbours(Pool(np.array(ring), np.tile(np.arange(20), (9, 1))), 20)
    assert beside.gene[beside.start[3] : beside.start[4]].tolist() == [2, 4]
    walks = [walked_genes(beside, 8, 0, number) for number in range(200)]
    assert all((np.diff(genes) > 0).all() and genes.size == 8 for genes in walks)
    largest = np.mean([max((genes < 10).sum(), (genes >= 10).sum()) for genes in walks])
    at_random = [random_genes(20, 8, 0, number) for number in range(200)]
    assert largest > np.mean([max((genes < 10).sum(), (genes >= 10).sum()) for genes in at_random]) + 0.8
    assert (walked_genes(beside, 8, 0, 5) == walks[5]).all()


def test_rare_edges_are_not_walked_along_and_too_few_neighbours_are_filled_up() -> None:
    pool = Pool(np.array([(0, 1, 1), (2, 3, 8)]), np.tile(np.arange(4), (10, 1)))
    beside = neighbours(pool, 4)
    assert np.diff(beside.start).tolist() == [0, 0, 1, 1]
    assert walked_genes(neighbours(no_pool(3), 6), 6, 0, 0).tolist() == list(range(6))


def test_the_data_of_some_genes_are_those_of_the_genes_alone() -> None:
    values = planted(0, 60)
    genes = np.array([5, 1, 6])
    part, alone = data_of(posed(values, 8), genes, True), posed(values[:, genes], 8)
    assert np.allclose(part.genes, alone.genes)
    assert np.allclose(part.basis.value, alone.basis.value)
    assert (part.prior.size == alone.prior.size).all()
    assert (part.allowed == alone.allowed).all()
    assert part.place.tolist() == [1, 0, 2]  # by name: 1, 5, 6


def test_strengths_are_shares_of_the_rounds_with_both_genes() -> None:
    """0 → 1 found in 6 of 12 rounds that had both; 2 → 3 in all three it had: too few chances to say."""
    member = [[0, 1, 4]] * 12 + [[2, 3, 4]] * 3
    kept = {
        "edges": np.array([1] * 5),
        "regulator": np.array([0, 0, 0, 2, 2]),
        "target": np.array([1, 1, 1, 3, 3]),
        "curve": np.ones((5, 8)),
        "members": np.array(member[5:]),
    }
    pool = Pool(np.array([(0, 1, 2), (1, 0, 1), (2, 3, 1)]), np.array(member[:5]))
    found = combined([kept], np.arange(5), 8, 0.0, pool)
    assert list(zip(found.regulator, found.target, strict=True)) == [(0, 1)]
    assert found.strength.tolist() == [0.5]
    assert found.direction.tolist() == pytest.approx([5 / 6])


def crowd(seed: int, samples: int = 150) -> Cohort:
    """The planted genes among twelve that have nothing to do with them."""
    more = np.random.default_rng([seed, 9]).normal(size=(samples, 12))
    values = np.hstack([planted(seed, samples), more])
    genes, names = tuple(f"G{j}" for j in range(20)), tuple(f"S{i:03d}" for i in range(samples))
    return whole(
        samples=samples,
        expression=Expression(values, names, genes, "simulated", "0"),
        regulators=genes,
        targets=genes,
    )


def test_planted_edges_are_found_some_genes_at_a_time_the_same_with_any_workers(tmp_path: Path) -> None:
    one = run(crowd(2), tmp_path / "one", **ROUNDS)
    found = named(one, 0.5)
    ends = {frozenset(pair) for pair in found}
    assert sum(frozenset((f"G{u}", f"G{v}")) in ends for u, v in PLANTED) >= 4
    assert len(ends - {frozenset((f"G{u}", f"G{v}")) for u, v in PLANTED}) <= 12  # of 185 others
    assert bits(run(crowd(2), tmp_path / "two", workers=2, **ROUNDS)) == bits(one)
    members = one.settled("first_members")
    assert members is not None
    assert members.shape == (6, 8)


def test_the_score_cannot_weigh_knowledge_by_some_genes() -> None:
    with pytest.raises(UserError, match="--zeta"):
        Settings(sampling="neighbours", prior="knowledge")
