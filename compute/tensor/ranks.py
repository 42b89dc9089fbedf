"""How many components: a curve over ranks. What it suggests is in :mod:`compute.tensor.rank_choice`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold

from compute.errors import UserError
from compute.tensor.accuracy import accuracy, check_folds
from compute.tensor.rank_choice import RankPoint
from compute.tensor.stability import STABLE_SHARE, SideStability, side_stability
from compute.tensor.stack import Networks, shape_of, taken
from compute.tensor.trip import TRIP

Floats = NDArray[np.float64]
Announce = Callable[[int, int, int], None]
"""Told the rank, the number of the fit of that rank (from 1) and how many there are, before each fit."""


def rank_curve(
    model: TRIP,
    networks: Networks,
    scores: Floats,
    ranks: Sequence[int],
    folds: int,
    seed: int = 0,
    announce: Announce | None = None,
) -> list[RankPoint]:
    """Fit ``model`` at every rank r × r: on all samples, and without each of ``folds`` parts of them.

    The parts are the same for every rank, shuffled by ``seed``. The fits of the folds serve twice: they predict the
    samples they have not seen, and their components are matched with those of the fit on all samples. They share
    most of their samples, so this stability is kinder than that over bootstrap resamples; compare ranks by it.
    Raises :class:`UserError` for no rank, a rank given twice or above the size, and impossible folds.
    """
    if not ranks or len(set(ranks)) < len(ranks):
        raise UserError("Name the ranks to compare, each once.")
    check_folds(folds, len(scores))
    shape = shape_of(networks)
    largest = min(shape)
    for rank in ranks:
        if not 1 <= rank <= largest:
            raise UserError(f"A rank of {rank} cannot be fitted; networks of {shape[0]} regulators × "
                            f"{shape[1]} targets allow 1 to {largest}.")  # fmt: skip
    return [_point(model, networks, scores, rank, folds, seed, announce) for rank in sorted(ranks)]


def _point(
    model: TRIP, networks: Networks, scores: Floats, rank: int, folds: int, seed: int, announce: Announce | None
) -> RankPoint:
    def fitted(number: int, samples: NDArray[np.intp]) -> TRIP:
        if announce is not None:
            announce(rank, number, folds + 1)
        fresh = TRIP(**{**model.get_params(), "rank": (rank, rank)})
        return fresh.fit(taken(networks, samples), scores[samples])

    whole = fitted(1, np.arange(len(scores)))
    held_out = np.empty(len(scores))
    parts, r2 = [], []
    for number, (learn, test) in enumerate(KFold(folds, shuffle=True, random_state=seed).split(scores), start=2):
        part = fitted(number, learn)
        held_out[test] = part.predict(taken(networks, test))
        r2.append(_r2(scores, held_out, test))
        parts.append(part)
    sides = [
        _stability(whole.regulator_loadings_, [part.regulator_loadings_ for part in parts]),
        _stability(whole.target_loadings_, [part.target_loadings_ for part in parts]),
    ]
    return RankPoint(
        rank,
        float(np.mean(r2)),
        float(np.std(r2, ddof=1)),
        float(np.std(r2, ddof=1) / np.sqrt(folds)),
        accuracy(scores, held_out).spearman,
        whole.retained_energy_,
        whole.hosvd_retained_energy_,
        tuple(sides[0].figure.tolist()),
        tuple(sides[1].figure.tolist()),
        tuple(bool(found) for side in sides for found in side.found_in_resamples >= STABLE_SHARE),
    )


def _r2(scores: Floats, held_out: Floats, test: NDArray[np.int64]) -> float:
    """R² in one part; a part of one sample, or of equal scores, is judged by the spread of all samples."""
    if np.ptp(scores[test]) > 0:
        return float(r2_score(scores[test], held_out[test]))
    return 1.0 - float(np.mean((scores[test] - held_out[test]) ** 2) / scores.var())


def _stability(reference: Floats, found: list[Floats]) -> SideStability:
    return side_stability(reference, np.array(found), 0, "principal")
