"""What the form says of columns to adjust for, and of classes that can be taken alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from sign_dash.pages.data.layout import first_view
from sign_dash.pages.data.new_samples import class_choices, column_words, covariate_words
from sign_dash.server.library import LIBRARY, Library
from tests.sign_dash.planted import Planted

TISSUE: dict[str, Any] = {"column": "tissue", "explains": 0.24, "groups": [["lung", 40], ["skin", 4]]}
AGE: dict[str, Any] = {"column": "age", "explains": 0.01, "groups": []}


def test_the_column_that_explains_much_is_proposed_with_its_share() -> None:
    said = covariate_words([TISSUE, AGE])
    assert "Suggested: tissue, which explains 24% of the expression" in said
    assert "Otherwise genes" in said
    assert "little to adjust for" in covariate_words([AGE])
    assert "tissue, batch" in covariate_words([])


def test_columns_are_named_with_what_they_are() -> None:
    assert column_words(TISSUE) == "tissue (2 classes; explain 24% of the expression)"
    assert column_words(AGE) == "age (numbers; explains 1% of the expression)"


def test_a_class_of_too_few_samples_cannot_be_taken_alone() -> None:
    assert class_choices([TISSUE, AGE]) == [{"value": "tissue=lung", "label": "tissue = lung (40)"}]


def test_the_page_opens_with_a_new_study_while_there_is_the_demo_alone(planted: Planted, tmp_path: Path) -> None:
    app = Flask(__name__)
    opens = {}
    for named, demo in (((), planted.path), ((planted.path,), None)):
        app.extensions[LIBRARY] = Library(tmp_path / "none", named, demo)
        with app.app_context():
            opens[bool(named)] = first_view()
    assert opens == {False: "new", True: "studies"}
