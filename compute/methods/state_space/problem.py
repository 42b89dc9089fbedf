"""From a cohort to what models of its courses are estimated from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.cohort import Cohort
from compute.methods.columns import basis_of, left_of
from compute.methods.replicates import replicates, require_distinct
from compute.methods.state_space.grid import Grid, grid_of
from compute.methods.state_space.model import Floats, Parameters
from compute.methods.state_space.permutation import Candidates
from compute.methods.state_space.series import Series, series_of
from compute.methods.state_space.settings import Settings

FEWEST_TIMES = 4


@dataclass(frozen=True)
class Problem:
    """What every piece shares.

    values: (M, N, p) centred, NaN where nothing is observed. mean, scale: (p,) of the genes. replicate, step: (n,)
    where each sample lies. regulator, target: (q,), (t,) where those of the cohort stand among the genes. starts:
    (dimensions, starts) how good every start is, ridges: κ of every dimension, chosen, ridge, tested: the model, its κ
    and the edges that are tested, once they are settled.
    """

    values: Floats
    mean: Floats
    scale: Floats
    grid: Grid
    replicate: NDArray[np.int64]
    step: NDArray[np.int64]
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    starts: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    ridges: Floats = field(default_factory=lambda: np.zeros(0))
    chosen: Parameters | None = None
    ridge: float = 0.0
    tested: Candidates | None = None

    @cached_property
    def series(self) -> Series:
        return series_of(self.values)

    def with_model(self, chosen: Parameters, ridge: float, most: int) -> Problem:
        """The same with its model, and the edges of it that are tested."""
        from compute.methods.state_space.network import effects

        ends = effects(chosen).largest(self.regulator, self.target, most)
        return replace(self, chosen=chosen, ridge=ridge, tested=Candidates(chosen, *ends))

    @property
    def pairs(self) -> int:
        """Pairs of a regulator and another gene as target."""
        return self.regulator.size * self.target.size - np.intersect1d(self.regulator, self.target).size


def problem_of(cohort: Cohort, settings: Settings) -> Problem:
    """The courses of a cohort, whose score is the time. Values that were missing in the table are missing here.

    Raises :class:`UserError` where two samples of a course have the same time, and where there are fewer than four
    times.
    """
    genes = tuple(dict.fromkeys([*cohort.regulators, *cohort.targets]))
    number = {gene: j for j, gene in enumerate(genes)}
    course = replicates(cohort)
    require_distinct(cohort, course)
    grid, step = grid_of(cohort.modulator, settings.spacing == "time")
    times = np.unique(step).size
    if times < FEWEST_TIMES:
        raise UserError(
            "{source} has {times} time points; a state space model needs at least {fewest}. The time is the score; "
            "without one it is the column “time” of the annotation, or the one named with --time.",
            source=cohort.expression.source,
            times=times,
            fewest=FEWEST_TIMES,
        )
    rows = _values(cohort, genes)
    mean = np.nanmean(rows, axis=0)
    scale = np.nanstd(rows, axis=0)
    scale = np.where(scale > 0, scale, 1.0) if settings.standardise else np.ones(len(genes))
    values = np.full((int(course.max()) + 1, grid.steps, len(genes)), np.nan)
    values[course, step] = (rows - mean) / scale
    places = ([number[gene] for gene in named] for named in (cohort.regulators, cohort.targets))
    regulator, target = (np.array(place, np.int64) for place in places)
    return Problem(values, mean, scale, grid, course, step, regulator, target)


def _values(cohort: Cohort, genes: tuple[str, ...]) -> Floats:
    """(n, p) with NaN for what the table did not have; covariates taken out, at the genes' own spread."""
    column = cohort.expression.gene_index
    values = cohort.expression.values[:, [column[gene] for gene in genes]].astype(np.float64)
    if cohort.adjust:
        values = left_of(values, basis_of(cohort.covariates))
    row = {sample: i for i, sample in enumerate(cohort.expression.samples)}
    for j, gene in enumerate(genes):
        absent = [row[sample] for sample in cohort.expression.filled.get(gene, ()) if sample in row]
        values[absent, j] = np.nan
    return values
