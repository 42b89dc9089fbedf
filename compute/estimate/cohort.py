"""What is profiled: expression, modulator and gene lists, and the problem they pose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import word
from compute.methods.network_profiler.fit import Data
from compute.methods.network_profiler.kernel import Kernel, robust_weights
from compute.methods.network_profiler.settings import FEWEST_SAMPLES, Settings
from compute.read.expression import Expression
from compute.study import StudyScore

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cohort:
    """What is profiled. modulator: (n,) finite values, one per sample of ``expression``, in its order.

    modulator_source: (name, SHA-256) of the table of scores. annotation: indexed by sample. notes: what was left
    out on the way here, one sentence each, kept with the study. extras: further files to keep in the study.
    """

    expression: Expression
    modulator: NDArray[np.float64]
    score: StudyScore
    modulator_source: tuple[str, str]
    regulators: Sequence[str]
    targets: Sequence[str]
    title: str
    simulated: bool = False
    annotation: pd.DataFrame | None = None
    notes: Sequence[str] = ()
    extras: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        samples = len(self.expression.samples)
        if samples < FEWEST_SAMPLES:
            raise UserError(
                "{source} has too few usable samples ({samples}); at least {fewest} are needed to profile networks.",
                source=self.expression.source,
                samples=samples,
                fewest=FEWEST_SAMPLES,
            )
        if not np.isfinite(self.modulator).all():
            first = self.expression.samples[int(np.argmin(np.isfinite(self.modulator)))]
            raise UserError(
                "{scores} has no finite score for {first}; correct it or drop the row.",
                scores=self.modulator_source[0],
                first=first,
            )
        if np.ptp(self.modulator) == 0:
            raise UserError(
                "The score {column!r} in {scores} is the same for every sample; choose one that varies.",
                column=self.score.column,
                scores=self.modulator_source[0],
            )
        for kind, genes in (("regulators", self.regulators), ("targets", self.targets)):
            if not genes:
                raise UserError(
                    "None of the {kind} is in {source}; check the gene symbols.",
                    kind=word(kind),
                    source=self.expression.source,
                )


@dataclass(frozen=True)
class Problem:
    """The cohort in ascending order of the modulator (ties by name), as numbers.

    order: (n,) the cohort's sample at each position. modulator: (n,) ascending.
    """

    order: NDArray[np.intp]
    modulator: NDArray[np.float64]
    data: Data
    kernel: Kernel


def problem_of(cohort: Cohort, settings: Settings) -> Problem:
    """Sort the samples, take out the columns of regulators and targets, weigh the samples where asked to."""
    order = np.lexsort((np.array(cohort.expression.samples), cohort.modulator))
    values = cohort.expression.values[order]
    weight = robust_weights(values, settings.seed) if settings.robust else None
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
    )
    kernel = Kernel(settings.neighbours if settings.kernel == "adaptive" else 0, weight)
    return Problem(order, cohort.modulator[order], data, kernel)
