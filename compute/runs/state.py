"""How far a run is: a job, what it is asked to do, and the study it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.jobs import JobState
from compute.runs.request import RunRequest, request_of

INPUTS = "inputs"
"""The folder of a run's input files, in its own."""
STUDY = "study"
"""Of the request: the folder of the study to make. Earlier versions kept it as a file of that name."""


@dataclass(frozen=True, kw_only=True)
class RunState(JobState):
    """A run. asked: what it is asked to do. study: the folder of what it makes, there once it has begun.

    Its stages: "reading", "bandwidth", "networks", "audit", "confidence", "components"; in samples, confidence in
    parts, the components in hundredths.
    """

    asked: RunRequest
    study: Path


def run_of(job: JobState) -> RunState:
    """A job as a run; :class:`UserError` where it is none."""
    return RunState(**vars(job), asked=request_of(job.request), study=study_of(job.folder, job.request))


def study_of(folder: Path, request: Mapping[str, Any]) -> Path:
    """The folder of the study that a run makes. folder: of the run."""
    if STUDY in request:
        return Path(request[STUDY])
    try:
        return Path((folder / STUDY).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise UserError("The run {folder} does not name its study; remove it.", folder=folder.name) from error
