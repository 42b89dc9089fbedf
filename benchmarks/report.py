"""How every benchmark prints its figures: a table for people, ``--json`` for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping


def show(figures: Mapping[str, object], as_json: bool) -> None:
    """Print the figures; a mapping within is a group of its own."""
    if as_json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        if isinstance(value, Mapping):
            print(name)
            for key, inner in value.items():
                print(f"  {key:32} {inner:,.4g}")
        else:
            print(f"{name:34} {value if isinstance(value, str) or value is None else format(value, ',.4g')}")
