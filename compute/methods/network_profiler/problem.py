"""From a cohort to the numbers that NetworkProfiler works on."""

from __future__ import annotations

import numpy as np

from compute.errors import UserError
from compute.methods.cohort import Cohort
from compute.methods.columns import limits
from compute.methods.network_profiler.chunks import Work
from compute.methods.network_profiler.fit import Data
from compute.methods.network_profiler.kernel import Kernel, robust_weights
from compute.methods.network_profiler.settings import Settings
from compute.methods.own_scores import own_scores_of


def problem_of(cohort: Cohort, settings: Settings) -> Work:
    """Take out the columns of regulators and targets, weigh the samples where asked to; the bandwidth is open.

    cohort: its samples in the order of the score. :class:`UserError` where a GPU is to adjust for covariates.
    """
    if cohort.adjust and settings.device != "cpu":
        raise UserError(
            "The search on a GPU cannot adjust for covariates; leave out --device {device}, or --adjust.",
            device=settings.device,
        )
    values = cohort.expression.values
    weight = robust_weights(values, settings.seed) if settings.robust else None
    if settings.clip is not None:
        values = np.clip(values, *limits(values, settings.clip))
    if settings.center == "cohort":
        values = values - values.mean(axis=0)
    column = cohort.expression.gene_index
    place = {gene: j for j, gene in enumerate(cohort.regulators)}
    data = Data(
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.regulators]]),
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.targets]]),
        np.array([place.get(gene, -1) for gene in cohort.targets], np.int64),
        settings.center == "local",
        settings.device,
        cohort.covariates if cohort.adjust else None,
    ).adjusted()
    return Work(
        data,
        cohort.modulator,
        Kernel(settings.neighbours if settings.kernel == "adaptive" else 0, weight),
        np.full(len(cohort.targets), np.nan),
        settings.grid(cohort.modulator.size),
        follow=settings.search == "track",
        own=own_scores_of(cohort, settings),
    )
