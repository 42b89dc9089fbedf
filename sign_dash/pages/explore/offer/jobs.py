"""The confidence of a study as a job, or a plan of it, and what is said of either."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.jobs import JobQueue, JobState, job_key
from compute.methods import METHODS
from compute.runs import confidence_queue, confidence_request
from sign_dash.jobs import duration, job_sentence, shared_queue
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study


def can_be_computed(study: Study) -> bool:
    """Whether the study has no confidence yet, and a method that can be run again on a part of its samples."""
    method = METHODS.get(study.info.method.name)
    return study.confidence is None and method is not None and method.scope == "sample"


class ConfidenceJobs:
    """The work on one study's confidence; every browser sees the same."""

    def __init__(self, study: Study, cache: Path) -> None:
        self._study = study
        self._path = str(study.path.resolve())
        self.queue: JobQueue = shared_queue(cache / "confidence", confidence_queue)

    def plan(self, pairs: int) -> None:
        """Measure what it will cost."""
        self._submit(pairs, plan=True)

    def start(self, pairs: int) -> None:
        """Begin to compute it, or go on from what a stopped job has finished."""
        self._submit(pairs, plan=False)

    def latest(self) -> JobState | None:
        """What was asked for last on this study, what is under way before all; None before anything was."""
        own = [job for job in self.queue.jobs() if job.request["study"] == self._path]
        own.sort(key=lambda job: job.used, reverse=True)
        return next((job for job in own if job.active), own[0] if own else None)

    def stop(self) -> None:
        """Stop what is under way; finished parts are kept."""
        job = self.latest()
        if job is not None:
            self.queue.cancel(job.identifier)

    def _submit(self, pairs: int, plan: bool) -> None:
        request = confidence_request(self._study.path, pairs, os.cpu_count() or 1, plan)
        request["created"] = self._study.info.created
        key = job_key(request)
        there = self.queue.find(key)
        if there is not None and there.state == "finished" and not plan:
            self.queue.remove(key)  # the study has lost it since
        self.queue.submit(request, key)


def offer_words(job: JobState | None, ahead: int = 0) -> tuple[str, str]:
    """What stands beside the buttons, and whether it is a status or an alert. ahead: jobs whose turn comes before."""
    if job is None:
        return (
            say("Confidence not computed: how many of these edges a similar cohort would show again is not known."),
            "status",
        )
    if job.request["plan"]:
        if job.active and not ahead:
            return say("Timing a sample of the work on this machine …"), "status"
        cost = job.result()
        if cost is not None:
            return _cost(cost), "status"
        return job_sentence(job, {}, say("Cancelled."), ahead)
    if job.state == "finished":
        return say("Confidence is computed and stored in the study; reload the page to see it."), "status"
    stages = {"": say("Reading the networks"), "confidence": say("Estimating confidence from subsamples of the cohort")}
    stopped = say("Stopped; finished subsamples are kept, and a new start continues from them.")
    return job_sentence(job, stages, stopped, ahead)


def _cost(cost: dict[str, Any]) -> str:
    drawn = say("whole classes of {column}", column=cost["by"]) if cost["by"] else say("samples drawn at random")
    return say(
        "The networks are estimated again from {parts} subsamples of the cohort ({drawn}): about {time} with {n} "
        "threads, in the background; temporary disk use {size}.",
        parts=f"{cost['parts']:,}",
        drawn=drawn,
        time=duration(cost["seconds"]),
        n=cost["workers"],
        size=f"{max(cost['disk'] / 1e6, 1):,.0f} MB",
    )
