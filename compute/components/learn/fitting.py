"""Fit an estimator on all networks of a study, predict every sample held out as well, and store the model."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import BaseCrossValidator, KFold, StratifiedKFold

import compute
from compute.components.learn.accuracy import CAUTION, accuracy, check_folds
from compute.components.learn.class_accuracy import class_accuracy
from compute.components.learn.estimator import ClassEstimator, ScoreEstimator
from compute.components.learn.finished import Arrays, FinishedFits
from compute.components.learn.modulator_alone import classes_from_modulator, scores_from_modulator
from compute.components.learn.settings import FitStep, FitSteps
from compute.components.learn.study_outcome import StudyOutcome
from compute.components.trip.stack import Networks, taken
from compute.components.trip.study_stack import study_stack
from compute.messages import Message
from compute.study import StoredModel, Study, check_model_name, sure_edges, write_model

Floats = NDArray[np.float64]
Record = dict[str, Any]
Description = Callable[[Any, Networks], tuple[Arrays, Record]]
"""What a fitted estimator's projection has to store: arrays, and figures for the record."""

_RECORD = "record"


@dataclass(frozen=True, eq=False)
class FitTask:
    """A model to make: its kind and name, an unfitted estimator, what it predicts, folds, what to store of it, and
    how the networks are read, once for all fits. confidence: learned from edges of at least that much; 0: from all."""

    kind: str
    name: str
    model: ScoreEstimator | ClassEstimator
    outcome: StudyOutcome
    folds: int
    describe: Description
    prepare: Callable[[Study], Networks] = study_stack
    confidence: float = 0.0


def fit_and_store(study: Study, task: FitTask, progress: FitSteps | None = None, resume: bool = False) -> StoredModel:
    """Fit on all samples, then on all but each fold; store the whole model or nothing.

    Finished fits are kept in the study while the model is not whole; ``resume`` goes on from them. Raises
    :class:`UserError` for whatever cannot be predicted, more folds than samples, and fits kept under other settings.
    """
    check_model_name(task.name)
    check_folds(task.folds, len(task.outcome.learned))
    finished = FinishedFits(study.path, task.name, _settings(study, task), resume)
    networks = task.prepare(sure_edges(study, task.confidence))

    def tell(fit: int) -> Callable[[int, float], None] | None:
        if progress is None:
            return None
        return lambda epoch, loss: progress(FitStep(fit, task.folds + 1, epoch, task.model.max_epochs, loss))

    arrays = finished.once("all samples", lambda: _fit_whole(task, networks, tell(1)))
    ran_out = 0
    splits = _splits(task)
    learned = task.outcome.learned
    parts = splits.split(learned, task.outcome.labels[learned])
    held_out = arrays["probabilities" if task.outcome.classes else "predicted"].copy()
    for number, (learn, test) in enumerate(parts, start=1):
        fit = partial(_fit_fold, task, networks, learn, test, tell(number + 1))
        kept = finished.once(f"fold {number}", fit)
        held_out[learned[test]] = kept["predicted"]
        arrays["seconds"] = arrays["seconds"] + kept["seconds"]
        ran_out += int(kept["ran_out"])
    record = json.loads(str(arrays.pop(_RECORD)))
    record |= {"folds": task.folds, "folds_not_converged": ran_out, "seconds": round(float(arrays.pop("seconds")), 3)}
    if task.confidence:
        record["confidence"] = {"least": task.confidence, "created": _confidence_of(study)}
    record |= _accuracies(study, task, arrays, held_out, splits)
    stored = write_model(study.path, task.name, {**arrays, "held_out": held_out}, record)
    finished.clear()
    return stored


def _splits(task: FitTask) -> BaseCrossValidator:
    kind = StratifiedKFold if task.outcome.classes else KFold
    return kind(task.folds, shuffle=True, random_state=task.model.seed)


