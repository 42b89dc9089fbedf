"""One run along several scores: a study for each, which know of each other and stay whole by themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compute.cli.main import main
from compute.errors import UserError
from compute.runs import ScoreChoice, along_each
from compute.runs.request import request_of
from compute.study import open_study, remove_study, rename_study, study_record, verify_study
from tests.runs.conftest import asked

SCORES = (ScoreChoice("scores.csv", "EMT"), ScoreChoice(method="eem"))


def test_each_is_the_request_along_one_score() -> None:
    first, second = along_each(asked(), SCORES, "here")
    assert (first.score, second.score) == SCORES
    assert first.modulators == second.modulators == ("EMT", "EMT score (EEM)")
    assert (first.title, second.title) == ("A try · EMT", "A try · EMT score (EEM)")
    assert first.group == second.group
    assert replace(first, title="A try", group="", modulators=(), score=asked().score) == asked()
    assert all(one.check() for one in (first, second))


def test_the_group_is_that_of_the_same_again_and_of_no_other() -> None:
    def group(**changes: object) -> str:
        return along_each(asked(**changes), SCORES, "here")[0].group

    assert group() == group() == group(workers=2)
    assert len({group(), group(title="Another"), along_each(asked(), SCORES, "there")[0].group}) == 3


def test_one_score_is_no_group_and_none_is_asked_for_twice() -> None:
    (only,) = along_each(asked(), SCORES[:1], "here")
    assert (only.group, only.modulators, only.title) == ("", (), "A try")
    with pytest.raises(UserError, match="'EMT' is asked for twice"):
        along_each(asked(), (SCORES[0], SCORES[0]), "here")


def test_a_long_title_leaves_room_for_the_score() -> None:
    request = along_each(asked(title="x" * 120), SCORES, "here")[0]
    assert request.check().title.endswith("x · EMT")


def test_it_comes_back_from_its_json() -> None:
    request = along_each(asked(), SCORES, "here")[1]
    assert request_of(json.loads(request.to_json())) == request


@pytest.mark.slow
def test_the_command_makes_siblings(tmp_path: Path, inputs: Path) -> None:
    table = inputs / "both.csv"
    lines = (inputs / "simulated-scores.csv").read_text().splitlines()
    rows = [line.split(",")[:2] for line in lines[1:]]
    table.write_text("sample,EMT,Drug\n" + "".join(f"{name},{value},{-float(value)}\n" for name, value in rows))
    words = [
        *("profile", str(inputs / "simulated-expression.csv"), "--modulator", f"{table}:*", "--most-variable", "2"),
        *("--regulators", str(inputs / "simulated-regulators.txt"), "--workers", "1", "--title", "Both"),
        *("--bandwidth", "0.2", "--l1-count", "4", "--rounds", "1", "--grid", "3", "-o", str(tmp_path / "both")),
    ]
    assert main(words) == 0
    one, other = tmp_path / "both-emt", tmp_path / "both-drug"
    emt, drug = study_record(one), study_record(other)
    assert emt.group == drug.group
    assert emt.group["modulators"] == ["EMT", "Drug"]
    assert (emt.title, drug.title, drug.score.column) == ("Both · EMT", "Both · Drug", "Drug")
    assert open_study(one).samples[0] == open_study(other).samples[-1]
    rename_study(other, "Another name")
    assert study_record(other).group == emt.group
    remove_study(other)
    verify_study(one)
    assert main([*words, "--resume"]) == 0
    assert study_record(other).group == emt.group
    assert main([*words, "--ends", "a", "b"]) == 2
