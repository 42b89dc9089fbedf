"""Compare the ranks of TRIP on a study and keep the curve in it; brings torch."""

from __future__ import annotations

from collections.abc import Sequence

from compute.components.stored_ranks import StoredRanks, write_ranks
from compute.errors import UserError
from compute.study import Study
from compute.tensor.ranks import Announce, rank_curve
from compute.tensor.settings import FOLDS, MAX_EPOCHS, RANKS, RHO, PredictorKind
from compute.tensor.study_outcome import study_outcome
from compute.tensor.study_stack import study_stack
from compute.tensor.trip import TRIP


def compare_ranks(
    study: Study,
    ranks: Sequence[int] | None = None,
    *,
    column: str | None = None,
    predictor: PredictorKind = "linear",
    rho: float = RHO,
    folds: int = FOLDS,
    seed: int = 0,
    max_epochs: int = MAX_EPOCHS,
    announce: Announce | None = None,
) -> StoredRanks:
    """Fit TRIP at every rank r × r (:func:`compute.tensor.ranks.rank_curve`) and keep the curve in the study.

    ranks: None for those of ``RANKS`` that fit. column: of numbers, None for the modulator. Raises :class:`UserError`
    for a column of classes, and as :func:`rank_curve` does.
    """
    outcome = study_outcome(study, column, folds)
    if outcome.classes is not None:
        raise UserError(
            f"Column {column!r} holds classes; ranks are compared for a score, so name a column of numbers."
        )
    size = min(len(study.regulators), len(study.targets))
    wanted = [rank for rank in RANKS if rank <= size] if ranks is None else list(ranks)
    model = TRIP(predictor=predictor, rho=rho, seed=seed, max_epochs=max_epochs)
    networks = study_stack(study).take(outcome.learned)
    curve = rank_curve(model, networks, outcome.values[outcome.learned], wanted, folds, seed, announce)
    return write_ranks(study, outcome.name, model.get_params(), folds, curve)
