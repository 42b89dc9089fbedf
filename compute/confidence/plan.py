"""What the confidence of a study will cost, from one part that is really estimated, for some of the targets."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from compute.confidence.run import Resampling, prepare, select_part
from compute.study import EDGES, open_study

TIMED = 16
"""Targets of the part that is timed."""


@dataclass(frozen=True)
class Plan:
    """parts: how many pieces of work. seconds: expected, with ``workers`` threads. disk: bytes, at most about."""

    parts: int
    by: str
    workers: int
    seconds: float
    disk: int


def plan(path: str | Path, resampling: Resampling, workers: int, seed: int = 0) -> Plan:
    """Time one part with at most :data:`TIMED` targets and scale it up; nothing is written."""
    study = open_study(path)
    prepared = prepare(study, resampling)
    p = len(study.targets)
    few = np.sort(np.random.default_rng(seed).choice(p, min(p, TIMED), replace=False))
    again = prepared.again
    smaller = again.method.of_targets(again.problem, few)
    if smaller is not None:
        again = again._replace(problem=smaller)
    share = 1.0 if smaller is None else few.size / p
    samples = prepared.parts[0].samples
    with threadpool_limits(limits=1):
        again.method.warm_up()
        select_part(again, samples)
        begun = time.monotonic()
        found = select_part(again, samples)
        taken = time.monotonic() - begun
    edges = found["target"].size / share
    return Plan(
        parts=len(prepared.parts),
        by=prepared.by,
        workers=workers,
        seconds=taken / share * len(prepared.parts) / workers,
        disk=int(edges * (16 * len(prepared.parts) + 4 * EDGES.itemsize)),
    )
