"""What a curve over ranks says: one point for each rank, and a suggestion with its reason. No torch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from compute.components.stability.found_again import SAME_COMPONENT, STABLE_SHARE
from compute.messages import Message


@dataclass(frozen=True)
class Point(ABC):
    """What a point of a score and one of classes both say of one rank, r components of either side.

    retained_energy, hosvd_retained_energy: share of Σ‖X_i‖² kept by the fit on all samples, and the ceiling.
    regulator_stability, target_stability: (r,) median absolute cosine of each component of that fit with its partner
    in the folds' fits. stable: (2r,) whether each was found again, absolute cosine ≥ ``SAME_COMPONENT``, in at least
    ``STABLE_SHARE`` of the folds; regulator side first. not_converged: how many of the rank's fits ended before they
    had converged; None in curves kept before this was counted.
    """

    MEASURE: ClassVar[Message | str]

    rank: int
    _: KW_ONLY
    retained_energy: float
    hosvd_retained_energy: float
    regulator_stability: tuple[float, ...]
    target_stability: tuple[float, ...]
    stable: tuple[bool, ...]
    not_converged: int | None = None

    @property
    def lowest_stability(self) -> float:
        return min(*self.regulator_stability, *self.target_stability)

    @property
    @abstractmethod
    def held_out(self) -> float:
        """What ranks are judged by, named by ``MEASURE``."""

    @property
    @abstractmethod
    def standard_error(self) -> float: ...


@dataclass(frozen=True)
class RankPoint(Point):
    """One rank of a model that predicts a score.

    r2_held_out, r2_spread, r2_standard_error: mean over the folds of the coefficient of determination in samples
    held out, its standard deviation, and that of the mean. spearman_held_out: of all samples' held-out predictions;
    None where they are all equal.
    """

    MEASURE = "R²"

    r2_held_out: float
    r2_spread: float
    r2_standard_error: float
    spearman_held_out: float | None

    @property
    def held_out(self) -> float:
        return self.r2_held_out

    @property
    def standard_error(self) -> float:
        return self.r2_standard_error


@dataclass(frozen=True)
class ClassRankPoint(Point):
    """One rank of a model that predicts classes.

    balanced_accuracy_held_out, balanced_accuracy_spread, balanced_accuracy_standard_error: mean over the folds of the
    balanced accuracy in samples held out (1 / classes = chance), its standard deviation, and that of the mean.
    auc_held_out: of all samples' held-out probabilities, each class against the rest, averaged (0.5 = chance).
    """

    MEASURE = Message("balanced accuracy")

    balanced_accuracy_held_out: float
    balanced_accuracy_spread: float
    balanced_accuracy_standard_error: float
    auc_held_out: float

    @property
    def held_out(self) -> float:
        return self.balanced_accuracy_held_out

    @property
    def standard_error(self) -> float:
        return self.balanced_accuracy_standard_error


Curve = Sequence[RankPoint | ClassRankPoint]
"""Points of one model's curve, by rank."""


@dataclass(frozen=True)
class RankSuggestion:
    """rank: one of the curve's. reason: why that one."""

    rank: int
    reason: Message


def suggest_rank(curve: Curve) -> RankSuggestion:
    """Among the ranks whose accuracy is within one standard error of the best: the largest with all components stable.

    Where none is stable throughout, the smallest of them: fewest components for the same accuracy. [ours]; the rule of
    one standard error is that of Breiman et al. 1984.
    """
    best = max(curve, key=lambda point: point.held_out)
    floor = best.held_out - best.standard_error
    as_good = [point for point in curve if point.held_out >= floor]
    stable = [point for point in as_good if all(point.stable)]
    chosen = max(stable, key=lambda point: point.rank) if stable else min(as_good, key=lambda point: point.rank)
    reach = Message(
        "predicts held-out samples with {measure} {held_out:.3f}, within one standard error of the best ({best:.3f} at "
        "rank {best_rank})",
        measure=best.MEASURE,
        held_out=chosen.held_out,
        best=best.held_out,
        best_rank=best.rank,
    )
    if not stable:
        reason = Message(
            "Rank {rank} is the smallest that {reach}; at no such rank are all components recovered, here "
            "{unstable} of {components} are not: interpret those with care.",
            rank=chosen.rank,
            reach=reach,
            unstable=chosen.stable.count(False),
            components=len(chosen.stable),
            severity="warning",
        )
        return RankSuggestion(chosen.rank, reason)
    why = Message(
        "Rank {rank} {reach}; it is the largest such rank at which every component is recovered (|cosine| ≥ "
        "{cosine:g} in {share:.0%} of the folds), and captures {energy:.1%} of the squared edge weight.",
        rank=chosen.rank,
        reach=reach,
        cosine=SAME_COMPONENT,
        share=STABLE_SHARE,
        energy=chosen.retained_energy,
    )
    if chosen.rank < max(point.rank for point in curve):
        return RankSuggestion(chosen.rank, why)
    reason = Message("{why} It is also the largest rank tried; larger ones may be as good.", why=why)
    return RankSuggestion(chosen.rank, reason)
