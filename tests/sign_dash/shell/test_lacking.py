"""What stands in place of a page where a study lacks what it needs: what is missing, and what would bring it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from compute.estimate.run import profile
from compute.methods.bayesian_network.settings import Settings
from compute.methods.cohort import Cohort
from compute.read import Expression
from compute.study import Study, StudyScore, open_study
from sign_dash.pages.registry import PAGES
from sign_dash.shell.lacking import lacking, lacking_panel

BY_NAME = {page.name: page for page in PAGES}


def test_of_one_network_for_all_samples_compare_says_how_to_see_what_its_edges_add(
    study: Study, tmp_path: Path
) -> None:
    values, genes = np.random.default_rng(0).normal(size=(25, 3)), ("A", "B", "C")
    values[:, 1] += 2 * values[:, 0]
    table = Expression(values, tuple(f"S{i}" for i in range(25)), genes, "simulated", "0")
    score = StudyScore("order of the table")
    cohort = Cohort(table, np.arange(25.0), score, ("simulated", "0"), genes, genes, "simulated", simulated=True)
    quick = Settings(bootstraps=2, restarts=1, functions=8)
    profile(cohort, tmp_path / "my study", quick, method="bayesian-network")
    one = open_study(tmp_path / "my study")
    panel = str(lacking_panel(one, BY_NAME["compare"]))
    assert "python -m compute contributions 'my study' --networks -o 'my study-contributions'" in panel
    assert "--networks" not in str(lacking_panel(one, BY_NAME["regulators"]))
    assert lacking(study, BY_NAME["compare"]) == ""
    assert lacking(one, BY_NAME["explore"]) == ""
