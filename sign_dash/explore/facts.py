"""What the inspector says about a gene or an edge, read from the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sign_dash.network.colours import correlation_with_score

if TYPE_CHECKING:
    from compute import Study


@dataclass(frozen=True)
class Partner:
    """The other end of one of a gene's edges in one sample."""

    gene: str
    coefficient: float


@dataclass(frozen=True, eq=False)
class GeneFacts:
    """One gene in one sample.

    regulators, targets: its edges in this sample, strongest first; None where it cannot have any.
    expression: (samples,) on the scale of the study's table.
    """

    gene: str
    sample: int
    regulators: tuple[Partner, ...] | None
    targets: tuple[Partner, ...] | None
    expression: NDArray[np.float32]
    correlation: float


@dataclass(frozen=True, eq=False)
class EdgeFacts:
    """One edge: its coefficient in every sample, and both genes' expression."""

    regulator: str
    target: str
    sample: int
    coefficients: NDArray[np.float32]
    regulator_expression: NDArray[np.float32]
    target_expression: NDArray[np.float32]

    @property
    def present(self) -> int:
        """In how many samples the edge is there."""
        return int(np.count_nonzero(self.coefficients))

    @property
    def arrow(self) -> str:
        """⊣ where it represses in the sample at hand (where it is absent: in most samples), else →."""
        here = float(self.coefficients[self.sample]) or float(np.sign(self.coefficients).sum())
        return "⊣" if here < 0 else "→"


def gene_facts(study: Study, gene: str, sample: int) -> GeneFacts:
    """Read one gene; :class:`compute.UserError` where the study does not have it."""
    expression = study.expression(gene)
    regulators = targets = None
    if gene in study.targets:
        into = study.target_coefficients(gene)
        regulators = _partners(study.regulators, into.indices, into.coefficients[:, sample])
    if gene in study.regulators:
        out = study.regulator_coefficients(gene)
        targets = _partners(study.targets, out.indices, out.coefficients[:, sample])
    correlation = float(correlation_with_score(study, [gene])[0])
    return GeneFacts(gene, sample, regulators, targets, expression, correlation)


def edge_facts(study: Study, regulator: str, target: str, sample: int) -> EdgeFacts:
    """Read one edge; :class:`compute.UserError` where the study does not have its genes."""
    coefficients = study.edge(regulator, target)
    return EdgeFacts(regulator, target, sample, coefficients, study.expression(regulator), study.expression(target))


def _partners(
    names: tuple[str, ...], indices: NDArray[np.int64], coefficients: NDArray[np.float32]
) -> tuple[Partner, ...]:
    order = np.argsort(-np.abs(coefficients), kind="stable")
    return tuple(Partner(names[indices[i]], float(coefficients[i])) for i in order if coefficients[i] != 0)
