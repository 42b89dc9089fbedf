"""One sentence in the language of whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from flask import has_request_context, request

from compute.messages import Counted

LANGUAGES: Final = {"en": "English", "ja": "日本語"}
COOKIE: Final = "sign-dash-language"
CATALOGUES: Final = Path(__file__).resolve().parent
SCRIPTS: Final = "assets/js/"


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the reader's language, with its ``{name}`` places filled by ``values``.

    sentence: in English, a literal (it is collected from the source). A sentence the catalogue lacks stays English.
    """
    translated = catalogue(language_now()).get(sentence) or sentence
    if not values:
        return translated
    return _counting(sentence, values) if translated == sentence else translated.format(**values)


def _counting(sentence: str, values: Mapping[str, object]) -> str:
    """The English sentence with its places filled, in the singular where it counts 1."""
    english, text, counted = Counted(), "", ""
    for before, name, spec, conversion in Formatter().parse(sentence):
        text += english.behind(text[: len(text) - len(counted)], counted, before)
        counted = ""
        if name is not None:
            sign = f"!{conversion}" if conversion else ""
            shown = f"{{{name}{sign}:{spec}}}".format(**values)
            counted = shown if isinstance(values.get(name), int | float) else ""
            text += shown
    return text


def language_now() -> str:
    """The language chosen in the browser that asks, else the one it prefers; English outside of a request."""
    if not has_request_context():
        return "en"
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES), "en") or "en"


@cache
def catalogue(language: str) -> dict[str, str]:
    """English sentence to its translation, as read from ``<language>.po``; empty for English, which is the source."""
    return {str(message.id): str(message.string) for message in _messages(language)}


@cache
def browser_catalogue(language: str) -> dict[str, str]:
    """As :func:`catalogue`, of the sentences the scripts in ``assets/js`` say."""
    return {
        str(message.id): str(message.string)
        for message in _messages(language)
        if any(file.startswith(SCRIPTS) for file, _ in message.locations)
    }


@cache
def _messages(language: str) -> tuple[Message, ...]:
    path = CATALOGUES / f"{language}.po"
    if not path.is_file():
        return ()
    with path.open("rb") as file:
        return tuple(message for message in read_po(file, locale=language) if message.id and message.string)
