"""A finished sentence of ``compute``, such as that of an error, in the language of whoever reads it.

``compute`` knows no language: its sentences arrive in English with the names and numbers already in them. A sentence is
recognised by the template it was made from (``make words`` collects these, see :mod:`sign_dash.language.reported`) and
said again by the template's translation; what fills its places stays as it is, unless that is such a sentence itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Formatter
from typing import Final

from sign_dash.language.reported import EITHER, NUMBER, QUOTED, WORDS
from sign_dash.language.say import language_now, reported_catalogue

_NUMBER: Final = r"[+\-−]?(?:\d[\d,]*(?:\.\d+)?(?:e[+\-]?\d+)?|inf|nan)\s?%?"
_QUOTED: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|.*?"""
_FITS: Final = {NUMBER: _NUMBER, QUOTED: _QUOTED}
_WORD_PLACES: Final = re.compile(r"(?:kind|what|side|axis|rows)\d*")
_NEXT_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“])")
_PLACE: Final = re.compile(r"\{(\w+)(?:![rsa])?(?::[^{}]*)?\}")
_LONGEST: Final = 4000  # characters; more is no sentence
_DEEPEST: Final = 3  # sentences within sentences


@dataclass(frozen=True)
class _Template:
    """landmark: its longest text without a place, quicker to look for than the pattern. letters: of all such text."""

    pattern: re.Pattern[str]
    landmark: str
    letters: int
    translation: str


def heard(sentence: str) -> str:
    """The sentence in the reader's language; unchanged where it is none that compute makes, and for English readers."""
    language = language_now()
    return sentence if language == "en" or len(sentence) > _LONGEST else _heard(language, sentence)


@lru_cache(maxsize=4096)
def _heard(language: str, sentence: str) -> str:
    whole = _recognised(language, sentence, 0)
    if whole is not None:
        return whole
    parts = _NEXT_SENTENCE.split(sentence)
    if len(parts) == 1:
        return sentence
    said = [_recognised(language, part, 0) or _recognised(language, f" {part}", 0) for part in parts]
    if not any(said):
        return sentence
    return "".join(known or f"{part} " for known, part in zip(said, parts, strict=True)).rstrip()


def _recognised(language: str, sentence: str, depth: int) -> str | None:
    """The translation; None where no template fits. Of several that fit, the one with the most text of its own."""
    fixed, templates = _known(language)
    if sentence in fixed:
        return fixed[sentence]
    for template in templates:
        if template.landmark in sentence:
            found = template.pattern.fullmatch(sentence)
            if found is not None:
                places = {name: _place(language, name, text, depth) for name, text in found.groupdict().items()}
                return template.translation.format(**places)
    return None


def _place(language: str, name: str, text: str, depth: int) -> str:
    if name.startswith((NUMBER, QUOTED, "title")) or not text:
        return text
    if name.startswith(EITHER):
        return text.replace(" or ", " / ")
    if text in WORDS:
        return reported_catalogue(language).get(text, text) if _WORD_PLACES.fullmatch(name) else text
    known = _recognised(language, text, depth + 1) if depth < _DEEPEST else None
    return text if known is None else known


@cache
def _known(language: str) -> tuple[dict[str, str], tuple[_Template, ...]]:
    """Sentences without places and their translation; templates, those with the most text of their own first."""
    fixed, templates = {}, []
    for english, translation in reported_catalogue(language).items():
        if english in WORDS:
            continue
        parts = list(Formatter().parse(english))
        if all(name is None for _, name, _, _ in parts):
            fixed[english.format()] = translation.format()
        else:
            templates.append(_compiled(parts, _PLACE.sub(r"{\1}", translation)))
    return fixed, tuple(sorted(templates, key=lambda template: -template.letters))


def _compiled(parts: list[tuple[str, str | None, str | None, str | None]], translation: str) -> _Template:
    pattern, texts = "", [text for text, _, _, _ in parts]
    for text, name, spec, conversion in parts:
        pattern += re.escape(text)
        if name is not None and f"(?P<{name}>" in pattern:
            pattern += f"(?P={name})"
        elif name is not None:
            fits = next((fits for start, fits in _FITS.items() if name.startswith(start)), ".*?")
            written_out = _QUOTED if conversion == "r" else _NUMBER if spec and not spec.isalnum() else fits
            pattern += f"(?P<{name}>{written_out})"
    return _Template(re.compile(pattern), max(texts, key=len), sum(map(len, texts)), translation)
