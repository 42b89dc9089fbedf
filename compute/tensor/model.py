"""Fit TRIP on a study and store the model in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError, unknown_name
from compute.study import StoredModel, Study, check_model_name, write_model
from compute.tensor.accuracy import CAUTION, accuracy, check_folds, held_out_predictions
from compute.tensor.settings import FOLDS, MAX_EPOCHS, RANK, RHO, RIDGE, PredictorKind, Progress
from compute.tensor.trip import TRIP

Floats = NDArray[np.float64]


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
    progress: Progress | None = None,
    announce_fold: Callable[[int], None] | None = None,
) -> StoredModel:
    """Fit TRIP on all networks of a study, predict every sample held out as well, and store the model under ``name``.

    column: a numeric column of the annotation to predict; the study's modulator when not given. ``progress`` is told
    every epoch's loss of the fit on all samples, ``announce_fold`` the number of each fold after it. The stored arrays
    and the record are described in ``docs/trip.md``. Raises :class:`UserError` for an unknown, textual, incomplete or
    constant column, a rank above the size, and more folds than samples; then nothing is stored.
    """
    began = time.perf_counter()
    check_model_name(name)
    target, given = target_scores(study, column)
    check_folds(folds, len(given))
    model = TRIP(rank=rank, predictor=predictor, rho=rho, ridge=ridge, seed=seed, max_epochs=max_epochs)
    networks = [study.network(sample) for sample in range(len(study.samples))]
    model.fit(networks, given, progress=progress)
    held_out = held_out_predictions(model, networks, given, folds, seed, announce_fold)
    explanation = model.explain(networks)
    arrays = {
        "regulator_loadings": model.regulator_loadings_,
        "target_loadings": model.target_loadings_,
        "cores": explanation.cores,
        "given": given,
        "predicted": explanation.predicted,
        "held_out": held_out,
        "contributions": explanation.contributions,
        "gradients": explanation.gradients,
        "loss": model.loss_,
    }
    info = _record(model, target, given, explanation.predicted, held_out)
    info |= {"folds": folds, "seconds": round(time.perf_counter() - began, 3)}
    return write_model(study.path, name, arrays, info)


def target_scores(study: Study, column: str | None) -> tuple[str, Floats]:
    """Name and values (n,) of what is predicted: the modulator, or a numeric column of the annotation."""
    if column is None or column == study.modulator_name:
        return study.modulator_name, np.asarray(study.modulator, dtype=np.float64)
    annotation = study.annotation
    if column not in annotation.columns:
        known = [study.modulator_name, *map(str, annotation.columns)]
        raise unknown_name("column", column, known, f"the modulator and annotation of {study.path.name}")
    values = annotation[column]
    if values.dtype.kind not in "iufb":
        raise UserError(
            f"Column {column!r} of {study.path.name} holds text; TRIP predicts numbers, so choose a numeric column."
        )
    scores = values.to_numpy(dtype=np.float64, na_value=np.nan)
    missing = np.flatnonzero(~np.isfinite(scores))
    if missing.size:
        raise UserError(
            f"Column {column!r} of {study.path.name} has no number for {missing.size} of {len(scores)} samples, first "
            f"{study.samples[missing[0]]}; choose a complete column or profile a study of the samples that have it."
        )
    return column, scores


def _record(model: TRIP, target: str, given: Floats, predicted: Floats, held_out: Floats) -> dict[str, Any]:
    fitted, honest = accuracy(given, predicted), accuracy(given, held_out)
    return {
        "kind": "trip",
        "target": target,
        "rank": list(model.rank),
        "predictor": model.predictor,
        "rho": model.rho,
        "ridge": model.ridge,
        "seed": model.seed,
        "baseline": model.baseline_,
        "r2_fitted": fitted.r2,
        "r2_held_out": honest.r2,
        "spearman_fitted": fitted.spearman,
        "spearman_held_out": honest.spearman,
        "retained_energy": model.retained_energy_,
        "hosvd_retained_energy": model.hosvd_retained_energy_,
        "regulator_energy": model.regulator_energy_.tolist(),
        "target_energy": model.target_energy_.tolist(),
        "start": model.start_,
        "epochs": len(model.loss_),
        "converged": model.converged_,
        "caution": CAUTION,
    }
