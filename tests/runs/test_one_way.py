"""A study made from the page and on the command line is the same: one request, one function."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from compute.cli.main import main
from compute.cli.profile import add_arguments
from compute.cli.profile_request import asked
from compute.errors import InputError, UserError
from compute.files import NotWrittenError
from compute.runs import GeneChoice, Inputs, RunQueue, RunRequest, ScoreChoice
from compute.runs.execute import make_study
from compute.runs.request import request_of
from compute.study import open_study, verify_study
from compute.study.intact import SEAL
from tests.jobs.following import ended

SETTINGS = {"bandwidth": 0.2, "l1_count": 8, "rounds": 1}
OPTIONS = ("--bandwidth", "0.2", "--l1-count", "8", "--rounds", "1")


def line(*words: str) -> tuple[RunRequest, Inputs]:
    """What a command line asks for."""
    parser = argparse.ArgumentParser()
    add_arguments(parser, words)
    return asked(parser.parse_args(list(words)))


def profile(inputs: Path, *more: str) -> list[str]:
    return [
        *(str(inputs / "simulated-expression.csv"), "--modulator", f"{inputs / 'simulated-scores.csv'}:EMT score"),
        *("--regulators", str(inputs / "simulated-regulators.txt"), "--targets", str(inputs / "simulated-targets.txt")),
        *("--annotation", str(inputs / "simulated-annotation.csv"), "--title", "A try", "--workers", "1", *more),
    ]


def record(study: Path) -> dict[str, Any]:
    """What a study says of itself, but for when and how fast it was made."""
    body: dict[str, Any] = json.loads((study / "study.json").read_text())
    return {name: value for name, value in body.items() if name not in ("created", "run", SEAL)}


def contents(study: Path) -> dict[str, bytes]:
    files = [path for path in sorted(study.rglob("*")) if path.is_file() and path.name != "study.json"]
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_the_two_ways_make_the_same_study(tmp_path: Path, inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = profile(inputs, *OPTIONS, "--adjust", "tissue", "--ends", "calm", "wild")
    assert main(["profile", *words, "-o", str(tmp_path / "typed")]) == 0
    typed = capsys.readouterr().err
    request = RunRequest(
        "A try",
        "simulated-expression.csv",
        ScoreChoice("simulated-scores.csv", "EMT score", low="calm", high="wild"),
        GeneChoice("file", file="simulated-regulators.txt"),
        GeneChoice("file", file="simulated-targets.txt"),
        annotation="simulated-annotation.csv",
        adjust=("tissue",),
        settings=SETTINGS,
        components=None,
        workers=1,
    )
    queue = RunQueue(tmp_path / "runs")
    job = ended(queue, queue.begin(request, {path.name: path for path in inputs.iterdir()}, tmp_path / "clicked"))
    assert job.state == "finished", job.log()
    assert record(tmp_path / "typed") == record(tmp_path / "clicked")
    assert contents(tmp_path / "typed") == contents(tmp_path / "clicked")
    verify_study(tmp_path / "typed")
    sources = [entry["source"] for entry in open_study(tmp_path / "typed").info.inputs]
    assert "simulated-expression.csv" in sources
    for said in ("80 samples × 150 genes (CSV).", "Samples are in rows", "along EMT score."):
        assert said in typed
        assert said in job.log()


def test_a_command_line_is_a_request(inputs: Path) -> None:
    request, files = line(*profile(inputs, *OPTIONS, "--confidence", "3", "-o", "out"))
    assert (request.title, request.confidence, request.components) == ("A try", 3, None)
    assert request.score == ScoreChoice("simulated-scores.csv", "EMT score")
    assert {name: request.settings[name] for name in SETTINGS} == SETTINGS
    assert {name: path.parent for name, path in files.items()} == dict.fromkeys(
        ("simulated-scores.csv", "simulated-expression.csv", "simulated-regulators.txt", "simulated-targets.txt",
         "simulated-annotation.csv"), inputs,
    )  # fmt: skip
    assert request_of(json.loads(request.to_json())) == request


def test_what_is_left_out_has_the_usual_choice(inputs: Path) -> None:
    table = str(inputs / "simulated-expression.csv")
    request, _ = line(table, "--modulator", str(inputs / "simulated-scores.csv"), "-o", "out")
    assert (request.title, request.score.column) == ("simulated-expression", "")
    assert (request.regulators, request.targets) == (GeneChoice("builtin"), GeneChoice("all"))
    assert request.annotation == ""


def test_two_files_of_one_name_are_told_apart_and_one_in_two_roles_is_one(inputs: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "simulated-scores.csv"
    other.parent.mkdir()
    other.write_text((inputs / "simulated-targets.txt").read_text())
    scores = str(inputs / "simulated-scores.csv")
    words: Sequence[str] = (
        *(str(inputs / "simulated-expression.csv"), "--modulator", scores, "--annotation", scores),
        *("--targets", str(other), "-o", "out"),
    )
    request, files = line(*words)
    assert (request.score.file, request.annotation) == ("simulated-scores.csv", "simulated-scores.csv")
    assert request.targets.file == "simulated-scores-2.csv"
    assert files["simulated-scores-2.csv"] == other


@pytest.mark.parametrize("full", [False, True])
def test_files_that_cannot_be_used_are_told_from_a_full_disk(
    tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    refusal = NotWrittenError(tmp_path, "No space left on device") if full else UserError("No gene has a name.")
    monkeypatch.setattr("compute.runs.execute.reported", lambda *_: (_ for _ in ()).throw(refusal))
    request, files = line(*profile(inputs), "-o", "out")
    with pytest.raises(UserError) as caught:
        make_study(request, files, tmp_path / "study")
    assert isinstance(caught.value, InputError) is not full
    assert caught.value.message == refusal.message


@pytest.mark.parametrize("role", ["--modulator", "--regulators", "--targets", "--annotation"])
def test_a_file_that_is_not_there_is_named_as_it_was_typed(inputs: Path, role: str) -> None:
    with pytest.raises(UserError, match=r"There is no file some/where\.csv; check the path"):
        line(*profile(inputs, "-o", "out", role, "some/where.csv"))


def test_what_is_done_to_values_and_names_is_asked_for_in_words(inputs: Path) -> None:
    request, _ = line(*profile(inputs), "--most-variable", "20", "--transform", "auto,average", "--match", "exact",
                      "-o", "x")  # fmt: skip
    assert request.targets.kind == "variable"
    assert request.targets.count == 20
    assert "CDH1" in request.targets.names
    assert (request.transform, request.matching) == ("auto,average", "exact")
    assert request_of(json.loads(request.to_json())) == request


def test_the_most_variable_genes_and_mine_are_targets_and_the_study_says_what_was_done(
    tmp_path: Path, inputs: Path
) -> None:
    mine = inputs / "mine.txt"
    mine.write_text("CDH1\nZEBI\n")
    scores = f"{inputs / 'simulated-scores.csv'}:EMT score"
    words = (str(inputs / "simulated-expression.csv"), "--modulator", scores, "--targets", str(mine), *OPTIONS)
    made = tmp_path / "made"
    assert main(["profile", *words, "--most-variable", "3", "--transform", "none", "-o", str(made)]) == 0
    study = open_study(made)
    assert "CDH1" in study.targets
    assert 3 <= len(study.targets) <= 4
    assert study.info.values == {"scale": "log", "per_million": False, "choice": "none", "steps": []}
    assert any("ZEBI (ZEB2, ZEB1?)" in str(note) for note in study.info.notes)
