"""What may be computed from the page, one piece at a time, and what is said of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sign_dash.jobs import Job, Workers, job_sentence, workers_of
from sign_dash.language import say
from sign_dash.pages.components.learning import kinds

if TYPE_CHECKING:
    from compute.study import Study

RANKS: Final = (1, 2, 3, 4, 5, 6, 8, 10)
"""Ranks that are compared; those that fit."""


class ComponentWork:
    """The background work on one study's models; every browser sees the same."""

    def __init__(self, study: Study, cache: Path, workers: Workers | None = None) -> None:
        self._study = study
        self._cache = cache / "components"
        self._workers = workers_of(study.path.resolve(), "components") if workers is None else workers

    def learn(self, method: str, column: str | None, rank: tuple[int, int], predictor: str, name: str) -> None:
        """Begin to make a model. column: of the annotation, None for the study's score."""
        self._start(
            {"kind": kinds.LEARN, "method": method, "column": column, "rank": list(rank), "predictor": predictor,
             "name": name, "model": name}
        )  # fmt: skip

    def measure_stability(self, model: str) -> None:
        """Begin to measure the stability of a model."""
        self._start({"kind": kinds.STABILITY, "model": model})

    def compare_ranks(
        self,
        model: str,
        column: str | None,
        predictor: str,
        as_classes: bool = False,
        class_weight: Any = None,
    ) -> None:
        """Begin to compare ranks for what a model predicts: a score, or classes of that weight."""
        size = min(len(self._study.regulators), len(self._study.targets))
        ranks = [rank for rank in RANKS if rank <= size]
        self._start(
            {"kind": kinds.RANKS, "model": model, "column": column, "predictor": predictor, "ranks": ranks,
             "as_classes": as_classes, "class_weight": class_weight}
        )  # fmt: skip

    def at_hand(self) -> tuple[str, Job] | None:
        """Key and state of the last piece of work; None before any."""
        key = self._workers.last
        job = self._workers.job(key) if key else None
        return (key, job) if key and job else None

    def cancel(self) -> None:
        """Stop what is under way."""
        for key in self._workers.running():
            self._workers.cancel(key)

    def _start(self, request: dict[str, Any]) -> None:
        body = request | {"study": str(self._study.path.resolve())}
        key = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
        folder = self._cache / key
        busy = say("Other work on this page is under way; wait for it, or cancel it first.")
        self._workers.start(
            key,
            "sign_dash.pages.components.learning.work",
            folder,
            body,
            lambda _job: shutil.rmtree(folder, ignore_errors=True),  # what was made is in the study
            alone=busy,
        )


def work_sentence(job: Job) -> tuple[str, str]:
    """How far the work is, and whether that is a status or an alert."""
    name = str(job.request.get("model", ""))
    detail = job.detail
    stages = {
        "": say("Reading the networks"),
        "fits": say("Learning the model {name}, step {step} of a fit; fits finished", name=name, step=detail or "0"),
        "seed": say("Stability of {name}: fits from other seeds; fits finished", name=name),
        "resample": say("Stability of {name}: fits to resampled samples; fits finished", name=name),
        "ranks": say("Comparing ranks, now {rank} × {rank}; fits finished", rank=detail or "1"),
    }
    if job.state == "finished":
        return _finished(job, name), "status"
    if job.request.get("kind") == kinds.LEARN:
        cancelled = say("Cancelled; the fits that were finished are kept, and the same settings go on from them.")
    else:
        cancelled = say("Cancelled; nothing of it is kept.")
    return job_sentence(job, stages, cancelled)


def _finished(job: Job, name: str) -> str:
    kind = job.request.get("kind")
    if kind == kinds.LEARN:
        return say("The model {name} is made and stored in the study.", name=name)
    if kind == kinds.STABILITY:
        return say("The stability of {name} is measured and stored with it.", name=name)
    return say("The ranks are compared; the curve is kept in the study.")
