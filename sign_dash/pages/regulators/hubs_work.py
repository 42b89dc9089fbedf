"""Out-degrees of a large study in a process of their own: ``python -m sign_dash.pages.regulators.hubs_work FOLDER``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from compute.analyse import OutDegrees, out_degrees
from compute.jobs import CurrentJob, run_job
from compute.study import open_study

DEGREES: Final = "degrees.npy"
STAGE: Final = "networks"


def work(job: CurrentJob) -> None:
    """Count the targets of every regulator of the study in the request; the counts lie in the job's folder."""

    def counted(done: int, total: int) -> None:
        job.progress(STAGE, done, total)

    degrees = out_degrees(open_study(job.request["study"]), counted, job.request["confidence"])
    np.save(job.folder / DEGREES, np.stack([degrees.activating, degrees.repressing]))


def read_degrees(folder: Path) -> OutDegrees:
    """What a finished job has counted; OSError, ValueError or EOFError where it is damaged."""
    activating, repressing = np.load(folder / DEGREES)
    return OutDegrees(activating, repressing)


if __name__ == "__main__":
    run_job(work, polite=False)  # somebody waits for it
