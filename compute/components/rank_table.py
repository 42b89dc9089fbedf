"""The curve over ranks as a table."""

from __future__ import annotations

from compute.components.rows import plain_table
from compute.components.stored_ranks import StoredRanks
from compute.networks.sample import study_origin
from compute.networks.table import Table
from compute.study import Study
from compute.tensor.accuracy import CAUTION


def rank_table(study: Study, stored: StoredRanks) -> Table:
    """One line per rank; the suggested one is marked, and its reason is in the note beside the file."""
    suggestion = stored.suggestion
    columns = (
        "rank", "r2_held_out", "r2_spread", "r2_standard_error", "spearman_held_out", "retained_energy",
        "hosvd_retained_energy", "components", "stable_components", "lowest_stability", "suggested",
    )  # fmt: skip
    rows = (
        [
            point.rank,
            point.r2_held_out,
            point.r2_spread,
            point.r2_standard_error,
            point.spearman_held_out,
            point.retained_energy,
            point.hosvd_retained_energy,
            len(point.stable),
            point.stable.count(True),
            point.lowest_stability,
            point.rank == suggestion.rank,
        ]
        for point in stored.points
    )
    origin = study_origin(study) | dict(stored.settings)
    origin |= {"predicted": stored.target, "folds": stored.folds, "reason": suggestion.reason}
    if stored.target == study.modulator_name:
        origin |= {"caution": CAUTION}
    return plain_table(columns, rows, origin)
