"""Fit a stored model again, from other seeds and to resampled samples, and keep what came out with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.components.learn.checks import check_seed
from compute.components.learn.predictor import Predictor
from compute.components.reading.stored import (
    Components,
    least_confidence,
    predictor_arrays,
    require_trip,
    stored_predictor,
)
from compute.components.stability.found_again import REFITS
from compute.components.trip.stack import Networks, NetworkStack, taken
from compute.components.trip.study_stack import study_stack
from compute.components.trip.trip import TRIP, TRIPClassifier
from compute.errors import UserError
from compute.study import StoredModel, Study, sure_edges, write_model

Announce = Callable[[str, int, int], None]
"""Told what is fitted next ("seed" or "resample"), its number from 1, and how many there are."""

REPRODUCED = 1e-3
"""A model fitted again is the stored one if its predictions differ by less than this share of their spread."""


@dataclass(frozen=True, eq=False)
class Refits:
    """regulator (S + B, q, a) and target (S + B, p, b) loadings, seeds first, float32; whether each fit converged."""

    regulator: NDArray[np.float32]
    target: NDArray[np.float32]
    seeds: tuple[int, ...]
    resamples: int
    converged: tuple[bool, ...]


def refit(
    model: TRIP | TRIPClassifier,
    networks: Networks,
    given: NDArray[Any],
    *,
    seeds: int,
    resamples: int,
    seed: int = 0,
    announce: Announce | None = None,
) -> Refits:
    """Components of ``seeds`` fits that differ in their seed alone, and of ``resamples`` fits to bootstrapped samples.

    A resample draws as many samples as there are, with replacement, each with its network and what is given of it (a
    score, or a class). Every fit starts from nothing, its unsupervised subspace included: a start from the components
    found before would hide the other places where the search can end. ``seed`` sets the draws. The seed of a linear
    model starts its eigen-solver only. Raises :class:`UserError` for fewer than 1 seed or 2 resamples.
    """
    _check_counts(seeds, resamples, seed)
    others = tuple(model.seed + step for step in range(1, seeds + 1))
    rng = np.random.default_rng(seed)
    draws = [rng.integers(len(given), size=len(given)) for _ in range(resamples)]
    found: list[TRIP | TRIPClassifier] = []
    for number, other in enumerate(others, start=1):
        _tell(announce, "seed", number, seeds)
        found.append(_clone(model, seed=other).fit(networks, given))
    for number, draw in enumerate(draws, start=1):
        _tell(announce, "resample", number, resamples)
        found.append(_clone(model).fit(taken(networks, draw), given[draw]))
    return Refits(
        np.array([fitted.regulator_loadings_ for fitted in found], np.float32),
        np.array([fitted.target_loadings_ for fitted in found], np.float32),
        others,
        resamples,
        tuple(fitted.converged_ for fitted in found),
    )


def measure_stability(
    study: Study, model: StoredModel, *, seeds: int, resamples: int, seed: int = 0, announce: Announce | None = None
) -> StoredModel:
    """Refit a stored TRIP model with its own settings (:func:`refit`) and store the components found with it.

    Adds the arrays ``stability.REFITS`` and ``stability`` to the record; all else stays as it is. Raises
    :class:`UserError` for a model of another kind, and where the model was replaced in the meantime.
    """
    began = time.perf_counter()
    require_trip(model)
    networks, given = learned_from(study, model)
    found = refit(estimator_of(model), networks, given, seeds=seeds, resamples=resamples, seed=seed, announce=announce)
    record = {
        "seeds": list(found.seeds),
        "resamples": found.resamples,
        "seed": seed,
        "not_converged": found.converged.count(False),
        "seconds": round(time.perf_counter() - began, 3),
    }
    return extend_model(
        study,
        model,
        {REFITS["regulator"]: found.regulator, REFITS["target"]: found.target},
        {"stability": record},
    )


def extend_model(
    study: Study, model: StoredModel, arrays: dict[str, NDArray[Any]], info: dict[str, Any]
) -> StoredModel:
    """Store further arrays and values with a model; :class:`UserError` if it was replaced since it was opened."""
    if study.model(model.name).info["files"] != model.info["files"]:
        raise UserError(
            "The model {model!r} was replaced in the meantime; run the same command again.", model=model.name
        )
    return write_model(study.path, model.name, {**model.arrays, **arrays}, {**model.info, **info})


def estimator_of(model: StoredModel) -> TRIP | TRIPClassifier:
    """An estimator, not fitted, with the settings of a stored TRIP model."""
    kind = TRIPClassifier if model.info.get("classes") else TRIP
    # What a model of the first version did not record was not to be chosen then: it had the default.
    known = {name: model.info[name] for name in kind().get_params() if name in model.info}
    return kind(**{**known, "rank": tuple(model.info["rank"])})


def learned_from(study: Study, model: StoredModel) -> tuple[NetworkStack, NDArray[Any]]:
    """Networks, and scores or classes as text, of the samples a stored model was learned from."""
    given = np.array(model.arrays["given"])
    if model.info.get("classes"):
        learned = np.flatnonzero(given >= 0)
        given = np.array(model.info["classes"])[given]
    else:
        learned = np.flatnonzero(np.isfinite(given))
    known, made = study.confidence, model.info.get("confidence", {})
    if made and known is not None and known.info.get("created", "") != made["created"]:
        raise UserError(
            "The confidence of {study} was computed again since the model {model!r} was learned from it; make the "
            "model again.",
            study=study.title,
            model=model.name,
        )
    return study_stack(sure_edges(study, least_confidence(model))).take(learned), given[learned]


def restored_predictor(study: Study, model: StoredModel, components: Components) -> Predictor:
    """f of a stored model in the rotation of ``components``; a perceptron that was not stored is learned again.

    The same study, settings and seed give the same model; it is then stored, so this is done once. Raises
    :class:`UserError` where the fit does not reproduce the stored predictions (another machine, other settings).
    """
    known = stored_predictor(model, components)
    if known is not None:
        return known
    again = estimator_of(model).fit(*learned_from(study, model))
    before = np.asarray(model.arrays["evidence" if model.info.get("classes") else "predicted"])
    predicted = again.predictor_.predict(np.asarray(model.arrays["cores"]))
    if np.abs(predicted - before).max() > REPRODUCED * before.std():
        raise UserError(
            "The model {model!r} was stored without its neural network, and a fit with the recorded settings gives "
            "other predictions; make the model again with `trip`.",
            model=model.name,
        )
    extended = extend_model(study, model, dict(predictor_arrays(again.predictor_)), {})
    restored = stored_predictor(extended, components)
    if restored is None:
        raise UserError("The model {model!r} could not be restored; make it again with `trip`.", model=model.name)
    return restored


def _clone(model: TRIP | TRIPClassifier, **changes: Any) -> TRIP | TRIPClassifier:
    return type(model)(**{**model.get_params(), **changes})


def _check_counts(seeds: int, resamples: int, seed: int) -> None:
    if seeds < 1:
        raise UserError("Stability cannot be measured with {seeds} seeds; use at least 1.", seeds=seeds)
    if resamples < 2:
        raise UserError("Stability cannot be measured with {resamples} resamples; use at least 2.", resamples=resamples)
    check_seed(seed)


def _tell(announce: Announce | None, kind: str, number: int, total: int) -> None:
    if announce is not None:
        announce(kind, number, total)
