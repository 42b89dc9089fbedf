"""What a run will cost, in lines for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from compute.cli.progress import duration

if TYPE_CHECKING:
    from compute.confidence import ConfidencePlan
    from compute.runs import RunPlan


def plan_lines(run: RunPlan, folder: Path) -> list[str]:
    """A plan for people."""
    plan = run.networks
    listed = ", ".join(
        [f"reading {duration(run.reading)}", *(f"{part.label} {duration(part.seconds)}" for part in plan.parts)]
    )
    points = f"; networks at {plan.points:,} values of the score" if plan.points else ""
    fits = ", ".join(f"{part.fits:,} ({part.label})" for part in plan.parts)
    lines = [
        f"fits    {fits}{points}",
        f"time    about {duration(run.seconds)} with {plan.workers} worker{'s' * (plan.workers > 1)} ({listed})",
        f"        {duration(run.seconds_low)} where the machine has nothing else to do, up to "
        f"{duration(run.seconds_high)} where it is as busy as at its busiest just now",
        *_confidence_lines(run.confidence),
        f"memory  at most {_size(plan.memory)}",
        f"disk    at most {_size(plan.disk)}; {_size(plan.free)} free in {folder}",
        f"Measured on {plan.fits_timed:,} fits of these data in {duration(plan.seconds_timed)}; nothing was written.",
    ]
    if plan.disk > plan.free:
        lines.append("There may not be room for the study; free some, or choose another place.")
    return lines


def _confidence_lines(sure: ConfidencePlan | None) -> list[str]:
    if sure is None:
        return []
    disk = f", {_size(sure.disk)} of disk meanwhile" if sure.disk else ""
    return [f"        about {duration(sure.seconds)} more to find the edges again in {sure.parts:,} subsamples{disk}"]


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"