def _fit_whole(task: FitTask, networks: Networks, tell: Callable[[int, float], None] | None) -> Arrays:
    began = time.perf_counter()
    learned = task.outcome.learned
    model = clone(task.model).fit(taken(networks, learned), _values(task.outcome)[learned], progress=tell)
    arrays, record = task.describe(model, networks)
    explanation = model.explain(networks)
    arrays |= {
        "cores": explanation.cores,
        "gradients": explanation.gradients,
        "contributions": explanation.contributions,
        "loss": model.loss_,
    }
    record |= {
        "kind": task.kind,
        "target": task.outcome.name,
        "rank": list(model.rank),
        "predictor": model.predictor,
        "ridge": model.ridge,
        "seed": model.seed,
        "hidden": model.hidden,
        "max_epochs": model.max_epochs,
        "start": model.start_,
        "epochs": len(model.loss_),
        "converged": model.converged_,
        "early_stopping": model.early_stopping,
        "stopped_early": model.stopped_early_,
        "baseline": np.asarray(model.baseline_).tolist(),
    }
    if model.early_stopping:
        arrays["validation_loss"] = model.validation_loss_
        record |= {"validation_fraction": model.validation_fraction, "patience": model.patience}
    if task.outcome.classes is None:
        arrays |= {"given": task.outcome.values, "predicted": explanation.predicted}
    else:
        arrays |= {"given": task.outcome.labels.astype(np.int64), "probabilities": explanation.probabilities}
        arrays["evidence"] = explanation.evidence
        record |= {"classes": list(task.outcome.classes), "class_weight": model.class_weight}
    if task.outcome.classes or task.outcome.left_out:
        record["left_out"] = [message.record() for message in task.outcome.left_out]
    arrays |= {_RECORD: np.array(json.dumps(record)), "seconds": np.array(time.perf_counter() - began)}
    return arrays


def _fit_fold(
    task: FitTask,
    networks: Networks,
    learn: NDArray[np.intp],
    test: NDArray[np.intp],
    tell: Callable[[int, float], None] | None,
) -> Arrays:
    """Predictions of the test samples by a model that learns everything anew without them, its start included."""
    began = time.perf_counter()
    learned, values = task.outcome.learned, _values(task.outcome)
    model = clone(task.model).fit(taken(networks, learned[learn]), values[learned[learn]], progress=tell)
    held = taken(networks, learned[test])
    predicted = model.predict_proba(held) if task.outcome.classes else model.predict(held)
    seconds = np.array(time.perf_counter() - began)
    return {"predicted": predicted, "seconds": seconds, "ran_out": np.array(model.ran_out_)}


def _values(outcome: StudyOutcome) -> NDArray[Any]:
    return outcome.values if outcome.classes is None else outcome.values.astype(str)


def _accuracies(study: Study, task: FitTask, arrays: Arrays, held_out: Floats, splits: BaseCrossValidator) -> Record:
    """Figures fitted and held out, those of the modulator alone where something else is predicted, and the caution."""
    learned = task.outcome.learned
    given = arrays["given"][learned]
    modulator = np.asarray(study.modulator, dtype=np.float64)[learned]
    own = task.outcome.name == study.modulator_name
    if task.outcome.classes is None:
        pairs = {"fitted": arrays["predicted"][learned], "held_out": held_out[learned]}
        if not own:
            pairs["modulator_alone"] = scores_from_modulator(modulator, given, splits)
        found = {key: accuracy(given, predicted) for key, predicted in pairs.items()}
        figures: Record = {f"r2_{key}": figure.r2 for key, figure in found.items()}
        figures |= {f"spearman_{key}": figure.spearman for key, figure in found.items()}
    else:
        weight = task.model.class_weight if isinstance(task.model, ClassEstimator) else None
        alone = classes_from_modulator(modulator, given, splits, weight)
        shares = {"fitted": arrays["probabilities"][learned], "held_out": held_out[learned], "modulator_alone": alone}
        told = {key: class_accuracy(given, probabilities) for key, probabilities in shares.items()}
        figures = {f"auc_{key}": figure.auc for key, figure in told.items()}
        figures |= {f"balanced_accuracy_{key}": figure.balanced_accuracy for key, figure in told.items()}
    caution = CAUTION if own else _caution(study.modulator_name, task.outcome.name)
    return figures | {"caution": caution.record()}


def _caution(modulator: str, predicted: str) -> Message:
    return Message(
        "The networks were estimated along {modulator}, so they contain it: where {predicted} is correlated with "
        "{modulator}, they can predict it from that alone. Only the excess over {modulator} alone, in held-out "
        "samples, is further information in them.",
        modulator=modulator,
        predicted=predicted,
        severity="warning",
    )


def _confidence_of(study: Study) -> str:
    """When the confidence of the study's edges was computed."""
    return "" if study.confidence is None else str(study.confidence.info.get("created", ""))


def _settings(study: Study, task: FitTask) -> Record:
    files = json.dumps(study.info.files, sort_keys=True).encode()
    sure = {"confidence": [task.confidence, _confidence_of(study)]} if task.confidence else {}
    return {
        "kind": task.kind,
        "column": task.outcome.name,
        "classes": task.outcome.classes,
        "folds": task.folds,
        **task.model.get_params(),
        **sure,
        "version": compute.__version__,
        "study": hashlib.sha256(files).hexdigest()[:16],
        "told of a fit": ["predicted", "ran_out", "seconds"],  # fits kept before one of these was told do not fit in
    }
