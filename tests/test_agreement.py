# ruff: noqa: E501  # sentences beside each other
"""English sentences that count say one thing in the singular, whatever sentence it is."""

from __future__ import annotations

import re

import pytest

from compute.agreement import NOUNS
from compute.messages import Message
from sign_dash.language.say import catalogue, say

COUNTED = re.compile(r"\{(\w+):,d?\} ((?:[a-z][\w-]* ){0,2}?)([a-z]+s)\b")
NO_NOUNS = frozenset(
    """
    this its less across has is was holds hours-long as plus minus times does needs exists belongs changes goes says
    """.split()  # noqa: SIM905  # as words
)
"""What ends like a plural behind a number and is none."""


@pytest.mark.parametrize(
    ("template", "one", "three"),
    [
        ("{n:,} columns of a kind were left out: {lost}.", "1 column of a kind was left out: a.", "3 columns of a kind were left out: a."),
        ("{n:,} rows and {m:,} columns are read.", "1 row and 1 column are read.", "3 rows and 3 columns are read."),
        ("{n:,} gene names are unknown to {lost} and were kept.", "1 gene name is unknown to a and was kept.", "3 gene names are unknown to a and were kept."),
        ("{lost} has {n:,} samples; they are few.", "a has 1 sample; they are few.", "a has 3 samples; they are few."),
        ("None of its {n:,} genes is here.", "None of its 1 genes is here.", "None of its 3 genes is here."),
        ("{m:,} of {n:,} samples have none.", "1 of 1 samples have none.", "3 of 3 samples have none."),
        ("{n:,} rows that are not genes were left out.", "1 row that is not genes was left out.", "3 rows that are not genes were left out."),
        ("{n:,} folds leave nothing to hold out.", "1 fold leaves nothing to hold out.", "3 folds leave nothing to hold out."),
        ("{n:,} × {m:,} components.", "1 × 1 components.", "3 × 3 components."),
        ("{n:,} genes × {m:,} samples.", "1 gene × 1 sample.", "3 genes × 3 samples."),
        ("{n:,} symbols, {m:,} indices, {n:,} classes.", "1 symbol, 1 index, 1 class.", "3 symbols, 3 indices, 3 classes."),
    ],
)  # fmt: skip
def test_one_thing_is_said_in_the_singular(template: str, one: str, three: str) -> None:
    for count, expected in ((1, one), (3, three)):
        values = {"n": count, "m": count, "lost": "a"}
        shown = {name: value for name, value in values.items() if f"{{{name}" in template}
        assert Message(template, **shown).text() == expected
        assert say(template, **shown) == expected


def test_what_is_no_count_stays() -> None:
    assert Message("{file} rows", file="1").text() == "1 rows"  # a name
    assert Message("{n:,} rows", n=11).text() == "11 rows"
    assert Message("{n:,} rows", n=1).text(lambda _: "{n:,} 行") == "1 行"
    assert Message("{share:.0%} genes", share=0.01).text() == "1% genes"


def test_every_noun_that_is_counted_is_known() -> None:
    """A count is written ``{n:,}``: behind it stands a noun whose singular is known, so that no sentence says 1 rows."""
    sentences = catalogue("ja")
    assert len(sentences) > 2000
    unknown = {
        (found[3], sentence)
        for sentence in sentences
        for found in COUNTED.finditer(sentence)
        if not {*found[2].split(), found[3]} & (NOUNS | NO_NOUNS)
    }
    assert unknown == set()
