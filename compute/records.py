"""Records that come from a file or a browser: read as JSON, held to the types they are declared with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

__all__ = ["misfit", "parse_json"]


def parse_json(text: str | bytes) -> Any:
    """What JSON says; ValueError also where it is nested deeper than can be followed."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def misfit(record: Any, place: str = "") -> str | None:
    """The first field of a dataclass that does not hold what it is declared with, as ``method.name``; None: all do.

    Looks into lists, tuples, dictionaries and other dataclasses. A whole number stands for a number, a truth value for
    none.
    """
    hints = get_type_hints(type(record))
    for item in fields(record):
        inner = f"{place}{item.name}"
        value = getattr(record, item.name)
        if not _holds(value, hints[item.name]):
            return inner
        if is_dataclass(value) and (found := misfit(value, f"{inner}.")) is not None:
            return found
    return None


def _holds(value: Any, hint: Any) -> bool:
    if hint is Any:
        return True
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (list, Sequence):
        return isinstance(value, list | tuple) and all(_holds(one, inner[0]) for one in value)
    if origin is tuple:
        kinds = inner[:1] * len(value) if inner[1:] == (...,) and isinstance(value, tuple) else inner
        return isinstance(value, tuple) and len(kinds) == len(value) and all(map(_holds, value, kinds))
    if origin in (dict, Mapping):
        return isinstance(value, Mapping) and all(
            _holds(key, inner[0]) and _holds(one, inner[1]) for key, one in value.items()
        )
    if origin is not None:  # alternatives
        return any(_holds(value, one) for one in inner)
    if isinstance(value, bool):
        return hint is bool
    return isinstance(value, int | float if hint is float else hint)
