"""Two conditions of a time course: which genes of a case do not follow the model of the control. [paper Y08]"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression
from compute.study import Study

if TYPE_CHECKING:
    from compute.methods.state_space.rules import Rules

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CaseDepartures:
    """Of each gene of the control's model (p,), what departs most first.

    statistic: T = Σ z² over its values, z the errors of a step ahead by the control's model in standard deviations.
    values: how many it sums over. shift: mean z, positive where the case is above what the control predicts. p: of χ²,
    of T / inflation, q: Benjamini and Hochberg over all genes. inflation: mean z² of courses of the control that were
    left out of the fit, which its estimated parameters predict less well than its own.
    """

    gene: tuple[str, ...]
    statistic: Floats
    values: NDArray[np.int64]
    shift: Floats
    p: Floats
    q: Floats
    inflation: float


def case_departures(study: Study, case: Expression, time: Floats, course: NDArray[np.int64]) -> CaseDepartures:
    """The case under the control's model. time, course: (n,) of the case's samples, times in the control's unit.

    :class:`UserError` where the study is no state space model, was adjusted, shares no gene with the case, or where
    times do not fit; a gene that the case lacks has no values and p = 1.
    """
    from compute.methods.state_space.differential import departures, inflation
    from compute.methods.state_space.model import Parameters

    lacks = study.lacks({"modules"})
    if lacks is not None:
        raise UserError(lacks)
    if study.info.adjust:
        raise UserError(
            "{study} was adjusted for {columns}; the same adjustment cannot be applied to another table, so estimate "
            "the control without --adjust.",
            study=study.title,
            columns=study.info.adjust,
        )
    kept = {name: study.settled(name) for name in ("loading", "transition", "noise", "first", "level", "gene_mean")}
    scale = study.settled("gene_scale")
    parts = {name: np.ascontiguousarray(values, np.float64) for name, values in kept.items() if values is not None}
    if len(parts) < len(kept) or scale is None:
        raise UserError("{study} lacks arrays of its model; estimate it again.", study=study.title)
    mean = parts.pop("gene_mean")
    genes = tuple(dict.fromkeys([*study.regulators, *study.targets]))
    values = _values(case, genes, study)
    step = _steps(study, case, time)
    grid = np.full((int(course.max()) + 1, int(step.max()) + 1, len(genes)), np.nan)
    if np.unique(np.column_stack([course, step]), axis=0).shape[0] < step.size:
        raise UserError(
            "Two samples of one time course of {source} have the same time; name the column of replicates with "
            "--replicate.",
            source=case.source,
        )
    grid[course, step] = (values - mean) / scale
    model = Parameters(**parts)
    control = _control(study, genes) / scale
    inflated = inflation(control, model, _rules(study))
    found = departures(grid, model, inflated)
    order = np.lexsort((-found.statistic, found.p))
    return CaseDepartures(
        tuple(genes[g] for g in order),
        found.statistic[order],
        found.values[order],
        found.shift[order],
        found.p[order],
        found.q[order],
        inflated,
    )


def _values(case: Expression, genes: tuple[str, ...], study: Study) -> Floats:
    """(n, p) of the model's genes, NaN where the case has no value."""
    column = case.gene_index
    there = [g for g, gene in enumerate(genes) if gene in column]
    if not there:
        raise UserError(
            "{source} has none of the {n:,} genes of {study} ({genes:3}); the names of both must agree.",
            source=case.source,
            n=len(genes),
            study=study.title,
            genes=genes,
        )
    values = np.full((len(case.samples), len(genes)), np.nan)
    values[:, there] = case.values[:, [column[genes[g]] for g in there]]
    row = {sample: i for i, sample in enumerate(case.samples)}
    for g in there:
        values[[row[sample] for sample in case.filled.get(genes[g], ()) if sample in row], g] = np.nan
    return values


def _control(study: Study, genes: tuple[str, ...]) -> Floats:
    """(M, N, p) expression of the control's courses, NaN where nothing was measured."""
    step, replicate = study.settled("step"), study.settled("replicate")
    if step is None or replicate is None:
        raise UserError("{study} lacks arrays of its model; estimate it again.", study=study.title)
    values = np.full((int(replicate.max()) + 1, int(step.max()) + 1, len(genes)), np.nan)
    values[replicate, step] = study.expressions(genes).T
    return values


def _rules(study: Study) -> Rules:
    """How the control's model was estimated."""
    from compute.methods.state_space.rules import Rules

    made, choice = study.info.method.settings, study.settled("dimension_choice")
    ridge = 0.0 if choice is None else float(choice[choice[:, -1] == 1][0, 1])
    return Rules(ridge, made["noise"] == "common", made["initial"] == "zero")


def _steps(study: Study, case: Expression, time: Floats) -> NDArray[np.int64]:
    """(n,) the step of the control's grid at which each sample was taken."""
    from compute.methods.state_space.grid import CLOSE, grid_of

    grid, _ = grid_of(study.modulator, study.info.method.settings["spacing"] == "time")
    known = np.unique(study.modulator)
    if grid.unit:
        exact = (time - grid.first) / grid.unit
        step = np.rint(exact)
        wrong = (step < 0) | ((np.abs(exact - step) > CLOSE) & (not grid.rounded))
        where = Message("{first:g} and every {unit:g} after it", first=grid.first, unit=grid.unit)
    else:
        step = np.searchsorted(known, time).astype(np.float64)
        wrong = ~np.isin(time, known)
        where = Message("{times:6}", times=[f"{one:g}" for one in known])
    if wrong.any():
        first = int(np.argmax(wrong))
        raise UserError(
            "{sample} was taken at {time:g}, which is not a time point of the control's model ({where}); both must "
            "use the same unit and steps.",
            sample=case.samples[first],
            time=float(time[first]),
            where=where,
        )
    return step.astype(np.int64)
