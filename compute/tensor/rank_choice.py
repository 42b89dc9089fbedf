"""What a curve over ranks says: one point for each rank, and a suggestion with its reason. No torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compute.tensor.stability import SAME_COMPONENT, STABLE_SHARE


@dataclass(frozen=True)
class RankPoint:
    """One rank, r components of either side.

    r2_held_out, r2_spread, r2_standard_error: mean over the folds of the coefficient of determination in samples
    held out, its standard deviation, and that of the mean. spearman_held_out: of all samples' held-out predictions;
    None where they are all equal. retained_energy, hosvd_retained_energy: share of Σ‖X_i‖² kept by the fit on all
    samples, and the ceiling. regulator_stability, target_stability: (r,) median absolute cosine of each component of
    that fit with its partner in the folds' fits. stable: (2r,) whether each was found again, absolute cosine
    ≥ ``SAME_COMPONENT``, in at least ``STABLE_SHARE`` of the folds; regulator side first.
    """

    rank: int
    r2_held_out: float
    r2_spread: float
    r2_standard_error: float
    spearman_held_out: float | None
    retained_energy: float
    hosvd_retained_energy: float
    regulator_stability: tuple[float, ...]
    target_stability: tuple[float, ...]
    stable: tuple[bool, ...]

    @property
    def lowest_stability(self) -> float:
        return min(*self.regulator_stability, *self.target_stability)


@dataclass(frozen=True)
class RankSuggestion:
    """rank: one of the curve's. reason: a sentence or two."""

    rank: int
    reason: str


def suggest_rank(curve: Sequence[RankPoint]) -> RankSuggestion:
    """Among the ranks whose accuracy is within one standard error of the best: the largest with all components stable.

    Where none is stable throughout, the smallest of them: fewest components for the same accuracy. [ours]; the rule of
    one standard error is that of Breiman et al. 1984.
    """
    best = max(curve, key=lambda point: point.r2_held_out)
    floor = best.r2_held_out - best.r2_standard_error
    as_good = [point for point in curve if point.r2_held_out >= floor]
    stable = [point for point in as_good if all(point.stable)]
    reach = (
        f"predicts held-out samples with R² {{0.r2_held_out:.3f}}, within one standard error of the best "
        f"({best.r2_held_out:.3f} at rank {best.rank})"
    )
    if stable:
        chosen = max(stable, key=lambda point: point.rank)
        reason = (
            f"Rank {chosen.rank} {reach.format(chosen)}; it is the largest such rank with every component found again "
            f"(|cosine| ≥ {SAME_COMPONENT:g} in {STABLE_SHARE:.0%} of the folds), and so the one that keeps most of "
            f"the networks ({chosen.retained_energy:.1%} of their energy) in components that can be read one by one."
        )
        if chosen.rank == max(point.rank for point in curve):
            reason += " It is also the largest rank tried; larger ones may do as well."
    else:
        chosen = min(as_good, key=lambda point: point.rank)
        unstable = chosen.stable.count(False)
        reason = (
            f"Rank {chosen.rank} is the smallest that {reach.format(chosen)}; no such rank has every component found "
            f"again, here {unstable} of {len(chosen.stable)} are not: read those with care."
        )
    return RankSuggestion(chosen.rank, reason)
