"""What compute has to say, as records: an English template, the values of its places, and how much it matters.

A record becomes a sentence where it is shown: ``str(message)`` is the English one, for the command line and logs; a
page looks the template up in its catalogue (:func:`sign_dash.language.spoken`). Nothing in between reads sentences.

Places are those of :meth:`str.format`: ``{gene}``, ``{count:,}``, ``{name!r}``. Values are numbers, text, paths, other
messages (a part of the sentence with a translation of its own), or sequences of these: ``{genes}`` names the first few
of a sequence and how many more there are, ``{genes:3}`` the first three, ``{choices:or}`` all of them as alternatives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from json import JSONDecodeError
from numbers import Integral, Real
from pathlib import Path, PurePath
from string import Formatter
from typing import Final, Literal, TypeAlias, get_args

from compute.agreement import Counted

__all__ = ["MORE", "PARTS", "SMALLEST_P", "Counted", "Message", "Severity", "Value", "shown_p", "word"]

Severity = Literal["fact", "note", "warning", "problem"]
"""A figure; something that was done to the data; something to look after; something that stopped the work."""

Value: TypeAlias = "bool | int | float | str | PurePath | Message | tuple[Value, ...] | None"

WORDS: Final = (
    *(
        "class",
        "column",
        "component",
        "format",
        "data set",
        "gene",
        "the catalogue",
        "kind of channels",
        "method",
        "model",
        "predictor",
        "regulator",
        "row",
        "sample",
    ),
    *(
        "score",
        "target",
        "value",
        "cells",
        "columns",
        "genes",
        "names",
        "numbers",
        "regulators",
        "rows",
        "samples",
        "targets",
    ),
    *("KS (built-in genes)", "a line", "epithelial", "mesenchymal", "hybrid", "gene set", "text", "Genes", "Samples"),
)
"""Nouns that fill the places of sentences; every language has its own."""

CAUSES: Final = (
    *("No space left on device", "Permission denied", "No such file or directory", "Read-only file system"),
    *("Input/output error", "Is a directory", "Not a directory"),
    *("Expecting value", "Expecting property name enclosed in double quotes"),
    "Compressed file ended before the end-of-stream marker was reached",
)
"""Sentences of the system and of libraries, listed here so that they can be translated."""

MORE: Final = "{shown} and {more:,} more"
OR: Final = "{others} or {last}"
PARTS: Final = (*WORDS, *CAUSES, MORE, OR)
"""Templates that no call of :class:`Message` spells out."""

NAMED: Final = 8  # of a sequence, before "and N more"
MOST_KEPT: Final = 100  # of a sequence; a longer one is kept as it is shown, not whole in every record
LONGEST: Final = 200  # characters of one value
LONGEST_QUOTED: Final = 80
_NAMES: Final = frozenset(["column", "gene", "label", "regulator", "sample", "target"])
"""Places that hold what stands in a file: as long as what is quoted."""
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_NUMBER_FORMAT: Final = re.compile(r"[+\- ]?[,_]?(?:\.\d{1,2})?[bcdeEfFgGnoxX%]?")
_DEEPEST: Final = 8  # messages within messages; a record from elsewhere may be nested without end


def _unchanged(text: str) -> str:
    return text


class Message:
    """One thing to say; does not change.

    template: English, a literal wherever it is written, so that it can be collected. values: what fills its places,
    as plain data. A template without values stands as it is, braces and all.
    """

    __slots__ = ("severity", "template", "values")

    template: str
    values: Mapping[str, Value]
    severity: Severity

    def __init__(self, template: str, /, *, severity: Severity = "fact", **values: object) -> None:
        plain = {name: _plain(value) for name, value in values.items()}
        for name, value in (("template", template), ("values", plain), ("severity", severity)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a message does not change: {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.template, self.severity))

    def __repr__(self) -> str:
        return f"<{self.severity}: {self}>"

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, self._parts()

    def _parts(self) -> tuple[str, Mapping[str, Value], Severity]:
        return self.template, self.values, self.severity

    def __str__(self) -> str:
        return self.text()

    def text(
        self,
        translated: Callable[[str], str] = _unchanged,
        shown_path: Callable[[PurePath], str] = str,
        minus: str = "-",
    ) -> str:
        """The sentence, on one line.

        translated: gives a template in the reader's language. shown_path: gives a path as the reader may see it.
        minus: the sign before a negative number.
        A place that no value fills stays as it is.
        """
        return _BREAKS.sub(" ", _Text(translated, shown_path, minus).of(self))

    def record(self) -> dict[str, object]:
        """As JSON keeps it, ``{"severity", "template", "values"}``; for ``json.dumps`` the ``default``."""
        kept = {name: _kept(value) for name, value in self.values.items()}
        return {"severity": self.severity, "template": self.template, "values": kept}

    @classmethod
    def from_record(cls, record: object) -> Message:
        """The message of a record; text, as older studies keep it, is a message without values."""
        return _message(record, 0)


def word(noun: str) -> Message:
    """A noun for a place of a sentence, one of ``WORDS``."""
    return Message(noun)


SMALLEST_P: Final = 1e-300
"""Below it a p-value may be a number that holds no such small one: 0."""


def shown_p(p: float, digits: int = 2) -> str:
    """A p-value behind the letter p: ``= 0.0012``, or ``< 1e-300``; none is ever 0. digits: significant ones."""
    return f"< {SMALLEST_P:g}" if p < SMALLEST_P else f"= {p:.{digits}g}"


class _Text:
    """Fills templates. Takes no attribute of a value and no width, whatever a template from a file asks for."""

    def __init__(self, translated: Callable[[str], str], shown_path: Callable[[PurePath], str], minus: str) -> None:
        self._translated = translated
        self._shown_path = shown_path
        self._minus = minus

    def of(self, message: Message) -> str:
        template = self._translated(message.template)
        if not message.values:
            return template
        try:
            parts = list(Formatter().parse(template))
        except ValueError:  # unbalanced braces, in a template from a file
            return template
        english = Counted() if template == message.template else None
        text = counted = ""
        for before, name, spec, conversion in parts:
            text += english.behind(text[: len(text) - len(counted)], counted, before) if english else before
            counted = ""
            if name is None:
                continue
            if name not in message.values:
                text += f"{{{name}}}"
                continue
            value = message.values[name]
            shown = self._place(value, spec or "", conversion == "r", LONGEST_QUOTED if name in _NAMES else LONGEST)
            counted = shown if isinstance(value, int | float) else ""
            text += shown
        return text

    def _place(self, value: Value, spec: str, quoted: bool, most: int) -> str:
        if isinstance(value, tuple):
            return self._sequence(value, spec, quoted)
        if isinstance(value, Message):
            text = self.of(value)
        elif isinstance(value, PurePath):
            text = self._shown_path(value)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            text = _cut(str(value), LONGEST_QUOTED if quoted else most)
        else:
            number = _number(value, spec)
            return self._minus + number[1:] if number.startswith("-") else number
        return repr(text) if quoted and isinstance(value, str | PurePath | Message) else text

    def _sequence(self, values: tuple[Value, ...], spec: str, quoted: bool) -> str:
        most = int(spec) if re.fullmatch(r"\d{1,3}", spec) else len(values) if spec == "or" else NAMED
        shown = [self._place(value, "", quoted, LONGEST_QUOTED) for value in values[:most]]
        if spec == "or" and len(shown) > 1:
            return self._translated(OR).format(others=", ".join(shown[:-1]), last=shown[-1])
        listed = ", ".join(shown)
        return self._translated(MORE).format(shown=listed, more=len(values) - most) if len(values) > most else listed


def _remade(template: str, values: Mapping[str, Value], severity: Severity) -> Message:
    """A message of parts that are plain already; as keywords, a place could not be called severity."""
    message = Message(template, severity=severity)
    object.__setattr__(message, "values", dict(values))
    return message


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _number(value: float, spec: str) -> str:
    try:
        return format(value, spec if _NUMBER_FORMAT.fullmatch(spec) else "")
    except ValueError:  # a format for another kind of number, in a template from a file; an integer without end
        return f"{value:g}" if abs(value) < 1e300 else "…"


def _plain(value: object) -> Value:
    """A value as plain data: numbers of numpy are Python's, an exception is what it says, anything else its text."""
    if value is None or isinstance(value, bool | PurePath | Message):
        return value
    if isinstance(value, str):
        return str(value)  # without what numpy makes of it
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    if isinstance(value, BaseException):
        return _cause(value)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        values = tuple(_plain(one) for one in value)
        if len(values) <= MOST_KEPT:
            return values
        return Message(MORE, shown=values[:NAMED], more=len(values) - NAMED)
    return str(value)


