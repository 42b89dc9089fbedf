"""A new method that estimates one network for all samples is one small file too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compute.cli.main import main
from compute.errors import UserError
from compute.estimate import open_unfinished
from compute.methods import METHODS
from compute.runs import GeneChoice, RunRequest, ScoreChoice
from compute.runs.inputs import files_in, read_cohort
from compute.study import Study, open_study
from sign_dash.build import build_app
from sign_dash.export.methods import methods_paragraph
from sign_dash.export.networks import drawn_networks, network_file
from sign_dash.export.pictures import picture
from sign_dash.pages.explore.callbacks import inspected
from sign_dash.pages.explore.layout import layout
from sign_dash.pages.explore.view import Drawings, View
from sign_dash.pages.registry import PAGES
from sign_dash.scene.paper.paper import Paper
from sign_dash.shell.about import study_facts
from tests.plugins.announced import announced
from tests.plugins.test_method import _form, cohort_in
from tests.plugins.toy_methods import PAIRS
from tests.sign_dash.export.reported import canvas, edge, node


@pytest.fixture(scope="module", autouse=True)
def plugged_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with announced(tmp_path_factory.mktemp("packages"), METHODS, "toy-votes", "METHOD", PAIRS):
        yield


@pytest.fixture(scope="module")
def study(plugged_in: None, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Made without a score: the method needs none."""
    folder = tmp_path_factory.mktemp("votes")
    words = ["profile", *cohort_in(folder), "--method", "toy-votes", "--draws", "50", "--workers", "1"]
    assert main([*words, "-o", str(folder / "study")]) == 0
    return open_study(folder / "study")


def test_the_study_holds_one_network_with_the_numbers_of_its_method(study: Study) -> None:
    made = study.info.method
    assert (made.scope, made.settings, made.edge) == ("study", {"draws": 50, "seed": 0}, METHODS["toy-votes"].edge)
    assert study.provides == frozenset()
    assert list(study.edge_table.columns) == ["probability", "mean_r"]
    assert study.info.edges == study.edge_table.target.size > 0


def test_read_for_a_sample_it_is_the_same_network_for_every_one(study: Study) -> None:
    table = study.edge_table
    dense = np.zeros((len(study.regulators), len(study.targets)), np.float32)
    dense[table.regulator, table.target] = table.columns["probability"]
    for sample in (0, 31, 32, 39):
        np.testing.assert_array_equal(study.network(sample).toarray(), dense)
    assert np.ptp(study.edge("G0", "G1")) == 0 < study.edge("G0", "G1")[0]
    assert set(study.edge_counts.tolist()) == {study.info.edges}


def test_the_form_asks_for_no_score(study: Study, tmp_path: Path) -> None:
    cohort_in(tmp_path)
    values = {"draws": 50, "seed": 0}
    request = _form(values, "toy-votes", score=None).request([("e.csv", "expression")], "samples-in-rows")
    assert (request.score, request.components) == (ScoreChoice(), None)
    assert len(read_cohort(request, files_in(tmp_path)).expression.samples) == 40
    with pytest.raises(UserError, match="A score is needed"):
        RunRequest("A try", "e.csv", ScoreChoice(), GeneChoice()).check()


def test_explore_draws_it_without_signs_or_heads(study: Study) -> None:
    drawing = Drawings(study).drawn(View(("G0",), 1, 0.0))
    assert (drawing["signed"], drawing["directed"]) == (False, True)
    page = str(layout(study).to_plotly_json())
    assert "regulates" in page
    assert "width = probability" in page
    assert "activates" not in page
    card = str(inspected(study, {"regulator": "G0", "target": "G1"}, range(3, 4), []).to_plotly_json())
    probability = float(study.edge("G0", "G1")[0])
    assert f"directed edge in all samples, probability {probability:.2f}" in card
    assert "Mean correlation: 0." in card
    assert "along the score" not in card
    assert "over all samples" in card


@pytest.mark.parametrize("name", ["compare", "components", "regulators"])
def test_a_page_that_needs_a_network_for_each_sample_says_so(study: Study, name: str) -> None:
    app = build_app(study)
    with app.server.test_request_context():
        page = str(app.layout().to_plotly_json())
    title = next(page.title() for page in PAGES if page.name == name)
    sentence = (
        f"{title} needs one network for each sample; this study has one network for all samples, shown in Explore."
    )
    assert page.count(sentence) == 2, "on the page, and as the hint of its link"
    assert f"'page-{name}'" in page


def test_commands_that_need_a_network_for_each_sample_say_so(study: Study, tmp_path: Path) -> None:
    for words in (["hubs"], ["compare", "--a", "lowest:5", "--b", "highest:5"], ["trip"], ["effects"]):
        with pytest.raises(UserError, match="has one network for all samples; this needs one for each sample"):
            _run([words[0], str(study.path), *words[1:], *(["-o", str(tmp_path / "out")] if words != ["trip"] else [])])


def _run(words: list[str]) -> None:
    from compute.cli.main import _run as run

    run(words)


def test_about_papers_and_files_speak_of_one_network(study: Study, tmp_path: Path) -> None:
    assert study_facts(study)["Networks"] == f"one for all samples, of {study.info.edges} edges"
    assert (
        "With Votes of halves, one network for all samples of 2 regulators and 3 targets was estimated "
        "(Draws: 50; Seed: 0)." in methods_paragraph(study)
    )
    assert main(["network", str(study.path), "-o", str(tmp_path / "n.csv")]) == 0
    with (tmp_path / "n.csv").open(newline="") as file:
        assert next(csv.reader(file)) == ["regulator", "target", "probability", "mean_r"]
    captured = {"kind": "network", "snapshot": _reported(), "subject": ""}
    name, text = network_file(study, drawn_networks(study, captured)[0], "sif")
    assert text == "G0\tregulates\tG1\n"
    assert name == "e_strength-0.1.sif"
    caption = picture(study, captured, Paper()).caption
    assert f"Shown are 1 of the {study.info.edges} edges of the network" in caption
    assert "Arrows lead from regulator to target; width and opacity grow with probability." in caption
    assert "Network: Votes of halves, one for all samples." in caption


def _reported() -> dict[str, Any]:
    return canvas(
        sample=39,
        nodes=[node("G0", 0, 0, role="regulator", focus=1), node("G1", 120, 0)],
        edges=[edge("G0", "G1", 0.98)],
        legend=[edge("", "", 1.0)],
        cutoff=0.1,
    )


def test_its_run_can_be_looked_at_once_it_has_ended(study: Study) -> None:
    assert open_study(study.path, allow_unfinished=True).info.state == "complete"
    assert open_unfinished is not None
