"""One run, in a process of its own: it reads, estimates networks, finds components.

See :class:`compute.runs.RunQueue`.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from compute.components.learn.settings import FitStep
from compute.jobs import CurrentJob, JobStoppedError, run_job
from compute.messages import Message
from compute.runs.execute import make_study
from compute.runs.inputs import files_in
from compute.runs.parsed import PARSED
from compute.runs.request import ComponentsChoice, RunRequest, request_of, resampling_of
from compute.runs.state import INPUTS, study_of
from compute.study import open_study

MODEL = "trip"
HUNDRED = 100
_LOG = logging.getLogger("compute.runs")


def _work(job: CurrentJob) -> None:
    from compute.estimate.stages import StoppedError

    request, study = request_of(job.request), study_of(job.folder, job.request)
    job.progress("reading", 0, 1)
    try:
        made = make_study(
            request,
            files_in(job.folder / INPUTS),
            study,
            resume=True,
            progress=job.progress,
            stopping=job.stop_asked,
            parsed=job.folder / PARSED,
            report=lambda message: _LOG.info(message),
        )
        _LOG.info("%s coefficients of %s edges.", f"{made.coefficients:,}", f"{made.edges:,}")
        _confidence(request, study, job)
    except StoppedError as error:
        raise JobStoppedError from error
    if request.components is not None:
        _components(request.components, study, job)
    shutil.rmtree(job.folder / PARSED, ignore_errors=True)  # nothing more is to be read


def _confidence(request: RunRequest, study: Path, job: CurrentJob) -> None:
    """Find the edges again, unless the study has that already."""
    from compute.confidence import confidence

    resampling = resampling_of(request)
    if resampling is not None and open_study(study).confidence is None:
        confidence(study, resampling, request.workers, job.progress, job.stop_asked)


def _components(chosen: ComponentsChoice, study: Path, job: CurrentJob) -> None:
    """TRIP on the finished networks, unless the study has it already; progress in hundredths."""
    opened = open_study(study)
    if MODEL in opened.models():
        return
    from compute.components import fit_study

    _LOG.info("components: rank %d × %d, %s", *chosen.rank, chosen.predictor)

    def step(at: FitStep) -> None:
        if job.stop_asked():
            raise JobStoppedError
        share = (at.fit - 1 + min(at.epoch / at.max_epochs, 1.0)) / at.fits
        job.progress("components", round(HUNDRED * share), HUNDRED)

    model = fit_study(
        opened,
        rank=chosen.rank,
        predictor="mlp" if chosen.predictor == "mlp" else "linear",
        rho=chosen.rho,
        name=MODEL,
        resume=True,
        progress=step,
    )
    _LOG.info("%s: %s", model.name, Message.from_record(model.info["caution"]))


if __name__ == "__main__":
    run_job(_work, stops_itself=True)