def _cause(error: BaseException) -> Value:
    said = getattr(error, "message", None)
    if isinstance(said, Message):
        return said
    if isinstance(error, OSError) and error.strerror:
        return Message(error.strerror)
    if isinstance(error, JSONDecodeError):
        return Message(
            "{problem}: line {line} column {column} (char {position})",
            problem=Message(error.msg),
            line=error.lineno,
            column=error.colno,
            position=error.pos,
        )
    text = str(error)
    return Message(text) if text in CAUSES else text


def _kept(value: Value) -> object:
    if isinstance(value, Message):
        return value.record()
    if isinstance(value, tuple):
        return [_kept(one) for one in value]
    if isinstance(value, PurePath):
        return {"path": str(value)}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    return value


def _message(record: object, depth: int) -> Message:
    if not isinstance(record, Mapping):
        return Message(str(record))
    values = record.get("values")
    severity: Severity = next((known for known in get_args(Severity) if known == record.get("severity")), "fact")
    restored = (
        {str(name): _restored(value, depth + 1) for name, value in values.items()}
        if isinstance(values, Mapping)
        else {}
    )
    return _remade(str(record.get("template", "")), restored, severity)


def _restored(kept: object, depth: int) -> Value:
    if kept is None or isinstance(kept, bool | int | float | str):
        return kept
    if depth > _DEEPEST:
        return "…"
    if isinstance(kept, Mapping):
        if "template" in kept:
            return _message(kept, depth)
        if "path" in kept:
            return Path(str(kept["path"]))
        return float(kept["number"]) if kept.get("number") in ("inf", "-inf", "nan") else "…"
    return tuple(_restored(one, depth + 1) for one in kept) if isinstance(kept, Iterable) else "…"
