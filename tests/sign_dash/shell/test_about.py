"""What the study tells of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from compute.study import Study
from sign_dash.shell.about import NOT_PLANTED, can_show, study_facts
from tests.made import made_with
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence


def test_fits_that_did_not_converge_are_counted_and_what_that_means_is_said(study: Study) -> None:
    before = study.info
    study.info = replace(before, fits_not_converged=7)
    try:
        assert study_facts(study)["Fits"].startswith(f"7 of {before.fits:,} did not converge")
    finally:
        study.info = before
    assert study_facts(study)["Fits"] == f"all {before.fits:,} converged"


def test_only_what_the_study_knows_is_told(study: Study) -> None:
    before = study.info
    study.info = replace(
        before, method=made_with({"center": "cohort", "search": "track", "score_grid": 50, "robust": True})
    )
    try:
        told = study_facts(study)["Made with"]
    finally:
        study.info = before
    assert told == "NetworkProfiler; Search: Quick; Preview: 50; Robust: yes"
    assert study_facts(study)["Made with"] == "NetworkProfiler; Seed: 7"


def test_which_samples_they_are_and_what_was_taken_out_is_told(study: Study) -> None:
    before = study.info
    study.info = replace(before, only="tissue=lung", adjust=["batch", "sex"])
    try:
        told = study_facts(study)
    finally:
        study.info = before
    assert (told["Only samples with"], told["Adjusted for"]) == ("tissue = lung", "batch, sex")
    assert not {"Only samples with", "Adjusted for"} & study_facts(study).keys()


def test_what_the_networks_can_show_has_the_studys_own_figures(study: Study, planted: Planted, tmp_path: Path) -> None:
    said = " ".join(can_show(with_confidence(planted, tmp_path / "sure")))
    assert "with a confidence of 80 % or more: 2.5 per target, 90% of them found again in an independent half" in said
    assert "Changes along the score" not in said
    assert f"{NOT_PLANTED:.0%} of the edges with a confidence of 80 % or more were false" in said
    assert "direct or causal" in said
    without = can_show(study)
    assert "is not known" in without[0]
    assert any("direct or causal" in line for line in without)
