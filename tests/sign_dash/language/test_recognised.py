"""Sentences kept as text by earlier versions, in the reader's language; and what must be left alone."""

from __future__ import annotations

import pytest
from flask import Flask

from compute.messages import Message
from sign_dash.language import spoken
from sign_dash.language.recognised import recognised
from sign_dash.language.say import COOKIE

KEPT = (
    Message("Few samples ({samples}): few of these edges may be found again in another cohort.", samples=24),
    Message("{missed:,} of {fits:,} fits did not converge: some of their edges may be missing or wrong.", missed=1_234,
            fits=56_789),
    Message("{blood:,} of {samples:,} samples are blood lines (by {how}): an EMT score means little for them.", blood=7,
            samples=1_009, how=Message("the annotation")),
    Message("Only the {kept:,} of {samples:,} samples with {column} = {value} were used.", kept=40, samples=120,
            column="tissue", value="lung"),
)  # fmt: skip
SIMPLE = Message("Raw counts: expression was neither normalised nor log-transformed.")


def in_japanese(message: Message) -> str:
    with Flask(__name__).test_request_context(headers={"Cookie": f"{COOKIE}=ja"}):
        return spoken(message)


@pytest.mark.parametrize("message", [*KEPT, SIMPLE], ids=lambda message: message.template[:24])
def test_a_sentence_kept_as_text_is_said_as_its_record_is(message: Message) -> None:
    kept = Message.from_record(str(message))
    assert kept.values == {}
    assert in_japanese(kept) == in_japanese(message) != str(message)
    assert spoken(kept) == str(message)  # outside of a request: English


@pytest.mark.parametrize(
    "text",
    [
        "A score of ours",
        "A title that somebody gave, of 24 samples: it is no sentence of ours.",
        "Few samples (24): few of these edges may be found again in another cohort. And more by hand",
        "many of 56,789 fits did not converge: some of their edges may be missing or wrong.",  # no number
        "Only the 4 of 9 samples with a = b = c were used.",  # two readings
        "{missed:,} of {fits:,} " * 90,
    ],
)
def test_what_is_not_surely_a_sentence_of_the_catalogue_stays(text: str) -> None:
    assert recognised(text, "ja") is None
    assert in_japanese(Message.from_record(text)) == text.replace("\n", " ")
