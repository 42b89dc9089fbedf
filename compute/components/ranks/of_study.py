"""Compare the ranks of TRIP on a study and keep the curve in it; brings torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compute.components.learn.settings import FOLDS, MAX_EPOCHS, RANKS, RHO, ClassWeight, PredictorKind
from compute.components.learn.study_outcome import check_weights, study_outcome
from compute.components.ranks.choice import Curve
from compute.components.ranks.curve import Announce, rank_curve
from compute.components.ranks.stored import StoredRanks, write_ranks
from compute.components.trip.study_stack import study_stack
from compute.components.trip.trip import TRIP, TRIPClassifier
from compute.study import Study, sure_edges


def compare_ranks(
    study: Study,
    ranks: Sequence[int] | None = None,
    *,
    column: str | None = None,
    as_classes: bool = False,
    class_weight: ClassWeight = None,
    predictor: PredictorKind = "linear",
    rho: float = RHO,
    folds: int = FOLDS,
    seed: int = 0,
    max_epochs: int = MAX_EPOCHS,
    confidence: float = 0.0,
    announce: Announce | None = None,
) -> StoredRanks:
    """Fit TRIP at every rank r × r (:func:`compute.components.ranks.curve.rank_curve`) and keep the curve in the study.

    ranks: None for those of ``RANKS`` that fit. column: None for the modulator, numbers as a score, text as classes;
    as_classes: numbers as classes too. confidence: of the edges learned from, at least.
    Raises :class:`UserError` as ``study_outcome`` and :func:`rank_curve` do, and for a class weight where no classes
    are predicted.
    """
    outcome = study_outcome(study, column, folds, as_classes)
    check_weights(outcome, class_weight)
    TRIP(predictor=predictor, rho=rho, seed=seed, max_epochs=max_epochs).check_settings()
    size = min(len(study.regulators), len(study.targets))
    wanted = [rank for rank in RANKS if rank <= size] if ranks is None else list(ranks)
    settings: dict[str, Any] = {"predictor": predictor, "rho": rho, "seed": seed, "max_epochs": max_epochs}
    networks = study_stack(sure_edges(study, confidence)).take(outcome.learned)
    learned = outcome.values[outcome.learned]
    model: TRIP | TRIPClassifier
    curve: Curve
    if outcome.classes is None:
        model = TRIP(**settings)
        curve = rank_curve(model, networks, learned, wanted, folds, seed, announce)
    else:
        model = TRIPClassifier(**settings, class_weight=class_weight)
        curve = rank_curve(model, networks, learned.astype(str), wanted, folds, seed, announce)
    kept = model.get_params() | ({"confidence": confidence} if confidence else {})
    return write_ranks(study, outcome.name, kept, folds, curve, outcome.classes or (), outcome.left_out)
