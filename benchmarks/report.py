"""What every benchmark shares: its methods by name, and its figures as a table for people, ``--json`` for machines."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Iterable, Mapping

import numpy as np


def methods_named(parser: argparse.ArgumentParser, names: str, separator: str, known: Collection[str]) -> list[str]:
    """The methods that ``names`` lists; one that is not ``known`` ends the program with a sentence."""
    found = [name.strip() for name in names.split(separator)]
    unknown = [name for name in found if name not in known]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; methods: {f'{separator} '.join(known)}")
    return found


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


def by_design(results: Iterable[tuple[str, str, dict[str, float]]]) -> dict[str, object]:
    """Figures of runs (design, method, figures) over the seeds of each "design: method"."""
    groups: dict[str, list[dict[str, float]]] = {}
    for design, name, figures in results:
        groups.setdefault(f"{design}: {name}", []).append(figures)
    return {group: mean_and_spread(rows) for group, rows in groups.items()}


def mean_and_spread(rows: list[dict[str, float]]) -> dict[str, object]:
    """KEY and KEY_sd of each figure, over the rows where it is a number; null where it is in none."""
    out: dict[str, object] = {}
    for key in rows[0]:
        values = np.array([row[key] for row in rows])
        values = values[np.isfinite(values)]
        out[key] = float(values.mean()) if values.size else None
        if values.size > 1:
            out[f"{key}_sd"] = float(values.std(ddof=1))
    return out
