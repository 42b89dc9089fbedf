"""What the confidence of a study will cost, from one part that is really estimated, for some of the targets."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from compute.confidence.run import Prepared, Resampling, prepare, prepared_from, select_part
from compute.estimate.again import planned_again
from compute.methods.base import SampleMethod
from compute.methods.cohort import Cohort
from compute.study import EDGES, open_study

TIMED = 16
"""Targets of the part that is timed."""


@dataclass(frozen=True)
class ConfidencePlan:
    """parts: how many pieces of work. seconds: expected, with ``workers`` threads. disk: bytes, at most about."""

    parts: int
    by: str
    workers: int
    seconds: float
    disk: int


def plan(path: str | Path, resampling: Resampling, workers: int, seed: int = 0) -> ConfidencePlan:
    """Time one part with at most :data:`TIMED` targets and scale it up; nothing is written."""
    return _timed(prepare(open_study(path), resampling), workers, seed)


def plan_of_cohort(
    cohort: Cohort, method: SampleMethod[Any, Any], settings: Any, resampling: Resampling, workers: int, seed: int = 0
) -> ConfidencePlan:
    """The same of a study that is still to be made; what its method will settle first is guessed."""
    again = planned_again(cohort.ordered(), method, settings)
    return _timed(prepared_from(again, resampling, cohort.title), workers, seed)


def _timed(ready: Prepared, workers: int, seed: int) -> ConfidencePlan:
    p = len(ready.again.cohort.targets)
    few = np.sort(np.random.default_rng(seed).choice(p, min(p, TIMED), replace=False))
    again = ready.again
    smaller = again.method.of_targets(again.problem, few)
    if smaller is not None:
        again = again._replace(problem=smaller)
    share = 1.0 if smaller is None else few.size / p
    samples = ready.parts[0].samples
    with threadpool_limits(limits=1):
        again.method.warm_up()
        select_part(again, samples)
        begun = time.monotonic()
        found = select_part(again, samples)
        taken = time.monotonic() - begun
    edges = found["target"].size / share
    per_edge = sum(array.itemsize * array[:1].size for array in found.values())
    return ConfidencePlan(
        parts=len(ready.parts),
        by=ready.by,
        workers=workers,
        seconds=taken / share * len(ready.parts) / workers,
        disk=int(edges * (per_edge * len(ready.parts) + 4 * EDGES.itemsize)),
    )
