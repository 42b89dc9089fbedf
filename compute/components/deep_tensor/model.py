"""Fit Deep Tensor on a study and store the model in it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from compute.components.deep_tensor.channels import CHANNEL_NAMES, Channels
from compute.components.deep_tensor.deep_tensor import DeepTensor, DeepTensorClassifier
from compute.components.learn.checks import checked_rank
from compute.components.learn.finished import Arrays
from compute.components.learn.fitting import FitTask, fit_and_store
from compute.components.learn.settings import (
    ALIGNMENT_TURNS,
    COMPRESSION,
    FOLDS,
    MAX_EPOCHS,
    RANK,
    RIDGE,
    ClassWeight,
    FitSteps,
    PredictorKind,
)
from compute.components.learn.study_outcome import check_weights, study_outcome
from compute.components.trip.stack import Networks
from compute.errors import UserError
from compute.study import StoredModel, Study


def fit_deep_tensor(
    study: Study,
    *,
    rank: tuple[int, int] = RANK,
    predictor: PredictorKind = "linear",
    channels: Channels = "signed",
    compression: int = COMPRESSION,
    alignment_turns: int = ALIGNMENT_TURNS,
    ridge: float = RIDGE,
    seed: int = 0,
    max_epochs: int = MAX_EPOCHS,
    folds: int = FOLDS,
    name: str = "deep-tensor",
    column: str | None = None,
    as_classes: bool = False,
    class_weight: ClassWeight = None,
    early_stopping: bool = False,
    confidence: float = 0.0,
    progress: FitSteps | None = None,
    resume: bool = False,
) -> StoredModel:
    """Fit Deep Tensor on all networks of a study and store it under ``name``, as
    ``fit_study`` does with TRIP; the stored arrays are described in ``docs/deep-tensor.md``.
    """
    outcome = study_outcome(study, column, folds, as_classes)
    check_weights(outcome, class_weight)
    size = len(study.regulators), len(study.targets)
    checked_rank(rank, size)
    if compression > max(COMPRESSION, *size):
        raise UserError(
            "compression is {compression}; a network of {regulators:,} regulators × {targets:,} targets needs at most "
            "{most:,} dimensions.",
            compression=compression,
            regulators=size[0],
            targets=size[1],
            most=max(COMPRESSION, *size),
        )
    settings: dict[str, Any] = {
        "rank": rank,
        "predictor": predictor,
        "channels": channels,
        "compression": compression,
        "alignment_turns": alignment_turns,
        "ridge": ridge,
        "seed": seed,
        "max_epochs": max_epochs,
        "early_stopping": early_stopping,
    }
    if outcome.classes:
        model: DeepTensor | DeepTensorClassifier = DeepTensorClassifier(**settings, class_weight=class_weight)
    else:
        model = DeepTensor(**settings)
    task = FitTask(
        "deep-tensor", name, model, outcome, folds, _describe, partial(_compressed, model), confidence=confidence
    )
    return fit_and_store(study, task, progress, resume)


def _compressed(model: DeepTensor | DeepTensorClassifier, study: Study) -> list[Any]:
    return model.compress([study.network(sample) for sample in range(len(study.samples))])


def _describe(model: DeepTensor | DeepTensorClassifier, networks: Networks) -> tuple[Arrays, dict[str, Any]]:
    factors = model.factors(networks)
    arrays: Arrays = {
        "target_core": model.target_core_,
        "regulator_loadings": np.array([own.regulator_loadings for own in factors], dtype=np.float32),
        "target_loadings": np.array([own.target_loadings for own in factors], dtype=np.float32),
    }
    return arrays, {
        "channels": list(CHANNEL_NAMES[model.channels]),
        "compression": model.compression,
        "alignment_turns": model.alignment_turns,
        "alignment": float(model.alignment_.mean()),
        "retained_energy": model.retained_energy_,
        "regulator_energy": model.regulator_energy_.tolist(),
        "target_energy": model.target_energy_.tolist(),
    }
