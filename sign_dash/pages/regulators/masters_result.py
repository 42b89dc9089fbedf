"""What is shown of a run and of its result: sentences, and the rows of the table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pandas as pd

from compute.jobs import JobState
from sign_dash.jobs import job_sentence
from sign_dash.language import say


def run_sentence(job: JobState | None, ahead: int = 0) -> tuple[str, str]:
    """How far a run is, and whether that is a status or an alert. ahead: of other studies, whose turn comes before."""
    if job is None:
        return say("That result is no longer stored; choose the gene sets and run again."), "alert"
    stages = {
        "": say("Reading the study"),
        "networks": say("Testing the networks"),
        "permutations": say("Permuting the sets"),
    }
    return job_sentence(job, stages, say("Cancelled; no results were kept."), ahead)


def verdict(rows: list[dict[str, Any]]) -> str:
    """What to make of a result without a master regulator; "" where there is one."""
    if not rows or any(row["master"] for row in rows):
        return ""
    first, q = rows[0], 10 ** rows[0]["q"]
    return say(
        "None passes this threshold; the closest is {regulator} (q = {q}). With few gene sets or few targets it is "
        "hard to pass.",
        regulator=first["regulator"],
        q=f"{q:.2g}",
    )


def result_sentence(result: dict[str, Any]) -> str:
    """What a result says: how many masters, by which gene sets and settings."""
    if result["permutations"]:
        return say(
            "{masters:,} of {regulators:,} regulators are master regulators (integral q < 1e-10), by {sets:,} gene "
            "sets of {name} with {smallest:,} to {largest:,} targets, {permutations:,} permutations.",
            **result,
        )
    return say(
        "{masters:,} of {regulators:,} regulators are master regulators (integral q < 1e-10), by {sets:,} gene sets of "
        "{name} with {smallest:,} to {largest:,} targets.",
        **result,
    )


def master_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of the table of a finished run, from its csv file (:func:`compute.masters_table`)."""
    table = pd.read_csv(path, keep_default_na=False, dtype={"regulator": str, "gene_set": str, "sample_min": str})
    permuted = table["permuted_p"] if "permuted_p" in table else pd.Series([None] * len(table))
    return [
        {
            "rank": int(row.rank),
            "regulator": row.regulator,
            "master": bool(row.master),
            "q": float(row.log10_q),
            "permuted": None if p is None else float(p),
            "statistic": float(row.statistic),
            "set": row.gene_set,
            "strongest": f"{row.sample_min} ({row.modulator_min:+.2f})".replace("(-", "(−"),
            "best": float(row.log10_q_min),
        }
        for row, p in zip(cast(Iterable[Any], table.itertuples()), permuted, strict=True)
    ]


def column_state(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Shows the column of the permutations where there were some."""
    return [{"colId": "permuted", "hide": not result["permutations"]}]
