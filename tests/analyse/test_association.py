"""Association along the score: who goes with the target anywhere, and directly, comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.analyse.association import (
    RIDGE,
    WINDOWS,
    associated,
    association,
    associations,
    correlation,
    inverted,
    local_correlations,
    partials,
    windows,
)
from tests.analyse.conftest import write_study


def test_an_association_at_one_end_is_found_though_the_whole_hides_it() -> None:
    rng = np.random.default_rng(0)
    n = 400
    R, x = rng.normal(size=(n, 12)), np.linspace(-1, 1, n)
    t = np.where(x > 0, 1.0, -1.0) * R[:, 3] + 0.5 * rng.normal(size=n)
    assert abs(np.corrcoef(R[:, 3], t)[0, 1]) < 0.2
    found = associated(R, t)
    assert found.candidate_rank[3] == 1
    assert found.local[0, 3] < -0.8
    assert found.local[-1, 3] > 0.8
    assert found.local.shape == (WINDOWS, 12)


def test_a_direct_regulator_comes_before_one_that_only_follows_it() -> None:
    rng = np.random.default_rng(1)
    R = rng.normal(size=(500, 10))
    R[:, 1] = R[:, 0] + 0.6 * rng.normal(size=500)
    found = associated(R, R[:, 0] + 0.3 * rng.normal(size=500))
    assert found.candidate_rank[:2].tolist() == [1, 2]
    correlation = np.abs(found.local).mean(axis=0)
    assert found.partial[0] / found.partial[1] > 1.15 * correlation[0] / correlation[1]


def test_the_target_is_not_its_own_regulator_and_units_do_not_matter() -> None:
    rng = np.random.default_rng(2)
    R = rng.normal(size=(100, 6))
    found = associated(R, R[:, 4], own=4)
    assert np.isnan(found.candidate_rank[4])
    assert np.isfinite(np.delete(found.candidate_rank, 4)).all()
    scaled = associated(9 + 4 * R, 2 * R[:, 4] - 1, own=4)
    np.testing.assert_allclose(scaled.strongest, found.strongest)


def test_windows_reach_both_ends() -> None:
    found = windows(200, 10)
    assert found[0].start == 0
    assert found[-1].stop == 200
    assert {window.stop - window.start for window in found} == {50}
    assert windows(12, 3) == [slice(0, 12)] * 3


@pytest.mark.parametrize("n", [60, 9, 7])  # more samples than regulators, as many, and fewer
def test_partial_associations_are_those_of_the_whole_inverse_for_each_target_alone(n: int) -> None:
    rng = np.random.default_rng(3)
    R = rng.normal(size=(n, 9))
    T = np.column_stack([R[:, 3], R @ rng.normal(size=9) + rng.normal(size=n)])
    found = partials(*inverted(R), T, np.array([3, -1]))
    assert found[0, 3] == 0
    for k, others in enumerate((np.delete(np.arange(9), 3), np.arange(9))):
        Z = np.column_stack([R[:, others], T[:, k]])
        P = np.linalg.inv(np.corrcoef(Z.T) + RIDGE * np.eye(Z.shape[1]))
        size = np.sqrt(np.diag(P))
        np.testing.assert_allclose(found[k, others], -P[:-1, -1] / (size[:-1] * size[-1]))


def test_many_targets_have_what_each_has_alone() -> None:
    rng = np.random.default_rng(4)
    R = rng.normal(size=(90, 7))
    T = np.column_stack([R[:, 2], rng.normal(size=90)])
    for target, own, found in zip(T.T, (2, -1), associations(R, T, np.array([2, -1])), strict=True):
        np.testing.assert_allclose(found.candidate_rank, associated(R, target, own).candidate_rank)
        np.testing.assert_allclose(found.partial, associated(R, target, own).partial)


def test_what_the_study_is_adjusted_for_makes_no_association(tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    n, group = 120, np.arange(120) % 3
    expression = rng.normal(size=(4, n))
    expression[3] = expression[1] + 5.0 * (group == 1)
    expression[0] += 4.0 * (group == 1)
    samples = tuple(f"S{i}" for i in range(n))
    study = write_study(
        tmp_path / "s", np.ones((n, 3, 1), np.float32), ("A", "B", "C"), ("T",), samples=samples,
        expression=expression.astype(np.float32),
        annotation=pd.DataFrame({"tissue": np.array(["x", "y", "z"])[group]}, index=pd.Index(samples)),
    )  # fmt: skip
    raw = correlation(study, "A", "T")
    assert raw == pytest.approx(np.corrcoef(study.expression("A"), study.expression("T"))[0, 1], abs=1e-6)
    assert abs(raw) > 0.3
    study.info = replace(study.info, adjust=["tissue"])
    left = [study.expression(gene) - np.array([study.expression(gene)[group == g].mean() for g in range(3)])[group]
            for gene in ("A", "T")]  # fmt: skip
    assert correlation(study, "A", "T") == pytest.approx(np.corrcoef(*left)[0, 1], abs=1e-6)
    assert abs(correlation(study, "A", "T")) < 0.3
    assert correlation(study, "B", "T") > 0.999
    found = association(study, "T")
    assert found.candidate_rank[1] == 1
    np.testing.assert_allclose(found.local[:, 0], local_correlations(study, "A", "T"), atol=1e-6)
    study.info = replace(study.info, adjust=["nothing of these samples"])  # as in an unfinished study
    assert correlation(study, "A", "T") == pytest.approx(raw)
