"""One sentence in the language of whoever asks for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from flask import has_request_context, request

LANGUAGES: Final = {"en": "English", "ja": "日本語"}
COOKIE: Final = "sign-dash-language"
CATALOGUES: Final = Path(__file__).resolve().parent
SCRIPTS: Final = "assets/js/"


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the reader's language, with its ``{name}`` places filled by ``values``.

    sentence: in English, a literal (it is collected from the source). A sentence the catalogue lacks stays English.
    """
    translated = catalogue(language_now()).get(sentence) or sentence
    return translated.format(**values) if values else translated


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
