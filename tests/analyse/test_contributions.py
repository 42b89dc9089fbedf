"""Edge contributions are products that can be taken by hand, and parts of the regulatory effects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import edge_contributions, regulatory_effects, sample_contributions
from compute.errors import UserError
from compute.study import Study
from tests.analyse.test_effects import two_step_study


@pytest.mark.parametrize("standardised", [False, True])
def test_a_sample_and_an_edge_agree(loopless: Study, standardised: bool) -> None:
    number = 33
    found = sample_contributions(loopless, loopless.samples[number], standardised)
    assert found.contribution.size == loopless.edge_counts[number]
    assert (np.diff(np.abs(found.contribution)) <= 0).all()
    for row in range(0, found.contribution.size, 7):
        regulator, target = loopless.regulators[found.regulator[row]], loopless.targets[found.target[row]]
        along = edge_contributions(loopless, regulator, target, standardised)
        assert along.contribution[number] == pytest.approx(found.contribution[row])
        assert along.coefficient[number] == found.coefficient[row]
        assert along.level[number] == pytest.approx(found.level[row])


def test_without_a_detour_the_contribution_is_the_effect(tmp_path: Path) -> None:
    study = two_step_study(tmp_path / "s")
    effects = regulatory_effects(study, "T")
    row = [study.regulators[j] for j in effects.regulators].index("B")
    found = edge_contributions(study, "B", "T")
    np.testing.assert_allclose(found.contribution, effects.effects[row])
    np.testing.assert_allclose(found.contribution, np.linspace(1, -1, 40) * study.expression("B"), rtol=1e-6)


def test_names_that_are_not_there(loopless: Study) -> None:
    with pytest.raises(UserError, match="sample named 'NOBODY'"):
        sample_contributions(loopless, "NOBODY")
    with pytest.raises(UserError, match="target named 'CDH1'"):
        edge_contributions(loopless, "G0", "CDH1")
    with pytest.raises(UserError, match="regulator named 'CDH1'"):
        edge_contributions(loopless, "CDH1", "G9")
