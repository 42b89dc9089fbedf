"""Curves over ranks, kept in the study: one file for what is predicted and by which settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compute.components.ranks.choice import ClassRankPoint, Curve, RankPoint, RankSuggestion, suggest_rank
from compute.errors import UserError
from compute.files import make_folder, whole_file
from compute.messages import Message
from compute.records import parse_json
from compute.study import Study, check_seal, sealed

RANKS = "ranks"
"""The study's folder of curves."""
_KEPT = ("predictor", "rho", "ridge", "seed", "max_epochs", "class_weight", "confidence")
_LISTS = ("regulator_stability", "target_stability", "stable")


@dataclass(frozen=True)
class StoredRanks:
    """A curve over ranks. target: what is predicted. settings: predictor, rho, ridge, seed, max_epochs, of classes also
    class_weight. made: when, as ISO 8601. points: by rank. classes: those told apart, none for a score. left_out: what
    was not learned from. suggestion: what follows from the points."""

    target: str
    settings: Mapping[str, Any]
    folds: int
    made: str
    points: tuple[RankPoint | ClassRankPoint, ...]
    classes: tuple[str, ...] = ()
    left_out: tuple[Message, ...] = ()

    @property
    def suggestion(self) -> RankSuggestion:
        return suggest_rank(self.points)

    @property
    def not_converged(self) -> int:
        """Fits that ended before they had converged, as far as that was counted."""
        return sum(point.not_converged or 0 for point in self.points)


def write_ranks(
    study: Study,
    target: str,
    settings: Mapping[str, Any],
    folds: int,
    curve: Curve,
    classes: Sequence[str] = (),
    left_out: Sequence[Message] = (),
) -> StoredRanks:
    """Keep a curve in the study, in place of one of the same target and settings.

    settings: of the estimator; those that make a difference are kept.
    """
    kept = {name: settings[name] for name in _KEPT if name in settings}
    made = datetime.now(UTC).isoformat(timespec="seconds")
    points = tuple(curve)
    stored = StoredRanks(target, kept, folds, made, points, tuple(classes), tuple(left_out))
    made_from = json.dumps([target, kept, folds], sort_keys=True).encode()
    folder = study.path / RANKS
    make_folder(folder)
    with whole_file(folder / f"{hashlib.sha256(made_from).hexdigest()[:16]}.json") as draft:
        draft.write_text(json.dumps(sealed(asdict(stored)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return stored


def read_ranks(study: Study) -> list[StoredRanks]:
    """The study's curves, the newest first; :class:`UserError` where a file is damaged."""
    found = [_read(path) for path in sorted((study.path / RANKS).glob("[0-9a-f]*.json"))]
    return sorted(found, key=lambda stored: stored.made, reverse=True)


def _read(path: Path) -> StoredRanks:
    try:
        body = parse_json(path.read_text(encoding="utf-8"))
        check_seal(path, body)
        classes = tuple(body.get("classes", ()))  # a curve of the first version has none: it is of a score
        kind: type[RankPoint] | type[ClassRankPoint] = ClassRankPoint if classes else RankPoint
        points = tuple(kind(**point | {name: tuple(point[name]) for name in _LISTS}) for point in body["points"])
        return StoredRanks(
            body["target"],
            body["settings"],
            body["folds"],
            body["made"],
            points,
            classes,
            tuple(map(Message.from_record, body.get("left_out", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            "{path} is damaged ({error}); delete it and compare the ranks again.", path=path, error=error
        ) from error
