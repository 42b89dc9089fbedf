"""Planted components are what the recovery is measured against; the picture says what it shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.planted import SIZE, STRENGTHS, Cohort, Fitted, by_hosvd, recovered, simulate

ROOT = Path(__file__).resolve().parent.parent.parent


def as_found(cohort: Cohort, left: np.ndarray, right: np.ndarray) -> Fitted:
    return Fitted(left, right, cohort.scores, 1.0, 1.0)


def test_components_have_genes_of_their_own() -> None:
    made = simulate("recovery", 0, 5, 0.0)
    for factor, size in zip((made.regulator_factor, made.target_factor), SIZE, strict=True):
        assert factor.shape == (size, 3)
        np.testing.assert_allclose(factor.T @ factor, np.eye(3), atol=1e-12)
        assert (np.count_nonzero(factor, axis=1) <= 1).all()
    assert made.networks[0].nnz < 0.6 * np.count_nonzero(made.regulator_factor @ np.ones((3, 3)) @ made.target_factor.T)


def test_the_planted_components_recover_themselves_in_any_order_and_sign() -> None:
    made = simulate("recovery", 1, 5, 0.0)
    found = recovered(as_found(made, -made.regulator_factor[:, ::-1], made.target_factor), made)
    assert found["angle_regulators"] == pytest.approx(0, abs=1e-5)
    assert found["loading_principal"] == pytest.approx(1)


def test_varimax_undoes_a_rotation_that_hides_sparse_components() -> None:
    made = simulate("recovery", 2, 5, 0.0)
    turn = np.eye(3) - 2 / 3  # a reflection that gives every component a share in every other
    found = recovered(as_found(made, made.regulator_factor @ turn, made.target_factor @ turn), made)
    assert found["angle_targets"] == pytest.approx(0, abs=1e-5)
    assert found["loading_principal"] < 0.9
    assert found["loading_varimax"] > 0.99


def test_what_the_score_needs_is_not_what_the_networks_have_most_of() -> None:
    made = simulate("trade-off", 0, 200, 0.0)
    found = by_hosvd(made, made.networks, (2, 2))
    kept = np.linalg.norm(found.regulator_loadings.T @ made.regulator_factor, axis=0)
    assert (kept[:2] > 0.9).all()
    assert kept[len(STRENGTHS["trade-off"]) - 1] < 0.2


def test_a_sample_is_of_the_class_whose_pair_is_largest() -> None:
    made = simulate("recovery", 3, 60, 0.0)
    assert sorted(set(made.classes)) == ["A", "B", "C"]
    cores = [made.regulator_factor.T @ (network @ made.target_factor) for network in made.networks]
    pairs = np.array([np.diagonal(core) for core in cores]) / np.array(STRENGTHS["recovery"])
    found = np.array(list("ABC"))[pairs.argmax(axis=1)]
    assert np.mean(found == made.classes) > 0.7  # half of the edges are missing in each sample


@pytest.mark.slow
def test_a_quick_run_draws_the_curve(tmp_path: Path) -> None:
    curve = tmp_path / "curve.svg"
    command = [sys.executable, "benchmarks/planted.py", "--quick", "--json", "--curve", str(curve)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["2% false edges: TRIP linear"]["loading_varimax"] > 0.95
    few, many = (found[f"trade-off, linear: rho {rho}"] for rho in ("0.001", "100"))
    assert few["r2"] > 0.8 > 0.3 > many["r2"]
    assert few["retained"] < many["retained"] <= found["trade-off: HOSVD"]["retained"] + 1e-9
    words = [part.text for part in ElementTree.parse(curve).getroot().iter() if part.text and part.text.strip()]
    assert {"TRIP, linear", "TRIP, perceptron", "HOSVD: as much as can be kept"} <= set(words)
