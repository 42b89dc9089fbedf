"""What is done to the values, as controls and as a choice; and genes that were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.demo import simulated_files
from compute.read.transform import steps_of
from compute.runs import examine
from sign_dash.pages.data.new_offer import followed
from sign_dash.pages.data.new_values import controls_of, steps_words, transform_choice, transform_choices


@pytest.mark.parametrize(
    ("controls", "choice"),
    [
        (("auto", False, False), "auto"),
        (("none", False, False), "none"),
        (("log2", False, True), "log2,average"),
        (("auto", True, True), "auto,quantile,average"),
        (("none", True, False), "quantile"),
        (("cpm,log2", False, False), "cpm,log2"),
    ],
)
def test_controls_and_choice_are_one(controls: tuple[str, bool, bool], choice: str) -> None:
    assert transform_choice(*controls) == choice
    assert controls_of(choice) == controls
    assert steps_of(choice)


def test_what_is_automatic_is_said_once_the_table_is_known() -> None:
    assert transform_choices()[0]["label"] == "automatic, by their scale"
    assert transform_choices(["cpm", "log2"])[0]["label"] == "automatic: counts per million → log2(x + 1)"
    assert transform_choices([])[0]["label"] == "automatic: left as they are"
    assert steps_words(["average"]) == "the mean of replicates"


def test_a_gene_that_was_mistyped_is_said_with_what_is_near(tmp_path: Path) -> None:
    inputs = tmp_path
    for name, text in simulated_files().items():
        (inputs / name).write_text(text, encoding="utf-8")
    found = examine(inputs, [("simulated-expression.csv", "expression")], named=("CDH1", "ZEBI", "vim"))
    told = " ".join(map(str, found.named))
    assert "Not there: ZEBI (ZEB2, ZEB1?)." in told
    assert "vim = VIM" in told
    assert found.to_json()["named"][-1]["severity"] == "warning"
    listed = inputs / "simulated-targets.txt"
    listed.write_text("CDH1\nZEBI\n")
    found = examine(inputs, [("simulated-expression.csv", "expression"), (listed.name, "targets")])
    assert "ZEBI (ZEB2, ZEB1?)" in str(found.reports[1].findings[-1])


def test_the_title_follows_the_file_until_somebody_writes_another() -> None:
    first = followed("", None, "first_table")
    assert first == ("first table", "first table")
    assert followed(*first, "second-table") == ("second table", "second table")
    assert followed("Our cohort", "first table", "second-table") == ("Our cohort", "first table")
