"""A study of what the edges of one network add in each sample: the numbers are those, and everything can read it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import network_difference, read_side, sample_contributions
from compute.cli.main import main
from compute.components import fit_study
from compute.errors import UserError
from compute.estimate.carried import carried_study
from compute.estimate.run import profile
from compute.methods import METHODS
from compute.methods.bayesian_network.settings import Settings
from compute.methods.cohort import Cohort
from compute.read import Expression
from compute.study import Study, StudyScore, open_study
from tests.methods.bayesian_network.conftest import planted

GENES = tuple(f"G{j}" for j in range(8))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Eight genes along the level of the first."""
    values = planted(2, 70)
    cohort = Cohort(
        expression=Expression(8 + values, tuple(f"S{i:02d}" for i in range(70)), GENES, "simulated", "0"),
        modulator=values[:, 0],
        score=StudyScore("level"),
        modulator_source=("simulated", "0"),
        regulators=GENES,
        targets=GENES,
        title="simulated",
        simulated=True,
    )
    path = tmp_path_factory.mktemp("bn") / "study"
    profile(cohort, path, Settings(bootstraps=10, restarts=1, functions=8), method="bayesian-network")
    return open_study(path)


@pytest.fixture(scope="module")
def carried(network: Study) -> Study:
    path = network.path.parent / "carried"
    carried_study(network, path, 0.6)
    return open_study(path)


def test_a_sample_s_network_is_what_the_strong_edges_add_in_it(network: Study, carried: Study) -> None:
    table, kept = network.edge_table, network.edge_contributions
    assert kept is not None
    strong = table.columns["strength"] >= 0.6
    assert 0 < strong.sum() < strong.size
    for sample in (0, 40, 69):
        expected = np.zeros((8, 8))
        expected[table.regulator[strong], table.target[strong]] = kept[strong, sample]
        np.testing.assert_array_equal(carried.network(sample).toarray(), expected.astype(np.float32))
    assert carried.samples == network.samples
    assert carried.simulated
    assert carried.provides == {"per_sample", "signed"}
    assert "edge contribution value" in METHODS.find("bayesian-network").describe(carried)
    adds = sample_contributions(carried, "S03")
    np.testing.assert_array_equal(adds.contribution, adds.coefficient)


def test_two_groups_differ_by_their_mean_contributions(network: Study, carried: Study) -> None:
    low, high = read_side(carried, "low:30"), read_side(carried, "high:30")
    found, table, kept = network_difference(low, high), network.edge_table, network.edge_contributions
    assert kept is not None
    row = int(np.flatnonzero((table.regulator == 0) & (table.target == 2))[0])  # a hyperbolic tangent of the score
    at = int(np.flatnonzero((found.regulator == 0) & (found.target == 2))[0])
    expected = kept[row, high.samples].mean() - kept[row, low.samples].mean()
    assert found.difference[at] == pytest.approx(expected, abs=1e-5)
    assert expected > 1


def test_components_are_learned_on_it(carried: Study) -> None:
    """The edge G0 → G2 carries the score, and so does the first component."""
    fit_study(carried, rank=(2, 2))
    model = carried.model(carried.models()[0])
    assert np.corrcoef(model.arrays["predicted"], carried.modulator)[0, 1] > 0.8


def test_what_multiplies_by_expression_is_refused(carried: Study, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["effects", str(carried.path), "-o", str(carried.path.parent / "e.csv")]) != 0
    assert "this needs coefficients" in capsys.readouterr().err


def test_the_command_line_makes_it(network: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "made"
    assert main(["contributions", str(network.path), "--networks", "-o", str(made)]) == 0
    assert open_study(made).title == "simulated, contributions"
    assert main(["contributions", str(network.path), "--networks", "--strength", "2", "-o", str(tmp_path / "no")]) != 0
    assert "No edge" in capsys.readouterr().err
    with pytest.raises(UserError, match="has no contributions"):
        carried_study(open_study(made), tmp_path / "again")
