"""A study of format 1, as the program made it before studies recorded their method: tests/resources/format-1.

Twenty simulated samples, profiled with settings of which many are not at their defaults. ``network.csv`` and
``edge.csv`` are what the program of that time wrote of it.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compute.estimate.recorded import settings_of
from compute.messages import Message
from compute.methods import METHODS
from compute.methods.network_profiler.settings import Settings
from compute.runs import RunRequest, ScoreChoice
from compute.settings import declared, plain_settings, whole
from compute.study import Study, StudyScore, open_study, verify_study
from compute.write import network_table, sample_network
from sign_dash.export.methods import methods_paragraph
from sign_dash.pages.data.settings import settings_entered, settings_of_study
from sign_dash.pages.explore.layout import layout
from sign_dash.pages.explore.view import Drawings, View
from sign_dash.shell.about import study_facts

FOLDER = Path(__file__).parents[1] / "resources" / "format-1"
CHOSEN: dict[str, Any] = {
    "hold_out": 10, "l1_count": 12, "rounds": 2, "center": "cohort", "kernel": "adaptive", "neighbours": 8,
    "robust": True, "seed": 3, "search": "track", "xi": 0.2, "l2_grid": [0.05, 0.2], "bandwidth_grid": [1.2, 3.5],
    "weighted_ratio": 0.02, "criterion": "bic", "reweight": True,
}  # fmt: skip
"""What was asked for, and the default of then that is another one now."""


@pytest.fixture(scope="module")
def study() -> Study:
    verify_study(FOLDER / "study")
    return open_study(FOLDER / "study")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_a_study_of_network_profiler_with_all_its_settings(study: Study) -> None:
    written = json.loads((FOLDER / "study" / "study.json").read_text())
    assert (written["version"], "method" in written) == (1, False)
    made = study.info.method
    assert (made.name, made.title, made.scope) == ("network-profiler", "NetworkProfiler", "sample")
    assert {name: made.settings[name] for name in CHOSEN} == CHOSEN
    assert made.settings == {name: value for name, value in written["parameters"].items() if name in made.settings}
    assert written["parameters"].keys() - made.settings.keys() == {"method", "bandwidth_candidates"}
    assert made.facts == {"bandwidth_candidates": [1.2, 3.5]}
    assert study.provides == {"per_sample", "signed", "coefficients"}


def test_its_score_has_a_method_and_ends(study: Study) -> None:
    assert study.info.score == StudyScore("EMT score (EEM)", "eem", "epithelial", "mesenchymal")


def test_its_coefficients_are_those_the_program_of_then_read(study: Study) -> None:
    network = list(csv.DictReader(network_table(sample_network(study, "S09")).text.splitlines()))
    assert network == rows("network.csv")
    edge = [(row["sample"], np.float32(row["coefficient"])) for row in rows("edge.csv")]
    assert list(zip(study.samples, study.edge("ZEB1", "CDH1"), strict=True)) == edge
    assert study.fits(0)["converged"].all()
    assert study.info.fits == len(study.samples) * len(study.targets)


def test_methods_text_explore_and_about_show_it(study: Study) -> None:
    text = methods_paragraph(study)
    assert "was ordered by the EEM score" in text
    assert "NetworkProfiler (Shimamura et al. 2011)" in text
    assert "chosen by cross-validation on 10 held-out samples" in text
    assert "outlying samples get less weight" in text
    assert {node["id"] for node in Drawings(study).drawn(View(("CDH1",), 1, 0.0))["nodes"]} >= {"CDH1", "ZEB1"}
    assert "activates" in str(layout(study).to_plotly_json())
    assert "Held-out samples: 10" in study_facts(study)["Made with"]


def test_its_settings_fill_the_form_and_come_out_of_it_unchanged(study: Study) -> None:
    shown = settings_of_study(study.info.method)
    assert shown.keys() == {setting.name for setting in declared(Settings)}
    entered = settings_entered("network-profiler", shown)
    assert {name: entered[name] for name in study.info.method.settings} == study.info.method.settings
    request = RunRequest("Again", "e.csv", ScoreChoice("s.csv"), settings=entered).check()
    assert plain_settings(settings_of(study, METHODS["network-profiler"])) == dict(request.settings)


@dataclass(frozen=True)
class Later(Settings):
    later: int = whole(5, before=(2,), label=Message("Later"), help=Message("Studies made before it have 2."))


def test_a_setting_that_came_later_is_taken_as_it_was_then(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(METHODS["network-profiler"]), "settings", Later)
    assert settings_of_study(study.info.method)["later"] == 2
