"""An edge of a Bayesian network, in figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.estimate.run import profile
from compute.methods.bayesian_network.settings import Settings
from compute.study import Study, open_study
from sign_dash.pages.explore.dependence import curve_over_scatter, dependence
from sign_dash.pages.explore.facts import edge_facts
from sign_dash.pages.explore.inspector import edge_inspector
from tests.methods.bayesian_network.test_method import QUICK, whole


@pytest.fixture(scope="module")
def bayesian(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder: Path = tmp_path_factory.mktemp("studies") / "bayesian"
    profile(whole(2, 150), folder, Settings(**QUICK), 1, method="bayesian-network")  # type: ignore[arg-type]
    return open_study(folder)


def test_an_edge_has_its_curve_and_what_it_adds(bayesian: Study) -> None:
    over, along = (str(part.to_plotly_json()) for part in dependence(bayesian, "G0", "G2"))
    assert "G2 on G0" in over
    assert "Contribution of G0 to G2 along the score" in along
    samples = range(3, 4)
    card = str(edge_inspector(bayesian, edge_facts(bayesian, "G0", "G2", samples)).to_plotly_json())
    assert "G2 on G0" in card
    assert "Strength" in card


def test_the_curve_runs_through_the_scatter_from_left_to_right(bayesian: Study) -> None:
    kept = bayesian.edge_contributions
    assert kept is not None
    table = bayesian.edge_table
    row = int(np.flatnonzero((table.regulator == 0) & (table.target == 2))[0])
    samples, curve = curve_over_scatter(bayesian, "G0", "G2", kept[row]).data
    assert curve.mode == "lines"
    assert (np.diff(curve.x) >= 0).all()
    assert np.std(samples.y - curve.y[np.argsort(np.argsort(samples.x))]) < np.std(samples.y)
    assert np.mean(curve.y) == pytest.approx(np.mean(samples.y), abs=0.3)


def test_a_pair_without_an_edge_has_nothing(bayesian: Study, study: Study) -> None:
    table = bayesian.edge_table
    ends = set(zip(table.regulator.tolist(), table.target.tolist(), strict=True))
    j, k = next((j, k) for j in range(8) for k in range(8) if (j, k) not in ends)
    assert dependence(bayesian, f"G{j}", f"G{k}") == []
    assert dependence(study, study.regulators[0], study.targets[0]) == []  # a network for every sample
