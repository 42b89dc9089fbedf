"""How far a shortened run is from the whole search at every sample's own score: a random sample of fits, made again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.network_profiler.chunks import Work
from compute.methods.network_profiler.fit import fit_targets
from compute.methods.own_scores import by_score, of_targets
from compute.study import Block

SHARE = 0.01
FEWEST_PAIRS = 200
MANY_SAMPLES, PAIRS_OF_MANY = 20_000, 500
"""A fit takes as long as there are samples: of so many a hundredth of all fits would take longer than the networks."""
WANTED = 0.99
"""Share of the criteria that a followed search should keep as good as the full search's."""
NEAR = 1e-3
"""A criterion is as good as the whole search's if it is not worse by more than this share of it."""


class Audited(NamedTuple):
    """One sample and the targets (k,) whose fit is made again there."""

    sample: int
    targets: NDArray[np.int64]


class Exact(NamedTuple):
    """The whole search's result for the targets of one :class:`Audited`: criterion (k,), coefficients (k, q)."""

    criterion: NDArray[np.float64]
    coefficients: NDArray[np.float32]


@dataclass(frozen=True)
class Audit:
    """What the fits that were made again say.

    pairs: (target, sample) pairs drawn. criterion_as_good: share of them whose criterion is at most 0.1 % of the whole
    search's above it; criterion_better: share more than 0.1 % below. Both None where networks come from a grid of
    scores: another kernel, another criterion. coefficient_error: ‖B − B*‖ / ‖B*‖ over all pairs drawn, B* exact.
    edges_found: share of the exact edges that the run has with the same sign; edges_right: share of the run's edges
    that are exact ones with the same sign.
    """

    pairs: int
    criterion_as_good: float | None
    criterion_better: float | None
    coefficient_error: float
    edges_found: float
    edges_right: float

    def record(self) -> dict[str, float | int | None]:
        """As kept with the study."""
        return asdict(self)

    def message(self) -> Message:
        """For people."""
        closeness = {
            "pairs": self.pairs,
            "error": self.coefficient_error,
            "found": self.edges_found,
            "right": self.edges_right,
        }
        if self.criterion_as_good is None or self.criterion_better is None:
            return Message(
                "Audit of {pairs:,} random fits against the full search at each sample's own score: relative error "
                "of the coefficients {error:.3f}; {found:.1%} of the full search's edges were found, {right:.1%} of "
                "the edges here are in the full search.",
                severity="note",
                **closeness,
            )
        audited = Message(
            "Audit of {pairs:,} random fits against the full search at each sample's own score: {good:.2%} have a "
            "criterion within 0.1 % of the full search's or better ({better:.2%} better by more than that); relative "
            "error of the coefficients {error:.3f}; {found:.1%} of the full search's edges were found, {right:.1%} "
            "of the edges here are in the full search.",
            severity="note",
            good=self.criterion_as_good,
            better=self.criterion_better,
            **closeness,
        )
        if self.criterion_as_good >= WANTED:
            return audited
        return Message(
            "{audited} This is below the {wanted:.0%} required of a tracking search; use the full search.",
            severity="warning",
            audited=audited,
            wanted=WANTED,
        )


def draw(samples: int, targets: int, seed: int) -> list[Audited]:
    """A random hundredth of all (target, sample) pairs, at least 200 of them, grouped by sample; of more than 20,000
    samples at most 500 pairs."""
    total = samples * targets
    count = min(total, max(FEWEST_PAIRS, round(SHARE * total)))
    if samples > MANY_SAMPLES:
        count = min(count, PAIRS_OF_MANY)
    pairs = np.sort(np.random.default_rng(seed).choice(total, count, replace=False, shuffle=False))
    sample, target = np.divmod(pairs, targets)
    found, first = np.unique(sample, return_index=True)
    return [Audited(int(s), part) for s, part in zip(found, np.split(target, first[1:]), strict=True)]


def fit_again(work: Work, drawn: Audited) -> Exact:
    """The whole search for the drawn targets at the sample's own score; a pure function, one thread."""
    criterion = np.zeros(drawn.targets.size)
    coefficients = np.zeros((drawn.targets.size, work.data.regulators.shape[1]), np.float32)
    bandwidth = work.bandwidth[drawn.targets]
    for score, along in by_score(of_targets(work.own, drawn.targets), work.modulator, drawn.targets.size):
        for h in np.unique(bandwidth[along]):
            rows = along[bandwidth[along] == h]
            root = work.kernel.root_weights(score, float(work.modulator[drawn.sample]), float(h))
            fit = fit_targets(work.data, drawn.targets[rows], root, work.grid)
            criterion[rows] = fit.fits["criterion"]
            coefficients[rows[fit.target], fit.regulator] = fit.value
    return Exact(criterion, coefficients)


def audit(found: Iterable[tuple[Audited, Exact]], blocks: Sequence[Block], own_score: bool, regulators: int) -> Audit:
    """Compare what was fitted again with what the study holds.

    own_score: whether every network is of its sample's own score; otherwise criteria are of different kernels and not
    compared. regulators: how many the study has.
    """
    tally = _Tally()
    for part, exact in found:
        block = next(block for block in blocks if part.sample in block.samples)
        tally.add(exact, _stored(block, part.sample - block.samples.start, part.targets, regulators))
    return tally.audit(own_score)


def _stored(block: Block, position: int, targets: NDArray[np.int64], regulators: int) -> Exact:
    pointer, regulator, value = block.network(position)
    coefficients = np.zeros((targets.size, regulators), np.float32)
    for row, target in enumerate(targets):
        edges = slice(pointer[target], pointer[target + 1])
        coefficients[row, regulator[edges]] = value[edges]
    return Exact(np.asarray(np.asarray(block.fits)["criterion"][position, targets]), coefficients)


class _Tally:
    def __init__(self) -> None:
        self.samples = self.pairs = self.good = self.better = self.common = self.exact_edges = self.edges = 0
        self.error = self.size = 0.0

    def add(self, exact: Exact, stored: Exact) -> None:
        # Where no sample is near, the criterion is infinite: a margin of it would make of it what is no number.
        margin = NEAR * np.abs(np.where(np.isfinite(exact.criterion), exact.criterion, 0.0))
        self.samples += 1
        self.pairs += exact.criterion.size
        self.good += int(np.count_nonzero(stored.criterion <= exact.criterion + margin))
        self.better += int(np.count_nonzero(stored.criterion < exact.criterion - margin))
        self.common += int(np.count_nonzero(exact.coefficients * stored.coefficients > 0))
        self.exact_edges += int(np.count_nonzero(exact.coefficients))
        self.edges += int(np.count_nonzero(stored.coefficients))
        self.error += float(np.square(stored.coefficients.astype(np.float64) - exact.coefficients).sum())
        self.size += float(np.square(exact.coefficients.astype(np.float64)).sum())

    def audit(self, comparable: bool) -> Audit:
        return Audit(
            self.pairs,
            self.good / self.pairs if comparable else None,
            self.better / self.pairs if comparable else None,
            float(np.sqrt(self.error / self.size)) if self.size else 0.0,
            self.common / self.exact_edges if self.exact_edges else 1.0,
            self.common / self.edges if self.edges else 1.0,
        )
