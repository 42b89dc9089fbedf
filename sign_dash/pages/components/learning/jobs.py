"""What may be computed from the page, one piece at a time, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from compute.errors import UserError
from compute.jobs import JobQueue, JobState, half_the_cores
from sign_dash.jobs import job_sentence, shared_queue
from sign_dash.language import say
from sign_dash.pages.components.learning import kinds

if TYPE_CHECKING:
    from compute.study import Study

MOST_KEPT: Final = 20
"""Pieces of work that have ended; what they made is in the studies."""
RANKS: Final = (1, 2, 3, 4, 5, 6, 8, 10)
"""Ranks that are compared; those that fit."""


class ComponentWork:
    """The background work on one study's models; every browser sees the same."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self._path = str(study.path.resolve())
        self.queue = shared_queue(cache / "components", _queue)

    def learn(
        self,
        method: str,
        column: str | None,
        rank: tuple[int, int],
        predictor: str,
        name: str,
        confidence: float = 0.0,
    ) -> None:
        """Begin to make a model. column: of the annotation, None for the study's score. confidence: of the edges to
        learn from, at least."""
        self._start(
            {"kind": kinds.LEARN, "method": method, "column": column, "rank": list(rank), "predictor": predictor,
             "name": name, "model": name, "confidence": confidence}
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
        confidence: float = 0.0,
    ) -> None:
        """Begin to compare ranks for what a model predicts: a score, or classes of that weight."""
        size = min(len(self._study.regulators), len(self._study.targets))
        ranks = [rank for rank in RANKS if rank <= size]
        self._start(
            {"kind": kinds.RANKS, "model": model, "column": column, "predictor": predictor, "ranks": ranks,
             "as_classes": as_classes, "class_weight": class_weight, "confidence": confidence}
        )  # fmt: skip

    def latest(self) -> JobState | None:
        """The last piece of work on this study, the one under way before all; None before any."""
        own = [job for job in self.queue.jobs() if job.request["study"] == self._path]
        return next((job for job in own if job.active), own[0] if own else None)

    def ahead_of(self, job: JobState) -> int:
        """How many pieces of work on other studies come before."""
        return self.queue.ahead_of(job)

    def cancel(self) -> None:
        """Stop what is under way."""
        job = self.latest()
        if job is not None:
            self.queue.cancel(job.identifier)

    def _start(self, request: dict[str, Any]) -> None:
        job = self.latest()
        if job is not None and job.active:
            raise UserError("Another computation on this page is in progress; wait for it, or cancel it first.")
        self.queue.submit(request | {"study": self._path})


def _queue(folder: Path) -> JobQueue:
    return JobQueue(
        folder,
        "sign_dash.pages.components.learning.work",
        places=half_the_cores(),
        keep=MOST_KEPT,
    )


def work_sentence(job: JobState, ahead: int = 0) -> tuple[str, str]:
    """How far the work is, and whether that is a status or an alert. ahead: pieces of work whose turn comes before."""
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
        cancelled = say("Cancelled; finished fits are kept, and a run with the same settings continues from them.")
    else:
        cancelled = say("Cancelled; no results were kept.")
    return job_sentence(job, stages, cancelled, ahead)


def _finished(job: JobState, name: str) -> str:
    kind = job.request.get("kind")
    if kind == kinds.LEARN:
        return say("The model {name} is fitted and stored in the study.", name=name)
    if kind == kinds.STABILITY:
        return say("The stability of {name} is measured and stored with it.", name=name)
    return say("The ranks are compared; the curve is kept in the study.")
