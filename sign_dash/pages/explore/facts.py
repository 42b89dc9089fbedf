"""What the inspector says about a gene or an edge, read from the study: in one sample, or in the mean of a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.analyse import samples_between
from compute.errors import UserError
from compute.study import SIGNED_COEFFICIENT, EdgeMeaning, coefficients_at
from sign_dash.scene.colours import correlation_with_score
from sign_dash.scene.meaning import edge_arrow
from sign_dash.scene.neutral import is_neutral

if TYPE_CHECKING:
    from compute.study import EdgeBand, Study


@dataclass(frozen=True)
class Partner:
    """The other end of one of a gene's edges."""

    gene: str
    coefficient: float


@dataclass(frozen=True, eq=False)
class GeneFacts:
    """One gene in one sample, or in the mean network of a range.

    samples: positions, one or several. score: between samples, of courses; then of the network there. regulators,
    targets: its edges there, strongest first; None where it cannot have any.
    expression: (samples,) on the scale of the study's table.
    """

    gene: str
    samples: Sequence[int]
    regulators: tuple[Partner, ...] | None
    targets: tuple[Partner, ...] | None
    expression: NDArray[np.float32]
    correlation: float
    score: float | None = None


@dataclass(frozen=True, eq=False)
class EdgeFacts:
    """One edge: its coefficient in every sample, both genes' expression, and what edges mean here. band: at the
    samples' scores, where the study has one. spread: over the parts of the cohort, at a few scores, where it is known.
    score, at_score: between samples, and the coefficient there.
    """

    regulator: str
    target: str
    samples: Sequence[int]
    coefficients: NDArray[np.float32]
    regulator_expression: NDArray[np.float32]
    target_expression: NDArray[np.float32]
    band: EdgeBand | None = None
    spread: EdgeBand | None = None
    meaning: EdgeMeaning = SIGNED_COEFFICIENT
    score: float | None = None
    at_score: float = 0.0

    @property
    def present(self) -> int:
        """In how many samples the edge is there."""
        return int(np.count_nonzero(self.coefficients))

    @property
    def here(self) -> float:
        """The coefficient in the current sample or at the current score; over a range its mean (absent counts as 0)."""
        if self.score is not None:
            return self.at_score
        return float(_mean(self.coefficients[None, :], self.samples)[0])

    @property
    def present_here(self) -> int:
        """In how many of the current samples the edge is there."""
        return int(np.count_nonzero(self.coefficients[list(self.samples)]))

    @property
    def arrow(self) -> str:
        """⊣ where it represses in the current samples (where it is absent: in most samples), else →; – without
        direction.
        """
        return edge_arrow(self.meaning, self.here or float(np.sign(self.coefficients).sum()))


def current_samples(
    study: Study, sample: int, spread: Mapping[str, int] | None, filters: str | None = None
) -> Sequence[int]:
    """Positions of the current sample, or of the range where there is one (the stores POSITION, RANGE and FILTERS).

    Raises :class:`compute.UserError` where the filters leave no sample of the range.
    """
    if not spread:
        return range(sample, sample + 1)
    samples = samples_between(study, spread["first"], spread["last"], filters or "")
    if not samples:
        raise UserError("No sample of this range is left; take a filter away or move the range.")
    return samples


def gene_facts(study: Study, gene: str, samples: Sequence[int], score: float | None = None) -> GeneFacts:
    """Read one gene; :class:`compute.UserError` where the study does not have it.

    score: between samples, of courses.
    """
    expression = study.expression(gene)
    regulators = targets = None
    if gene in study.targets:
        into = study.target_coefficients(gene)
        here = _mean(into.coefficients, samples)
        if score is not None:
            here = coefficients_at(study, into.indices, np.full(into.indices.size, study.target_index(gene)), score)
        regulators = _partners(study.regulators, into.indices, here)
    if gene in study.regulators:
        out = study.regulator_coefficients(gene)
        here = _mean(out.coefficients, samples)
        if score is not None:
            here = coefficients_at(study, np.full(out.indices.size, study.regulator_index(gene)), out.indices, score)
        targets = _partners(study.targets, out.indices, here)
    correlation = float(correlation_with_score(study, [gene])[0])
    return GeneFacts(gene, samples, regulators, targets, expression, correlation, score)


def edge_facts(
    study: Study, regulator: str, target: str, samples: Sequence[int], score: float | None = None
) -> EdgeFacts:
    """Read one edge; :class:`compute.UserError` where the study does not have its genes. score: between samples, of
    courses.
    """
    coefficients = study.edge(regulator, target)
    expression = study.expression(regulator), study.expression(target)
    band = study.edge_band(regulator, target, study.modulator) if study.courses is not None else None
    meaning = study.info.method.edge
    if is_neutral(study, regulator, target):
        meaning = replace(meaning, sign="")  # as an edge of a method whose edges have none
    spread = None if band is not None else _spread(study, regulator, target)
    found = EdgeFacts(regulator, target, samples, coefficients, *expression, band, spread, meaning)
    if score is None:
        return found
    ends = (np.array([study.regulator_index(regulator)]), np.array([study.target_index(target)]))
    return replace(found, score=score, at_score=float(coefficients_at(study, *ends, score)[0]))


def _spread(study: Study, regulator: str, target: str) -> EdgeBand | None:
    """Of the edge's course over the parts of the cohort."""
    if study.confidence is None:
        return None
    ends = np.array([study.regulator_index(regulator)]), np.array([study.target_index(target)])
    row = int(study.confidence.rows(*ends)[0])
    return None if row < 0 else study.confidence.spread_of(row)


def _mean(coefficients: NDArray[np.float32], samples: Sequence[int]) -> NDArray[np.float32]:
    """(edges,) of coefficients edges × all samples."""
    means: NDArray[np.float32] = coefficients[:, list(samples)].mean(axis=1, dtype=np.float64)
    return means.astype(np.float32)


def _partners(
    names: tuple[str, ...], indices: NDArray[np.int64], coefficients: NDArray[np.float32]
) -> tuple[Partner, ...]:
    order = np.argsort(-np.abs(coefficients), kind="stable")
    return tuple(Partner(names[indices[i]], float(coefficients[i])) for i in order if coefficients[i] != 0)
