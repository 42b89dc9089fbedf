"""Fit TRIP on a study and store the model in it."""

from __future__ import annotations

from typing import Any

from compute.components.learn.finished import Arrays
from compute.components.learn.fitting import FitTask, fit_and_store
from compute.components.learn.settings import (
    FOLDS,
    MAX_EPOCHS,
    RANK,
    RHO,
    RIDGE,
    ClassWeight,
    FitSteps,
    PredictorKind,
)
from compute.components.learn.study_outcome import check_weights, study_outcome
from compute.components.reading.stored import predictor_arrays
from compute.components.trip.stack import Networks
from compute.components.trip.trip import TRIP, TRIPClassifier
from compute.study import StoredModel, Study


def fit_study(
    study: Study,
    *,
    rank: tuple[int, int] = RANK,
    predictor: PredictorKind = "linear",
    rho: float = RHO,
    ridge: float = RIDGE,
    seed: int = 0,
    max_epochs: int = MAX_EPOCHS,
    folds: int = FOLDS,
    name: str = "trip",
    column: str | None = None,
    as_classes: bool = False,
    class_weight: ClassWeight = None,
    early_stopping: bool = False,
    confidence: float = 0.0,
    progress: FitSteps | None = None,
    resume: bool = False,
) -> StoredModel:
    """Fit TRIP on all networks of a study, predict every sample held out as well, and store the model under ``name``.

    column: of the annotation, to predict; the study's modulator when not given. A column of text, or any column with
    ``as_classes``, is predicted as classes, weighed by ``class_weight``; one of numbers as a score. ``resume`` goes on
    from the fits a stopped call has finished. The stored arrays and the record are described in ``docs/trip.md``.
    confidence: learn from edges of at least that confidence alone.
    Samples without a value are not learned from, and predicted all the same. Raises :class:`UserError` for an unknown
    or constant column, fewer than two classes, a rank above the size, and more folds than samples; nothing is stored.
    """
    outcome = study_outcome(study, column, folds, as_classes)
    check_weights(outcome, class_weight)
    settings: dict[str, Any] = {
        "rank": rank,
        "predictor": predictor,
        "rho": rho,
        "ridge": ridge,
        "seed": seed,
        "max_epochs": max_epochs,
        "early_stopping": early_stopping,
    }
    model = TRIPClassifier(**settings, class_weight=class_weight) if outcome.classes else TRIP(**settings)
    task = FitTask("trip", name, model, outcome, folds, _describe, confidence=confidence)
    return fit_and_store(study, task, progress, resume)


def _describe(model: TRIP | TRIPClassifier, networks: Networks) -> tuple[Arrays, dict[str, Any]]:  # noqa: ARG001
    arrays: Arrays = {"regulator_loadings": model.regulator_loadings_, "target_loadings": model.target_loadings_}
    return arrays | predictor_arrays(model.predictor_), {
        "rho": model.rho,
        "retained_energy": model.retained_energy_,
        "hosvd_retained_energy": model.hosvd_retained_energy_,
        "regulator_energy": model.regulator_energy_.tolist(),
        "target_energy": model.target_energy_.tolist(),
    }
