"""A new score is one small file: put beside the others, every part of the program knows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.errors import UserError
from compute.read import read_scores
from compute.runs import GeneChoice, RunRequest, ScoreChoice, examine
from compute.runs.inputs import files_in, read_cohort
from compute.score import SCORES, methods
from compute.score.reference import score_table
from compute.study import Study, StudyScore, open_study
from sign_dash.export.citations import publications
from sign_dash.export.methods import methods_paragraph
from sign_dash.pages.data.form import METHOD, score_choice, score_value
from sign_dash.pages.data.new_offer import score_options
from sign_dash.scene.multiples import score_panels
from sign_dash.shell.cohort import ends_of, modulator_title, score_name
from tests.plugins.announced import announced, put_beside_the_others

FILE = """
from compute.messages import Message
from compute.publication import journal_article
from compute.score import Score, Scored


def _compute(expression, lists):
    (genes,) = lists
    return Scored(expression.values[:, genes.columns].mean(axis=1))


SCORE = Score(
    name="toy",
    label="toy",
    title=Message("mean of the toy genes"),
    written="the toy score ({reference})",
    reference=journal_article("Toy1900", "Toy 1900", "Toy, T.", "On Toys", 1900, "Toys", "1", "", "2", "10/x"),
    genes="list",
    compute=_compute,
    builtin=lambda: ("G0", "G1"),
    low="normoxic",
    high="hypoxic",
    axis="Hypoxia score",
)
"""
SHOWN = StudyScore("Hypoxia score (toy)", "toy", "normoxic", "hypoxic")


@pytest.fixture(autouse=True, params=["beside the others", "announced"])
def plugged_in(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """The file lies in the folder of the scores, or another package announces it; nothing else is done."""
    assert "toy" not in SCORES
    (tmp_path / "packages").mkdir()
    if request.param == "beside the others":
        new = put_beside_the_others(tmp_path / "packages", SCORES, "toy", methods, FILE)
    else:
        new = announced(tmp_path / "packages", SCORES, "toy", "SCORE", FILE)
    with new:
        assert list(SCORES)[-1] == "toy"
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(3)
    values = 8 + rng.normal(size=(30, 2)) @ rng.normal(size=(2, 8)) + 0.5 * rng.normal(size=(30, 8))
    names = pd.Index([f"S{i}" for i in range(30)], name="sample")
    pd.DataFrame(values, index=names, columns=[f"G{j}" for j in range(8)]).to_csv(tmp_path / "e.csv")
    return tmp_path


def scored(folder: Path) -> Path:
    words = ["score", str(folder / "e.csv"), "--method", "toy", "--orientation", "samples-in-rows"]
    assert main([*words, "-o", str(folder / "s.csv")]) == 0
    return folder / "s.csv"


def test_the_command_line_knows_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["score", "--help"])
    assert "toy: mean of the toy genes" in " ".join(capsys.readouterr().out.split())
    scores = read_scores(scored(folder))
    expected = pd.read_csv(folder / "e.csv", index_col=0)[["G0", "G1"]].mean(axis=1)
    np.testing.assert_allclose(scores.values, expected)
    assert (scores.method, scores.low, scores.high) == ("toy", "normoxic", "hypoxic")
    assert "low is normoxic, high is hypoxic" in capsys.readouterr().err


def test_the_form_offers_it_and_asks_for_it(folder: Path) -> None:
    found = examine(folder, [("e.csv", "expression")], "samples-in-rows").to_json()
    offered = {option["value"]: option["label"] for group in score_options(found) for option in group["items"]}
    value = score_value(METHOD, "", "toy")
    assert offered[value] == "Hypoxia score (toy): mean of the toy genes (its genes are built in)"
    assert score_choice(value, None, None) == ScoreChoice(method="toy")


def test_a_run_that_asks_for_it_is_checked_and_gets_it(folder: Path) -> None:
    request = RunRequest("A try", "e.csv", ScoreChoice(method="toy"), GeneChoice(), orientation="samples-in-rows")
    whole = read_cohort(request.check(), files_in(folder))
    assert whole.score == SHOWN
    with pytest.raises(UserError, match="no score 'tow'; choose one of eem, "):
        RunRequest("A try", "e.csv", ScoreChoice(method="tow")).check()


@pytest.fixture
def study(folder: Path) -> Study:
    """Made from the score as a table, so that the table has to say what it is."""
    words = ["profile", str(folder / "e.csv"), "--modulator", str(scored(folder)), "--orientation", "samples-in-rows"]
    (folder / "r.txt").write_text("G2\nG3\n")
    (folder / "t.txt").write_text("G4\n")
    genes = ["--regulators", str(folder / "r.txt"), "--targets", str(folder / "t.txt")]
    quick = ["--bandwidth", "2", "--rounds", "1", "--l1-count", "5", "--workers", "1"]
    assert main([*words, *genes, *quick, "-o", str(folder / "study")]) == 0
    return open_study(folder / "study")


def test_the_study_keeps_it_and_the_pages_name_its_ends(study: Study) -> None:
    assert study.info.score == SHOWN
    assert (score_name(study), modulator_title(study)) == ("Hypoxia score", "Hypoxia score (toy)")
    assert ends_of(study) == ("normoxic", "hypoxic")
    assert [panel.title for panel in score_panels(study, 5)][::4] == ["normoxic", "hypoxic"]


def test_papers_cite_it(study: Study) -> None:
    assert "was ordered by the toy score (Toy 1900) (low = normoxic, high = hypoxic)." in methods_paragraph(study)
    assert "Toy1900" in {publication.key for publication in publications(study)}


def test_the_table_in_the_documentation_has_it() -> None:
    genes = "a list of genes, in place of the built-in genes"
    assert f"| `toy` | mean of the toy genes | {genes} | normoxic, hypoxic | Toy 1900 |" in score_table()


@pytest.mark.parametrize("method", ["ks", "76gs"])
def test_a_run_without_the_genes_its_score_needs_is_refused_at_once(method: str) -> None:
    with pytest.raises(UserError, match=f"The score {method} needs genes: a .* upload that file"):
        RunRequest("A try", "e.csv", ScoreChoice(method=method)).check()
