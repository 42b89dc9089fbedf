"""One sentence in the language of whoever asks."""

from __future__ import annotations

import pytest
from flask import Flask

from sign_dash.language import COOKIE, browser_catalogue, language_now, say
from sign_dash.language.say import catalogue


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "en"),
        ({"Accept-Language": "ja,en;q=0.5"}, "ja"),
        ({"Accept-Language": "fr"}, "en"),
        ({"Accept-Language": "ja", "Cookie": f"{COOKIE}=en"}, "en"),
        ({"Accept-Language": "ja", "Cookie": f"{COOKIE}=klingon"}, "ja"),
    ],
)
def test_the_chosen_language_goes_before_the_browsers(headers: dict[str, str], language: str) -> None:
    with Flask("test").test_request_context(headers=headers):
        assert language_now() == language


def test_outside_of_a_request_the_source_is_said_with_its_places_filled() -> None:
    assert say("showing {n:,} edges of {gene}", n=1200, gene="CDH1") == "showing 1,200 edges of CDH1"


def test_a_sentence_without_translation_stays_english() -> None:
    with Flask("test").test_request_context(headers={"Accept-Language": "ja"}):
        assert say("No catalogue holds this {thing}.", thing="sentence") == "No catalogue holds this sentence."


def test_the_browser_gets_only_what_its_scripts_say() -> None:
    assert browser_catalogue("en") == {}
    assert browser_catalogue("ja").items() <= catalogue("ja").items()
