"""Sentences that earlier versions kept as text, found again among the templates of the catalogue.

Records have kept template and values for long; a study made before that holds the finished English sentence. Where it
can be read in one way only as a template of today, it is said in the reader's language; else it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Final

from compute.messages import MORE, Message
from sign_dash.language.say import catalogue

SHARED: Final = 20
"""Letters that template and sentence must share: a title or a name must not be taken for a sentence."""
LONGEST: Final = 1_000

_NUMBER: Final = re.compile(r"[+\-−]?[\d,]*\.?\d+(?:e[+\-]?\d+)?%?")
_OF_A_NUMBER: Final = re.compile(r"[,.\d]*[defg%]?")
_MORE: Final = re.compile(r"(.+) and ([\d,]+) more")


@lru_cache(maxsize=512)
def recognised(text: str, language: str) -> Message | None:
    """The message of which this is the English sentence; None where there is none, or more than one reading."""
    if not SHARED <= len(text) <= LONGEST:
        return None
    found = []
    for template, words, places in _templates(language):
        values = _values(text, words, places)
        if values is not None:
            parts: dict[str, Any] = {name: _part(value, language) for name, value in values.items()}
            found.append(Message(template, **parts))
    return found[0] if len(found) == 1 else None


@cache
def _templates(language: str) -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...]:
    """Templates with places: the words between them, one more than places, and each place's name and format."""
    found = []
    for template in catalogue(language):
        try:
            parts = list(Formatter().parse(template))
        except ValueError:
            continue
        places = tuple((name, spec or "") for _, name, spec, _ in parts if name is not None)
        before = tuple(words for words, name, _, _ in parts if name is not None)
        words = (*before, parts[-1][0] if parts[-1][1] is None else "")
        once = len({name for name, _ in places}) == len(places) and not any(quoted for *_, quoted in parts)
        if places and once and all(words[1:-1]) and sum(map(len, words)) >= SHARED:
            found.append((template, words, places))
    return tuple(found)


def _values(text: str, words: Sequence[str], places: Sequence[tuple[str, str]]) -> dict[str, str] | None:
    """What fills the places; None where the words do not fit, or fit in more than one way."""
    if not (text.startswith(words[0]) and text.endswith(words[-1])):
        return None
    inside = text[len(words[0]) : len(text) - len(words[-1])]
    first, last = _split(inside, words[1:-1]), _split_from_the_end(inside, words[1:-1])
    if first is None or first != last or not all(first):
        return None
    for value, (_, spec) in zip(first, places, strict=True):
        if spec and _OF_A_NUMBER.fullmatch(spec) and not spec.isdigit() and not _NUMBER.fullmatch(value):
            return None
    return {name: value for value, (name, _) in zip(first, places, strict=True)}


def _split(text: str, words: Sequence[str]) -> list[str] | None:
    parts = []
    for between in words:
        part, there, text = text.partition(between)
        if not there:
            return None
        parts.append(part)
    return [*parts, text]


def _split_from_the_end(text: str, words: Sequence[str]) -> list[str] | None:
    parts = []
    for between in reversed(words):
        text, there, part = text.rpartition(between)
        if not there:
            return None
        parts.append(part)
    return [text, *reversed(parts)]


def _part(value: str, language: str) -> str | Message:
    """A part of a sentence, as a message where it has a translation of its own."""
    if value in catalogue(language):
        return Message(value)
    more = _MORE.fullmatch(value)
    return Message(MORE, shown=more[1], more=more[2]) if more else value
