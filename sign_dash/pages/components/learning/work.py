"""The worker of the Components page: ``python -m sign_dash.pages.components.learning.work FOLDER``.

It writes into the study itself, as the commands ``trip``, ``deep-tensor``, ``components --stability`` and ``ranks`` do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from compute.components import compare_ranks, fit_deep_tensor, fit_study, measure_stability
from compute.errors import UserError
from compute.study import open_study
from sign_dash.jobs.worker import progress, run
from sign_dash.pages.components.learning.kinds import LEARN, RESAMPLES, SEEDS, STABILITY

if TYPE_CHECKING:
    from compute.study import StoredModel, Study


def work(_folder: Path, request: dict[str, Any]) -> str:
    """Do what is asked for; returns the name of the model at hand, "" of a curve over ranks."""
    study = open_study(request["study"])
    progress("", 0, 0)
    if request["kind"] == LEARN:
        return learn(study, request).name
    if request["kind"] == STABILITY:
        return stability(study, request["model"])
    ranks(study, request)
    return ""


def learn(study: Study, request: dict[str, Any]) -> StoredModel:
    """Fit a model and store it. Fits that a stopped run of the same settings has finished are not made again."""
    fit = fit_deep_tensor if request["method"] == "deep-tensor" else fit_study
    settings = {
        "rank": tuple(request["rank"]),
        "predictor": request["predictor"],
        "column": request["column"],
        "name": request["name"],
        "progress": lambda step: progress("fits", step.fit - 1, step.fits, f"{step.epoch}"),
    }
    try:
        return fit(study, **settings, resume=True)
    except UserError:
        # Kept by a run of other settings: begin anew. Anything else that is wrong is told by the second attempt.
        return fit(study, **settings, resume=False)


def stability(study: Study, model: str) -> str:
    """Measure and store the stability of a model."""
    begun = {"seed": 0, "resample": SEEDS}

    def announce(kind: str, number: int, _total: int) -> None:
        progress(kind, begun[kind] + number - 1, SEEDS + RESAMPLES)

    return measure_stability(study, study.model(model), seeds=SEEDS, resamples=RESAMPLES, announce=announce).name


def ranks(study: Study, request: dict[str, Any]) -> None:
    """Compare ranks, and keep the curve in the study."""
    made: list[int] = []
    wanted = request["ranks"]

    def announce(rank: int, _number: int, total: int) -> None:
        progress("ranks", len(made), total * len(wanted), f"{rank}")
        made.append(rank)

    compare_ranks(
        study,
        wanted,
        column=request["column"],
        as_classes=request["as_classes"],
        class_weight=request["class_weight"],
        predictor=request["predictor"],
        announce=announce,
    )


if __name__ == "__main__":
    run(work)
