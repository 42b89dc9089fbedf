"""How every benchmark prints its figures: a table for people, ``--json`` for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping


def show(figures: Mapping[str, object], as_json: bool) -> None:
    """Print the figures; a mapping within is a group of its own."""
    if as_json:
        print(json.dumps(figures, indent=1))
    else:
        _table(figures, "")


def _table(figures: Mapping[str, object], indent: str) -> None:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            print(f"{indent}{name}")
            _table(value, indent + "  ")
        else:
            shown = format(value, ",.4g") if isinstance(value, int | float) else str(value)
            print(f"{indent}{name:{34 - len(indent)}} {shown}")
