"""The signed difference of two mean networks, B − A: which edges are gained, lost, strengthened, weakened, flipped.

Definitions, for a strength t ≥ 0 and a smallest change c ≥ 0, by default t / 2 (means count 0 where a sample lacks the
edge):

* an edge is *in* a side where its |mean| ≥ t (and is not 0);
* it *changes* where it is in at least one side and |B − A| ≥ c (and is not 0);
* a changing edge is **gained** if it is in B only, **lost** if in A only; in both it is **flipped** if the signs
  differ, **strengthened** if |B| > |A|, **weakened** if |B| < |A|.

So every changing edge has exactly one category; exchanging A and B exchanges gained and lost, strengthened and
weakened, leaves flipped, and turns the sign of the difference. Requiring the difference itself to reach c keeps an edge
that sits on the threshold from being called gained or lost by a hair's breadth.

How far a difference may be read: networks of neighbouring scores are fitted to overlapping samples, so those of one
side are no independent draws, and exchanging labels between samples would break just the smoothness that makes them
alike. There is therefore neither a p-value nor a permutation here; the spread within each side, and the difference in
units of it, say how large a difference is beside what varies anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from compute.analyse.means import MeanNetwork, mean_network, network_mean
from compute.analyse.sides import ComparedSide
from compute.errors import UserError
from compute.messages import word
from compute.study import ContrastBands, Study, difference_bands

Category = Literal["gained", "lost", "strengthened", "weakened", "flipped"]
CATEGORIES: Final[tuple[Category, ...]] = ("gained", "lost", "strengthened", "weakened", "flipped")
STEADY: Final = -1
MeanOf = Callable[[Study, Sequence[int]], MeanNetwork]


@dataclass(frozen=True, eq=False)
class NetworkDifference:
    """Two sides' mean networks edge by edge, over all edges that any sample of either side has; (e,) arrays.

    a, b: the sides. regulators, targets: names, those both studies have (all, where the sides are of one study).
    regulator, target: positions in these names, ascending by target, then regulator. mean_a, mean_b: float32 mean
    coefficients. spread_a, spread_b: float32 standard deviations within the side (NaN for a single sample).
    present_a, present_b: number of the side's samples that have the edge.
    """

    a: ComparedSide
    b: ComparedSide
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    regulator: NDArray[np.int32]
    target: NDArray[np.int32]
    mean_a: NDArray[np.float32]
    mean_b: NDArray[np.float32]
    spread_a: NDArray[np.float32]
    spread_b: NDArray[np.float32]
    present_a: NDArray[np.int32]
    present_b: NDArray[np.int32]

    @cached_property
    def difference(self) -> NDArray[np.float32]:
        """(e,) mean of B − mean of A; positive: more activation, or less repression, in B."""
        return self.mean_b - self.mean_a

    @cached_property
    def standardised(self) -> NDArray[np.float32]:
        """(e,) the difference in units of the spread within the sides, √((s_A² + s_B²) / 2).

        NaN where either side is a single sample, or where nothing varies within the sides. No test statistic: see the
        module.
        """
        spread = np.sqrt((self.spread_a.astype(np.float64) ** 2 + self.spread_b.astype(np.float64) ** 2) / 2)
        found = np.full(spread.size, np.nan)
        np.divide(self.difference, spread, out=found, where=spread > 0)
        return found.astype(np.float32)

    @cached_property
    def confidence_of_change(self) -> NDArray[np.float32] | None:
        """(e,) probability that another half of the cohort sees the edge change along the score, too; None between two
        studies, or where the study does not know.

        0 where the halves see it change the other way than from A's samples to B's. It is of the change along the whole
        score, not of these two sides.
        """
        known = self.a.study.confidence
        if self.a.study is not self.b.study or known is None:
            return None
        found = known.of_edges(self.regulator.astype(np.int64), self.target.astype(np.int64))
        towards = np.sign(self.b.scores.mean() - self.a.scores.mean())
        agrees = found["direction"] * towards == np.sign(self.difference)
        return np.where(agrees, found["confidence_of_change"], 0.0).astype(np.float32)

    def bands(self, edges: NDArray[np.int64]) -> ContrastBands | None:
        """B − A of these edges' courses (positions), before any threshold, with its band; None between two studies, or
        where the study has no courses. What both sides share of a course cancels: it is no sum of two bands.
        """
        study = self.a.study
        if study is not self.b.study or study.courses is None:
            return None
        regulator = np.array([study.regulator_index(name) for name in self.regulators], np.int64)
        target = np.array([study.target_index(name) for name in self.targets], np.int64)
        ends = (regulator[self.regulator[edges]], target[self.target[edges]])
        return difference_bands(study, *ends, self.a.scores, self.b.scores)

    @property
    def shared_samples(self) -> int:
        """How many samples are on both sides."""
        if self.a.study is not self.b.study or self.a.at is not None or self.b.at is not None:
            return 0
        return int(np.intersect1d(self.a.samples, self.b.samples).size)

    def in_a(self, strength: float) -> NDArray[np.bool_]:
        """(e,) whether the edge is in A's mean network."""
        return _reaches(self.mean_a, strength)

    def in_b(self, strength: float) -> NDArray[np.bool_]:
        """(e,) whether the edge is in B's mean network."""
        return _reaches(self.mean_b, strength)

    def categories(self, strength: float, change: float | None = None) -> NDArray[np.int8]:
        """(e,) position in :data:`CATEGORIES`, −1 for an edge that does not change (see the module).

        change: the smallest difference that counts; None for half the strength. Raises :class:`UserError` for a
        negative one, or one that no coefficient reaches.
        """
        least = least_change(strength, change)
        if not (strength >= 0 and least >= 0):
            raise UserError("A strength or change must be 0 or more, not {least:g}.", least=min(strength, least))
        if max(strength, least) > float(np.finfo(np.float32).max):
            raise UserError(
                "A strength or change of {most:g} is more than any coefficient can be; choose a smaller one.",
                most=max(strength, least),
            )
        in_a, in_b = self.in_a(strength), self.in_b(strength)
        both = in_a & in_b
        alike = np.sign(self.mean_a) == np.sign(self.mean_b)
        grown = np.abs(self.mean_b) > np.abs(self.mean_a)
        found = np.select(
            [in_b & ~in_a, in_a & ~in_b, both & alike & grown, both & alike, both], [0, 1, 2, 3, 4], STEADY
        ).astype(np.int8)
        found[~_reaches(self.difference, least)] = STEADY
        return found

    def largest(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """These edges, the largest |difference| first; ties in the studies' order."""
        return edges[np.argsort(-np.abs(self.difference[edges]), kind="stable")]


def least_change(strength: float, change: float | None = None) -> float:
    """The smallest difference that counts: the one given, else half the strength."""
    return strength / 2 if change is None else change


def network_difference(a: ComparedSide, b: ComparedSide, mean_of: MeanOf = mean_network) -> NetworkDifference:
    """Read both sides' mean networks and put them edge by edge, over the regulators and targets both studies have.

    mean_of: gives the mean network of some samples of a study; by default it is read.

    Raises :class:`UserError` where two studies have no regulator or no target in common.
    """
    with ThreadPoolExecutor(2) as threads:  # mostly NumPy, which releases the interpreter lock
        mean_a, mean_b = threads.map(lambda side: _mean_of(side, mean_of), (a, b))
    if a.study is b.study:
        regulators, targets = a.study.regulators, a.study.targets
    else:
        regulators = _common(a.study.regulators, b.study.regulators, "regulator", a, b)
        targets = _common(a.study.targets, b.study.targets, "target", a, b)
        mean_a, mean_b = (_among(mean, side, regulators, targets) for mean, side in ((mean_a, a), (mean_b, b)))
    keys_a, keys_b = (mean.target.astype(np.int64) * len(regulators) + mean.regulator for mean in (mean_a, mean_b))
    keys = _merged(keys_a, keys_b)
    at_a, at_b = np.searchsorted(keys, keys_a), np.searchsorted(keys, keys_b)
    target, regulator = np.divmod(keys, len(regulators))

    def placed(values: NDArray[np.float32], at: NDArray[np.int64], absent: float) -> NDArray[np.float32]:
        out = np.full(keys.size, absent, np.float32)
        out[at] = values
        return out

    def counted(values: NDArray[np.int32], at: NDArray[np.int64]) -> NDArray[np.int32]:
        out = np.zeros(keys.size, np.int32)
        out[at] = values
        return out

    return NetworkDifference(
        a=a,
        b=b,
        regulators=regulators,
        targets=targets,
        regulator=regulator.astype(np.int32),
        target=target.astype(np.int32),
        mean_a=placed(mean_a.mean, at_a, 0.0),
        mean_b=placed(mean_b.mean, at_b, 0.0),
        # An edge no sample of a side has does not vary there; in a single sample nothing is known of what varies.
        spread_a=placed(mean_a.spread, at_a, 0.0 if mean_a.samples > 1 else np.nan),
        spread_b=placed(mean_b.spread, at_b, 0.0 if mean_b.samples > 1 else np.nan),
        present_a=counted(mean_a.present, at_a),
        present_b=counted(mean_b.present, at_b),
    )


def _mean_of(side: ComparedSide, mean_of: MeanOf) -> MeanNetwork:
    return mean_of(side.study, side.samples.tolist()) if side.at is None else network_mean(side.study, side.at)


def _merged(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """All keys of two ascending arrays, each once; two runs merge in a twentieth of the time that np.union1d hashes."""
    keys = np.sort(np.concatenate([one, other]), kind="stable")
    return keys[np.r_[True, keys[1:] != keys[:-1]]] if keys.size else keys


def _reaches(values: NDArray[np.float32], strength: float) -> NDArray[np.bool_]:
    """|value| ≥ strength, compared at the precision of the coefficients, and not 0."""
    reached: NDArray[np.bool_] = (np.abs(values) >= np.float32(strength)) & (values != 0)
    return reached


def _common(of_a: Sequence[str], of_b: Sequence[str], kind: str, a: ComparedSide, b: ComparedSide) -> tuple[str, ...]:
    there = set(of_b)
    common = tuple(name for name in of_a if name in there)
    if not common:
        raise UserError(
            "{study} and {other} have no {kind} in common; compare studies with the same gene names.",
            study=a.study.title,
            other=b.study.title,
            kind=word(kind),
        )
    return common


def _among(mean: MeanNetwork, side: ComparedSide, regulators: tuple[str, ...], targets: tuple[str, ...]) -> MeanNetwork:
    """The edges among these regulators and targets, which are then what its positions mean."""
    to_regulator = _positions(side.study.regulators, regulators)[mean.regulator]
    to_target = _positions(side.study.targets, targets)[mean.target]
    kept = np.flatnonzero((to_regulator >= 0) & (to_target >= 0))
    kept = kept[np.lexsort((to_regulator[kept], to_target[kept]))]
    return MeanNetwork(
        to_regulator[kept],
        to_target[kept],
        mean.mean[kept],
        mean.spread[kept],
        mean.present[kept],
        mean.samples,
    )


def _positions(names: Sequence[str], among: Sequence[str]) -> NDArray[np.int32]:
    place = {name: position for position, name in enumerate(among)}
    return np.array([place.get(name, -1) for name in names], np.int32)
