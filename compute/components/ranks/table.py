"""The curve over ranks as a table."""

from __future__ import annotations

from compute.components.learn.accuracy import CAUTION
from compute.components.ranks.stored import StoredRanks
from compute.components.reading.rows import plain_table
from compute.study import Study
from compute.write.sample import study_origin
from compute.write.table import Columns, Table

_OF_SCORES = ("r2_held_out", "r2_spread", "r2_standard_error", "spearman_held_out")
_OF_CLASSES = (
    "balanced_accuracy_held_out", "balanced_accuracy_spread", "balanced_accuracy_standard_error", "auc_held_out",
)  # fmt: skip


def rank_table(study: Study, stored: StoredRanks) -> Table:
    """One line per rank; the suggested one is marked, and its reason is in the note beside the file."""
    suggestion = stored.suggestion
    accuracy = _OF_CLASSES if stored.classes else _OF_SCORES
    columns: Columns = {
        "rank": "Int64", **dict.fromkeys(accuracy, "float64"), "retained_energy": "float64",
        "hosvd_retained_energy": "float64", "components": "Int64", "stable_components": "Int64",
        "lowest_stability": "float64", "fits_not_converged": "Int64", "suggested": "boolean",
    }  # fmt: skip
    rows = (
        [
            point.rank,
            *(getattr(point, name) for name in accuracy),
            point.retained_energy,
            point.hosvd_retained_energy,
            len(point.stable),
            point.stable.count(True),
            point.lowest_stability,
            point.not_converged,
            point.rank == suggestion.rank,
        ]
        for point in stored.points
    )
    origin = study_origin(study) | dict(stored.settings)
    origin |= {"predicted": stored.target, "folds": stored.folds, "reason": str(suggestion.reason)}
    if stored.classes:
        origin |= {"classes": ", ".join(stored.classes)}
    if stored.left_out:
        origin |= {"left_out": " ".join(map(str, stored.left_out))}
    if stored.target == study.modulator_name:
        origin |= {"caution": str(CAUTION)}
    return plain_table(columns, rows, origin)
