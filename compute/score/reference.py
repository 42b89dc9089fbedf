"""The scores as a table for the documentation; ``python -m compute.score.reference`` prints it for docs/cli.md."""

from __future__ import annotations

import sys

from compute.score.record import Score
from compute.score.registry import SCORES


def score_table() -> str:
    """One row per score, in Markdown."""
    head = ["| `--method` | score | `--genes` | low, high | source |", "|---|---|---|---|---|"]
    rows = [
        (f"`{name}`", str(record.title), str(record.needs), f"{record.low}, {record.high}", _source(record))
        for name, record in SCORES.items()
    ]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def _source(record: Score) -> str:
    turned = ", its sign turned" if record.reversed else ""
    return f"{record.reference.short}{turned}" if record.reference else "ours"


if __name__ == "__main__":
    sys.stdout.write(score_table() + "\n")
