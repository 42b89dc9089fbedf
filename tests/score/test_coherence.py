"""EEM finds the planted part of a list, says how unlikely it is, and depends on nothing else."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from compute.score.coherence import NEAREST, ModuleSearch, coherent, most_variable
from compute.score.correlation import standardised
from compute.score.methods.eem import COHERENT
from tests.score.conftest import Cohort


@pytest.fixture(scope="module")
def search(cohort: Cohort) -> ModuleSearch:
    return ModuleSearch(cohort.expression.values)


def places(cohort: Cohort, genes: tuple[str, ...]) -> np.ndarray:
    return np.array([cohort.expression.gene_index[gene] for gene in genes])


def test_the_planted_part_of_each_list_is_found(cohort: Cohort, search: ModuleSearch) -> None:
    for seeds, planted in ((cohort.seeds.epithelial, cohort.low), (cohort.seeds.mesenchymal, cohort.high)):
        module = search.find(places(cohort, seeds))
        assert set(places(cohort, planted)) <= set(module.members)
        assert len(module.members) <= len(planted) + 2
        assert module.p_value < COHERENT / 100


def test_noise_is_not_coherent(search: ModuleSearch) -> None:
    rng = np.random.default_rng(5)
    p_values = [search.find(rng.choice(np.arange(60, 400), 30, replace=False)).p_value for _ in range(40)]
    assert min(p_values) > COHERENT


def test_the_radius_is_where_the_search_on_all_genes_gathers_a_twentieth(search: ModuleSearch) -> None:
    assert search.near == 20
    assert coherent(search.profiles, search.radius).sum() >= 20
    assert coherent(search.profiles, search.radius * (1 - 1e-9)).sum() < 20


def test_the_p_value_counts_draws_without_return(cohort: Cohort, search: ModuleSearch) -> None:
    module = search.find(places(cohort, cohort.seeds.epithelial))
    population, marked, draws = 400, len(cohort.seeds.epithelial), 20
    ways = sum(
        comb(marked, hits) * comb(population - marked, draws - hits)
        for hits in range(len(module.members), min(marked, draws) + 1)
    )
    assert module.p_value == pytest.approx(ways / comb(population, draws), rel=1e-9)


def test_centre_and_triplets_by_brute_force(cohort: Cohort) -> None:
    profiles = standardised(cohort.expression.values[:, :60])
    radius = 0.7
    correlation = np.corrcoef(cohort.expression.values[:, :60].T)

    def size(distances: np.ndarray) -> tuple[int, float]:
        inside = distances[distances <= radius]
        return len(inside), -float(inside.mean()) if len(inside) else 0.0

    centre = max(range(60), key=lambda gene: size(1 - correlation[gene]))
    near = sorted(set(range(60)) - {centre}, key=lambda gene: 1 - correlation[centre, gene])[:NEAREST]
    best = 1 - correlation[centre]
    for three in combinations(near, 3):
        mean = profiles[:, list(three)].mean(axis=1)
        distances = np.array([1 - np.corrcoef(mean, profile)[0, 1] for profile in profiles.T])
        best = max(best, distances, key=size)
    np.testing.assert_array_equal(coherent(profiles, radius), best <= radius)


def test_order_scale_and_offset_do_not_matter(cohort: Cohort, search: ModuleSearch) -> None:
    rng = np.random.default_rng(2)
    rows, columns = rng.permutation(90), rng.permutation(400)
    changed = cohort.expression.values[np.ix_(rows, columns)] * rng.uniform(0.1, 9, 400) + rng.normal(0, 5, 400)
    other = ModuleSearch(changed)
    assert other.radius == pytest.approx(search.radius, rel=1e-9)
    seeds = places(cohort, cohort.seeds.mesenchymal)
    found = other.find(np.argsort(columns)[seeds])
    assert sorted(columns[found.members]) == search.find(seeds).members.tolist()


def test_one_or_two_seeds_are_a_list_too(cohort: Cohort, search: ModuleSearch) -> None:
    assert search.find(np.array([3])).members.tolist() == [3]
    assert search.find(np.array([3])).p_value == pytest.approx(0.05)
    assert search.find(np.array([3, 5])).members.tolist() == [3, 5]


def test_the_most_variable_genes() -> None:
    values = np.array([[0, 0, 5, 0.0], [1, 4, 5, 2], [2, 8, 5, 4]])
    assert most_variable(values, 2).tolist() == [1, 3]
    assert most_variable(values, 9).tolist() == [0, 1, 3]
