"""Functions of regulators: against scipy test by test, a planted function, and networks without any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from compute.analyse import (
    FunctionChanges,
    function_changes,
    integral_test,
    permutation_test,
    regulator_enrichment,
    sample_enrichment,
    study_sets,
)
from compute.errors import UserError
from compute.read import GeneSets
from compute.study import Study, open_study
from tests.analyse.conftest import write_study
from tests.study.conftest import Planted


def sets_of(**genes: tuple[str, ...]) -> GeneSets:
    return GeneSets(tuple(genes), tuple(genes.values()), "sets.gmt", "0" * 64, ())


@pytest.fixture(scope="module")
def study(planted: Planted) -> Study:
    return open_study(planted.path)


@pytest.fixture(scope="module")
def some_sets(study: Study) -> GeneSets:
    t = study.targets
    return sets_of(A=t[:4], B=(*t[2:9], "STRANGER"), C=t[::2], TINY=t[:1], NONE=("X", "Y"), ALL=t)


def by_scipy(planted: Planted, sets: list[tuple[str, ...]]) -> NDArray[np.float64]:
    """(n, q, U) Q of every sample, regulator and set."""
    present = planted.networks != 0
    targets = planted.content.targets
    p = np.ones((*present.shape[:2], len(sets)))
    for u, genes in enumerate(sets):
        inside = np.isin(targets, genes)
        for i, j in np.ndindex(present.shape[:2]):
            row = present[i, j]
            table = [[(row & inside).sum(), (~row & inside).sum()], [(row & ~inside).sum(), (~row & ~inside).sum()]]
            p[i, j, u] = stats.fisher_exact(table, alternative="greater").pvalue
    return stats.false_discovery_control(np.minimum(p, 1), axis=2)


def test_every_reading_agrees_with_scipy(planted: Planted, study: Study, some_sets: GeneSets) -> None:
    sets = study_sets(study, some_sets, 2, 16)
    assert sets.names == ("A", "B", "C")
    assert sets.sizes.tolist() == [4, 7, 9]
    expected = by_scipy(planted, [some_sets.genes[u] for u in range(3)])
    for number in (0, 40, 70):
        found = sample_enrichment(study, sets, study.samples[number])
        np.testing.assert_allclose(np.exp(found.log_q), expected[number], rtol=1e-8)
        np.testing.assert_array_equal(found.out_degree, (planted.networks[number] != 0).sum(axis=1))
    for j in (0, 3):
        found = regulator_enrichment(study, sets, study.regulators[j])
        np.testing.assert_allclose(np.exp(found.log_q), expected[:, j], rtol=1e-8)
    changes = function_changes(study, sets)
    np.testing.assert_allclose(np.exp(changes.log_q_min), expected.min(axis=0), rtol=1e-8)
    np.testing.assert_allclose(np.exp(changes.log_q_max), expected.max(axis=0), rtol=1e-8)
    np.testing.assert_allclose(
        changes.enrichment_score, np.log(expected.max(axis=0) / expected.min(axis=0)), rtol=1e-6, atol=1e-8
    )
    j, u = np.indices(changes.sample_min.shape)
    np.testing.assert_allclose(expected[changes.sample_min, j, u], expected.min(axis=0), rtol=1e-8)
    np.testing.assert_allclose(expected[changes.sample_max, j, u], expected.max(axis=0), rtol=1e-8)


def test_sets_as_the_study_sees_them(study: Study, some_sets: GeneSets) -> None:
    sets = study_sets(study, some_sets, 2, 16)
    told = " ".join(map(str, sets.notes))
    assert "3 of 6 sets" in told
    assert "17 targets" in told
    assert "3 of their 20 genes" in told
    assert "2 sets with fewer than 2" in told
    assert "1 set with more than 16" in told
    with pytest.raises(UserError, match=r"No set of sets.gmt has 18 to 20"):
        study_sets(study, some_sets, 18, 20)
    for smallest, largest in ((0, 5), (6, 5)):
        with pytest.raises(UserError, match="smallest"):
            study_sets(study, some_sets, smallest, largest)


def cohort_with_a_function(path: Path, n: int = 70, q: int = 30, p: int = 600) -> tuple[Study, GeneSets]:
    """R0 takes up 30 genes of SET0 in the second half; the others' targets, SET1 to SET39, are random."""
    rng = np.random.default_rng(3)
    present = np.zeros((n, q, p), bool)
    for j in range(q):
        start = rng.integers(0, n, p)
        for k in np.flatnonzero(rng.random(p) < 0.15):
            present[start[k] : start[k] + n // 2, j, k] = True
    names = tuple(f"T{k}" for k in range(p))
    chosen = [rng.choice(p, 40, replace=False) for _ in range(40)]
    present[n // 2 :, 0, chosen[0][:30]] = True
    study = write_study(path, present.astype(np.float32), tuple(f"R{j}" for j in range(q)), names)
    return study, sets_of(**{f"SET{u}": tuple(names[k] for k in genes) for u, genes in enumerate(chosen)})


def test_a_planted_function_is_found(tmp_path: Path) -> None:
    study, gene_sets = cohort_with_a_function(tmp_path / "s")
    sets = study_sets(study, gene_sets)
    changes = function_changes(study, sets)
    score = changes.enrichment_score
    assert np.unravel_index(score.argmax(), score.shape) == (0, 0)
    assert changes.sample_min[0, 0] >= 35 > changes.sample_max[0, 0]
    test = integral_test(changes)
    assert test.log10_p.argmin() == 0
    found = sample_enrichment(study, sets, study.samples[60])
    assert [(int(j), int(u)) for j, u in np.argwhere(found.log_q < np.log(1e-6))] == [(0, 0)]


def test_networks_without_functions_have_uniform_p_values_and_no_masters(tmp_path: Path) -> None:
    """Where nothing is enriched a sample's p-values are not too small, and neither is any integral q-value."""
    study, gene_sets = cohort_with_a_function(tmp_path / "s")
    sets = study_sets(study, gene_sets)
    log_p = sample_enrichment(study, sets, study.samples[60]).log_p[1:]
    for level in (0.01, 0.05, 0.2):
        spread = np.sqrt(level * (1 - level) / log_p.size)
        assert (log_p <= np.log(level)).mean() < level + 4 * spread
    assert not integral_test(function_changes(study, sets)).master[1:].any()


def changes_of(log_q_min: NDArray[np.float64]) -> FunctionChanges:
    nowhere = np.zeros(log_q_min.shape, np.int32)
    return FunctionChanges(log_q_min, np.zeros_like(log_q_min), nowhere, nowhere)


def test_the_integral_test_is_fishers_combination() -> None:
    rng = np.random.default_rng(0)
    q = rng.random((200, 25))
    test = integral_test(changes_of(np.log(q)))
    for j in range(5):
        assert 10 ** test.log10_p[j] == pytest.approx(stats.combine_pvalues(q[j]).pvalue, rel=1e-9)
    assert stats.kstest(10**test.log10_p, "uniform").pvalue > 0.001
    np.testing.assert_allclose(10**test.log10_q, stats.false_discovery_control(10**test.log10_p), rtol=1e-9)
    assert not test.master.any()


def test_the_integral_test_does_not_underflow() -> None:
    test = integral_test(changes_of(np.array([[-400.0] * 5, [-200.0] * 5, [0.0] * 5])))
    assert test.log10_p[0] < test.log10_p[1] < -400
    assert test.log10_p[2] == 0
    assert test.master.tolist() == [True, True, False]


def test_permutations_find_the_planted_regulator_and_no_other(tmp_path: Path) -> None:
    """The χ² law cannot: over 40 sets of which one changes, its statistic is too strict."""
    study, gene_sets = cohort_with_a_function(tmp_path / "s")
    sets = study_sets(study, gene_sets)
    test = integral_test(function_changes(study, sets))
    found = permutation_test(study, sets, test, permutations=39, seed=1)
    assert found.p[0] == 1 / 40
    assert not test.master[0]
    others = found.p[1:]
    for level in (0.1, 0.25, 0.5):
        assert (others <= level).mean() < level + 4 * np.sqrt(level * (1 - level) / others.size)
    np.testing.assert_allclose(found.q, stats.false_discovery_control(found.p))
