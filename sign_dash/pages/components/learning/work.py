"""The worker of the Components page: ``python -m sign_dash.pages.components.learning.work FOLDER``.

It writes into the study itself, as the commands ``trip``, ``deep-tensor``, ``components --stability`` and ``ranks`` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compute.components import compare_ranks, fit_deep_tensor, fit_study, measure_stability
from compute.errors import UserError
from compute.jobs import CurrentJob, run_job
from compute.study import open_study
from sign_dash.pages.components.learning.kinds import LEARN, RESAMPLES, SEEDS, STABILITY

if TYPE_CHECKING:
    from compute.study import StoredModel, Study


def work(job: CurrentJob) -> str:
    """Do what is asked for; returns the name of the model, "" of a curve over ranks."""
    request = job.request
    study = open_study(request["study"])
    if request["kind"] == LEARN:
        return learn(job, study).name
    if request["kind"] == STABILITY:
        return stability(job, study)
    ranks(job, study)
    return ""


def learn(job: CurrentJob, study: Study) -> StoredModel:
    """Fit a model and store it. Fits that a stopped run of the same settings has finished are not made again."""
    request = job.request
    fit = fit_deep_tensor if request["method"] == "deep-tensor" else fit_study
    settings = {
        "rank": tuple(request["rank"]),
        "predictor": request["predictor"],
        "column": request["column"],
        "name": request["name"],
        "confidence": request.get("confidence", 0.0),
        "progress": lambda step: job.progress("fits", step.fit - 1, step.fits, f"{step.epoch}"),
    }
    try:
        return fit(study, **settings, resume=True)
    except UserError:
        # Kept by a run of other settings: begin anew. Anything else that is wrong is told by the second attempt.
        return fit(study, **settings, resume=False)


def stability(job: CurrentJob, study: Study) -> str:
    """Measure and store the stability of a model."""
    begun = {"seed": 0, "resample": SEEDS}

    def announce(kind: str, number: int, _total: int) -> None:
        job.progress(kind, begun[kind] + number - 1, SEEDS + RESAMPLES)

    model = study.model(job.request["model"])
    return measure_stability(study, model, seeds=SEEDS, resamples=RESAMPLES, announce=announce).name


def ranks(job: CurrentJob, study: Study) -> None:
    """Compare ranks, and keep the curve in the study."""
    request = job.request
    made: list[int] = []
    wanted = request["ranks"]

    def announce(rank: int, _number: int, total: int) -> None:
        job.progress("ranks", len(made), total * len(wanted), f"{rank}")
        made.append(rank)

    compare_ranks(
        study,
        wanted,
        column=request["column"],
        as_classes=request["as_classes"],
        class_weight=request["class_weight"],
        predictor=request["predictor"],
        confidence=request.get("confidence", 0.0),
        announce=announce,
    )


if __name__ == "__main__":
    run_job(work)
