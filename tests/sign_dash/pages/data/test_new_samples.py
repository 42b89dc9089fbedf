"""What the form says of columns to adjust for, and of classes that can be taken alone."""

from __future__ import annotations

from typing import Any

from sign_dash.pages.data.new_samples import class_choices, column_words, covariate_words

TISSUE: dict[str, Any] = {"column": "tissue", "explains": 0.24, "groups": [["lung", 40], ["skin", 4]]}
AGE: dict[str, Any] = {"column": "age", "explains": 0.01, "groups": []}


def test_the_column_that_explains_much_is_proposed_with_its_share() -> None:
    said = covariate_words([TISSUE, AGE])
    assert "Proposed: tissue, which explains 24% of the expression" in said
    assert "Without it" in said
    assert "little to adjust for" in covariate_words([AGE])
    assert "tissue, batch" in covariate_words([])


def test_columns_are_named_with_what_they_are() -> None:
    assert column_words(TISSUE) == "tissue (2 classes; explain 24% of the expression)"
    assert column_words(AGE) == "age (numbers; explains 1% of the expression)"


def test_a_class_of_too_few_samples_cannot_be_taken_alone() -> None:
    assert class_choices([TISSUE, AGE]) == [{"value": "tissue=lung", "label": "tissue = lung (40)"}]
