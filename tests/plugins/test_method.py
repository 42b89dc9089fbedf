"""A new method is one small file: announced by its package, every part of the program knows it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.cli.settings_table import with_tables
from compute.errors import UserError
from compute.methods import DEFAULT_METHOD, METHODS
from compute.runs import RunRequest, ScoreChoice, settings_of
from compute.runs.request import request_of
from compute.study import Study, open_study
from sign_dash.export.citations import publications
from sign_dash.export.methods import methods_paragraph
from sign_dash.export.networks import drawn_networks, network_file
from sign_dash.export.pictures import picture
from sign_dash.pages.data.form import Form
from sign_dash.pages.data.method_callbacks import rows_shown
from sign_dash.pages.data.settings import method_fields, method_row, settings_shown
from sign_dash.pages.explore.callbacks import inspected
from sign_dash.pages.explore.layout import layout
from sign_dash.pages.explore.view import Drawings, View
from sign_dash.scene.paper.paper import Paper
from sign_dash.shell.about import study_facts
from tests.plugins.announced import announced
from tests.plugins.toy_methods import LOCAL
from tests.sign_dash.export.reported import canvas, edge, node


@pytest.fixture(scope="module", autouse=True)
def plugged_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with announced(tmp_path_factory.mktemp("packages"), METHODS, "toy", "METHOD", LOCAL):
        yield


def cohort_in(folder: Path) -> list[str]:
    """Files of 40 samples in which G1 follows G0 where the score is high; the words that name them."""
    rng = np.random.default_rng(5)
    score = np.sort(rng.normal(size=40))
    values = rng.normal(size=(40, 6))
    values[:, 1] = np.where(score > 0, values[:, 0], values[:, 1]) + 0.1 * rng.normal(size=40)
    names = pd.Index([f"S{i:02d}" for i in range(40)], name="sample")
    pd.DataFrame(values, index=names, columns=[f"G{j}" for j in range(6)]).to_csv(folder / "e.csv")
    pd.DataFrame({"EMT score": score}, index=names).to_csv(folder / "s.csv")
    (folder / "r.txt").write_text("G0\nG2\n")
    (folder / "t.txt").write_text("G1\nG3\nG0\n")
    genes = ["--regulators", str(folder / "r.txt"), "--targets", str(folder / "t.txt")]
    return [str(folder / "e.csv"), "--orientation", "samples-in-rows", *genes]


@pytest.fixture(scope="module")
def study(plugged_in: None, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("toy")
    words = ["profile", *cohort_in(folder), "--modulator", str(folder / "s.csv"), "--method", "toy", "--reach", "0.8"]
    assert main([*words, "--workers", "1", "-o", str(folder / "study")]) == 0
    return open_study(folder / "study")


def test_the_command_line_lists_it_and_has_its_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["methods"]["toy"] == "Local correlation"
    with pytest.raises(SystemExit):
        main(["profile", "--method", "toy", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "settings of Local correlation" in said
    assert "--reach X How far a sample reaches along the score. Default 0.5." in said
    assert "--bandwidth" not in said


def test_a_plan_times_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["profile", *cohort_in(tmp_path), "--modulator", str(tmp_path / "s.csv"), "--method", "toy", "--plan"]
    assert main([*words, "--workers", "1", "-o", str(tmp_path / "study")]) == 0
    assert "networks at 40 values of the score" in capsys.readouterr().out


def test_the_study_says_what_made_it(study: Study) -> None:
    made = study.info.method
    assert (made.name, made.title, made.version, made.scope) == ("toy", "Local correlation", "3", "sample")
    assert made.settings == {"reach": 0.8, "least": 0.3, "of": "values"}
    assert made.edge == METHODS["toy"].edge
    assert study.provides == {"per_sample", "signed", "coefficients"}
    planted = study.edge("G0", "G1")
    assert planted[:8].mean() < 0.6 < 0.8 < planted[-8:].mean(), "G1 follows G0 at the high end"


def test_the_form_has_its_fields_and_asks_for_it(study: Study) -> None:
    fields = str([group.to_plotly_json() for folded in (False, True) for group in method_fields(folded)])
    for words in ("Reach", "Least r", "Correlation of"):
        assert f"'{words}'" in fields
    assert {"value": "toy", "label": "Local correlation"} in _select(method_row())
    shown = settings_shown("toy", study.info.method.settings)
    assert shown == {"reach": 0.8, "least": 0.3, "of": "values"}
    assert rows_shown({("toy", name): value for name, value in shown.items()})["toy", "least"]
    request = _form(shown).request([("e.csv", "expression"), ("s.csv", "scores")], "")
    assert (request.method, request.settings) == ("toy", shown)
    assert settings_of(request_of(json.loads(request.to_json()))).reach == 0.8


def _form(settings: dict[str, Any], method: str = "toy", score: str | None = '["column", "s.csv", "EMT"]') -> Form:
    return Form(
        title="A try", score=score, drug=None, score_genes=None, low_end="", high_end="", regulators="all",
        targets="all", target_names="", target_count=0, simulated=False, components=True, rank_a=2, rank_b=2,
        predictor="linear", method=method, threads=1, settings=settings,
    )  # fmt: skip


def _select(row: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = next(part.data for part in row._traverse() if hasattr(part, "data"))
    return found


def test_what_cannot_be_is_refused() -> None:
    request = RunRequest("A try", "e.csv", ScoreChoice("s.csv", "EMT"), method="toy", settings={"least": 1.5})
    with pytest.raises(UserError, match=r"Least r \(least\) must be below 1|Least r"):
        request.check()
    with pytest.raises(UserError, match="no method named 'toys' in this installation; did you mean toy"):
        RunRequest("A try", "e.csv", ScoreChoice("s.csv", "EMT"), method="toys").check()
    with pytest.raises(UserError, match="no setting 'bandwidth'"):
        RunRequest("A try", "e.csv", ScoreChoice("s.csv", "EMT"), method="toy", settings={"bandwidth": 1}).check()


def test_explore_draws_it_and_names_its_numbers(study: Study) -> None:
    drawing = Drawings(study).drawn(View(("G0",), 1, 0.0))
    assert {node["id"] for node in drawing["nodes"]} >= {"G0", "G1"}
    assert (drawing["signed"], drawing["directed"]) == (True, True)
    page = str(layout(study).to_plotly_json())
    for words in ("width = |correlation r|", "'Correlation r'", "of the two genes near the sample"):
        assert words in page
    card = str(inspected(study, {"regulator": "G0", "target": "G1"}, range(39, 40), []).to_plotly_json())
    assert "in S39, correlation r +0.9" in card
    assert "G0 → G1 along the score" in card


def test_about_and_papers_say_how_it_was_made(study: Study) -> None:
    assert study_facts(study)["Made with"] == "Local correlation; Reach: 0.8"
    assert (
        "With Local correlation (Toy 1900), a network for every sample of 2 regulators and 3 targets was estimated "
        "(Reach: 0.8; Least r: 0.3; Correlation of: values)." in methods_paragraph(study)
    )
    assert [publication.key for publication in publications(study)] == ["Toy1900"]


def test_files_carry_its_numbers(study: Study, tmp_path: Path) -> None:
    assert main(["network", str(study.path), "--sample", "S39", "-o", str(tmp_path / "n.csv")]) == 0
    with (tmp_path / "n.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0].keys() == {"regulator", "target", "r"}
    assert {"regulator": "G0", "target": "G1", "r": str(study.edge("G0", "G1")[39])} in rows
    captured = {"kind": "network", "snapshot": _reported(), "subject": ""}
    name, text = network_file(study, drawn_networks(study, captured)[0], "edges")
    assert text.splitlines()[0] == "regulator,target,r,cautions"
    assert name.endswith("edges.csv")
    drawn = picture(study, captured, Paper())
    assert "with |correlation r|\u00a0≥\u00a00.1" in drawn.caption
    assert "width and opacity grow with |correlation r|" in drawn.caption
    assert "Networks: Local correlation (Toy 1900) along the EMT score." in drawn.caption


def _reported() -> dict[str, Any]:
    return canvas(
        sample=39,
        nodes=[node("G0", 0, 0, role="regulator"), node("G1", 120, 0)],
        edges=[edge("G0", "G1", 0.98)],
        cutoff=0.1,
    )


def test_the_table_in_a_documentation_has_its_settings() -> None:
    document = with_tables("<!-- settings: toy -->\n<!-- end -->\n")
    assert "| `--least` `X` | Least r. Weaker ones are no edges. Default 0.3. |" in document


def test_nothing_is_left_of_it_afterwards() -> None:
    assert METHODS[DEFAULT_METHOD].name == DEFAULT_METHOD
