"""One run, in a process of its own: it reads, estimates networks, finds components.

See :class:`compute.runs.RunQueue`.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from compute.components.learn.settings import FitStep
from compute.jobs import CurrentJob, JobStoppedError, run_job
from compute.messages import Message
from compute.runs.execute import make_study
from compute.runs.inputs import files_in
from compute.runs.parsed import PARSED
from compute.runs.request import ComponentsChoice, RunRequest, request_of, resampling_of
from compute.runs.state import INPUTS, study_of
from compute.study import open_study

if TYPE_CHECKING:
    from compute.estimate.workers import Workers

MODEL = "trip"
HUNDRED = 100
_LOG = logging.getLogger("compute.runs")


def _work(job: CurrentJob) -> None:
    from compute.estimate.stages import StoppedError

    request, study = request_of(job.request), study_of(job.folder, job.request)
    job.progress("reading", 0, 1)
    try:
        with _computing(request) as workers:
            made = make_study(
                request,
                files_in(job.folder / INPUTS),
                study,
                workers,
                resume=True,
                progress=job.progress,
                stopping=job.stop_asked,
                parsed=job.folder / PARSED,
                report=_said,
            )
            _LOG.info("%s coefficients of %s edges.", f"{made.coefficients:,}", f"{made.edges:,}")
            _confidence(request, study, job, workers)
    except StoppedError as error:
        raise JobStoppedError from error
    if request.components is not None:
        _components(request.components, study, job)
    shutil.rmtree(job.folder / PARSED, ignore_errors=True)  # nothing more is to be read


@contextmanager
def _computing(request: RunRequest) -> Iterator[Workers | None]:
    """The cluster the request names; None where the threads of this machine compute."""
    if not request.cluster:
        yield None
        return
    from compute.estimate.cluster import cluster

    _LOG.info("Networks are estimated on the cluster %s.", request.cluster)
    with cluster(request.cluster, _said) as workers:
        yield workers


def _said(message: Message) -> None:
    _LOG.log(logging.WARNING if message.severity == "warning" else logging.INFO, str(message))


def _confidence(request: RunRequest, study: Path, job: CurrentJob, workers: Workers | None) -> None:
    """Find the edges again, unless the study has that already."""
    from compute.confidence import confidence

    resampling = resampling_of(request)
    if resampling is not None and open_study(study).confidence is None:
        computing = request.workers if workers is None else workers
        confidence(study, resampling, computing, job.progress, job.stop_asked)


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
