"""From a cohort to what bootstraps of its network are computed from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.bayesian_network.graph_prior import (
    GraphPrior,
    description_length,
    knowledge,
    number_of_parameters,
)
from compute.methods.bayesian_network.network import Data, dynamic_data, static_data
from compute.methods.bayesian_network.search import Search
from compute.methods.bayesian_network.series import steps
from compute.methods.bayesian_network.settings import Settings
from compute.methods.bayesian_network.subsets import Pool, no_pool
from compute.methods.cohort import Cohort
from compute.methods.columns import basis_of, without


@dataclass(frozen=True)
class Posed:
    """What every bootstrap shares.

    data: the genes, regulators and targets together, each once. search: how a network is searched. samples: (n,) their
    order by name. seed: of the bootstraps. regulator, target: (q,), (p,) where those of the cohort stand among the
    genes. known: (genes, genes) published pairs, or (0, 0). keep: the least strength of an edge. row: of every row of
    the data the cohort's sample; of pairs of times the later one. size: how many samples the cohort has. some: whether
    some genes are searched at a time, ``subset`` of them; by_length, pool: as in ``subsets``.
    """

    data: Data
    search: Search
    samples: NDArray[np.int64]
    seed: int
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    known: NDArray[np.bool_]
    keep: float
    row: NDArray[np.int64]
    size: int
    subset: int
    by_length: bool
    pool: Pool
    some: bool

    def of_targets(self, targets: NDArray[np.int64]) -> Posed:
        """The same with regulators for these targets alone, at positions in the cohort's list."""
        allowed = np.zeros_like(self.data.allowed)
        chosen = self.target[targets]
        allowed[:, chosen] = self.data.allowed[:, chosen]
        return replace(self, data=replace(self.data, allowed=allowed))

    def weighing(self, zeta: float) -> Posed:
        """The same with knowledge of that weight ζ."""
        return replace(self, data=replace(self.data, prior=knowledge(self.known, zeta)))


def posed(cohort: Cohort, settings: Settings) -> Posed:
    """The genes of a cohort, standardised, what it is adjusted for taken out.

    A regulator may be a parent, a target a child; the direction of an edge is open where both genes are both. Raises
    :class:`UserError` where the prior is knowledge and the cohort has none, or none of these genes, and as
    :func:`compute.methods.bayesian_network.series.steps` does.
    """
    genes = tuple(dict.fromkeys([*cohort.regulators, *cohort.targets]))
    number = {gene: j for j, gene in enumerate(genes)}
    regulator = np.array([number[gene] for gene in cohort.regulators], np.int64)
    target = np.array([number[gene] for gene in cohort.targets], np.int64)
    column = cohort.expression.gene_index
    values = cohort.expression.values[:, [column[gene] for gene in genes]].astype(np.float64)
    if cohort.adjust:
        values = without(values - values.mean(axis=0), basis_of(cohort.covariates))
    before, row = steps(cohort) if settings.dynamic else (None, np.arange(len(values)))
    allowed = np.zeros((len(genes), len(genes)), bool)
    allowed[np.ix_(regulator, target)] = True
    known = _known(cohort, number) if settings.prior == "knowledge" else np.zeros((0, 0), bool)
    order = np.argsort(np.array(cohort.expression.samples)[row])
    place, prior = np.argsort(np.array(genes)), _prior(settings, len(genes))
    return Posed(
        static_data(values, settings.functions, prior, allowed, place)
        if before is None
        else dynamic_data(values[before], values[row], settings.functions, prior, allowed, place),
        settings.search(),
        order,
        settings.seed,
        regulator,
        target,
        known,
        settings.keep,
        row,
        len(values),
        settings.subset,
        settings.prior == "length",
        no_pool(settings.subset),
        settings.sampling == "neighbours",
    )


def _prior(settings: Settings, genes: int) -> GraphPrior:
    """Of the graph; where it is knowledge, its weight is settled later."""
    return number_of_parameters(genes) if settings.prior == "parameters" else description_length(genes)


def _known(cohort: Cohort, place: dict[str, int]) -> NDArray[np.bool_]:
    if not cohort.known:
        raise UserError(
            "A prior of published pairs needs their file: give it with --evidence, or drop it among the files of the "
            "new study; or choose another prior."
        )
    known = np.zeros((len(place), len(place)), bool)
    ends = [(place[k], place[j]) for k, j in cohort.known if k in place and j in place]
    if not ends:
        raise UserError(
            "None of the {pairs:,} published pairs is between genes of {source}; check the gene symbols.",
            pairs=len(cohort.known),
            source=cohort.expression.source,
        )
    known[tuple(np.array(ends).T)] = True
    return known
