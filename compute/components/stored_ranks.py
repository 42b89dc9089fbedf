"""Curves over ranks, kept in the study: one file for what is predicted and by which settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compute.errors import UserError
from compute.files import whole_file
from compute.study import Study
from compute.tensor.rank_choice import RankPoint, RankSuggestion, suggest_rank

RANKS = "ranks"
"""The study's folder of curves."""
_KEPT = ("predictor", "rho", "ridge", "seed", "max_epochs")
_LISTS = ("regulator_stability", "target_stability", "stable")


@dataclass(frozen=True)
class StoredRanks:
    """A curve over ranks. target: what is predicted. settings: predictor, rho, ridge, seed, max_epochs. made: when, as
    ISO 8601. points: by rank. suggestion: what follows from them."""

    target: str
    settings: Mapping[str, Any]
    folds: int
    made: str
    points: tuple[RankPoint, ...]

    @property
    def suggestion(self) -> RankSuggestion:
        return suggest_rank(self.points)


def write_ranks(
    study: Study, target: str, settings: Mapping[str, Any], folds: int, curve: Sequence[RankPoint]
) -> StoredRanks:
    """Keep a curve in the study, in place of one of the same target and settings.

    settings: of the estimator; those that make a difference are kept.
    """
    kept = {name: settings[name] for name in _KEPT}
    stored = StoredRanks(target, kept, folds, datetime.now(UTC).isoformat(timespec="seconds"), tuple(curve))
    made_from = json.dumps([target, kept, folds], sort_keys=True).encode()
    folder = study.path / RANKS
    folder.mkdir(exist_ok=True)
    body = {"target": target, "settings": kept, "folds": folds, "made": stored.made}
    body["points"] = [asdict(point) for point in curve]
    with whole_file(folder / f"{hashlib.sha256(made_from).hexdigest()[:16]}.json") as draft:
        draft.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return stored


def read_ranks(study: Study) -> list[StoredRanks]:
    """The study's curves, the newest first; :class:`UserError` where a file is damaged."""
    found = [_read(path) for path in sorted((study.path / RANKS).glob("[0-9a-f]*.json"))]
    return sorted(found, key=lambda stored: stored.made, reverse=True)


def _read(path: Path) -> StoredRanks:
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        points = [RankPoint(**point | {name: tuple(point[name]) for name in _LISTS}) for point in body["points"]]
        return StoredRanks(body["target"], body["settings"], body["folds"], body["made"], tuple(points))
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is damaged ({error}); delete it and compare the ranks again.") from error
