"""From a cohort to every target's problem, in the form that predicts samples held out better."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from compute.methods.cohort import Cohort
from compute.methods.curves.basis import smooth
from compute.methods.curves.fit import FOLDS, Penalised, choose_ridge, penalised
from compute.methods.curves.frame import TargetFit
from compute.methods.curves.select import Columns
from compute.methods.curves.settings import Settings
from compute.methods.curves.sparse import Sparse, sparse
from compute.methods.own_scores import OwnScores, of_samples, of_targets, on_scale, own_scores_of

TRIED = 40
"""Targets at most by which the form is chosen, and the prior of the sparse one learned."""


class Chosen(NamedTuple):
    """What the whole cohort decides. ridge: as a share of n. prior (c, v): of the sparse form.

    held_out: share of the variance of held-out samples that the sparse and the shared form explain; NaN: not asked.
    """

    sparse: bool
    ridge: float
    prior: NDArray[np.float64]
    held_out: tuple[float, float] = (float("nan"), float("nan"))


@dataclass(frozen=True)
class Problem:
    """detrended: whether the trend along the score is taken out. chosen, model: None until they are settled. own: of
    the targets that are estimated along another score than ``columns`` have.
    """

    columns: Columns
    detrended: bool
    seed: int
    chosen: Chosen | None = None
    model: Penalised | Sparse | None = None
    own: OwnScores = field(default_factory=dict)

    def settled(self, chosen: Chosen) -> Problem:
        """With the model of all targets, on one thread: the same bits wherever it is made."""
        return replace(self, chosen=chosen, model=_model(self.columns, self.detrended, self.seed, chosen))

    def only(self, targets: NDArray[np.int64]) -> Problem:
        model = self.model.only(targets) if self.model is not None else None
        return replace(self, columns=self.columns.of_targets(targets), model=model, own=of_targets(self.own, targets))

    def of_samples(self, keep: NDArray[np.bool_]) -> Problem:
        """What the whole cohort decided stays; the model is made when it is needed."""
        columns = self.columns.of_samples(keep)
        own = {k: on_scale(score, columns.score) for k, score in of_samples(self.own, keep).items()}
        return replace(self, columns=columns, model=None, own=own)

    def ready(self) -> Penalised | Sparse:
        assert self.chosen is not None
        return self.model or _model(self.columns, self.detrended, self.seed, self.chosen)

    def along_own(self, k: int) -> Columns:
        """The columns of a target (its position) that has a score of its own."""
        return replace(self.columns.of_targets(np.array([k])), score=self.own[k])

    def fit_target(self, k: int, model: Penalised | Sparse) -> TargetFit:
        """One target (its position). model: of those along the score, as :meth:`ready` gives it."""
        if k not in self.own:
            return model.fit_target(k)
        assert self.chosen is not None
        columns = self.along_own(k)
        with threadpool_limits(limits=1):
            if self.chosen.sparse:
                # Made of the same functions, a course is read in the same table as all others.
                functions = smooth(self.columns.score)
                return sparse(columns, self.chosen.prior, self.detrended, functions).fit_target(0)
            return penalised(columns, self.chosen.ridge, self.seed, self.detrended).fit_target(0)


def problem_of(cohort: Cohort, settings: Settings) -> Problem:
    """Columns of regulators, targets, score and covariates. cohort: its samples in the order of the score."""
    values = cohort.expression.values
    column = cohort.expression.gene_index
    place = {gene: j for j, gene in enumerate(cohort.regulators)}
    columns = Columns(
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.regulators]], np.float64),
        np.ascontiguousarray(values[:, [column[gene] for gene in cohort.targets]], np.float64),
        np.array([place.get(gene, -1) for gene in cohort.targets], np.int64),
        cohort.modulator,
        cohort.covariates,
    )
    computed = bool(cohort.score.method)
    return Problem(
        columns,
        settings.trend == "removed" or (settings.trend == "auto" and not computed),
        settings.seed,
        own=own_scores_of(cohort, settings),
    )


def choose(problem: Problem, settings: Settings) -> Chosen:
    """Ridge, form and prior, by predicting samples held out, every target along the score itself; on one thread."""
    columns = problem.columns
    p = columns.targets.shape[1]
    tried = np.sort(np.random.default_rng(problem.seed).choice(p, min(p, TRIED), replace=False))
    few = columns.of_targets(tried)
    ridge = settings.ridge if settings.ridge is not None else choose_ridge(columns, problem.seed)
    held_out = (float("nan"), float("nan"))
    if settings.form == "auto":
        fold = np.random.default_rng(problem.seed).permutation(len(columns.score)) % FOLDS
        parts = [_held_out(few, fold != number, problem, ridge) for number in range(FOLDS)]
        held_out = (float(np.mean([part[0] for part in parts])), float(np.mean([part[1] for part in parts])))
    few_regulators = settings.form == "sparse" or held_out[0] >= held_out[1]
    everyone = np.arange(tried.size)
    prior = sparse(few, None, problem.detrended).learned(everyone).prior if few_regulators else np.zeros((1, 1))
    return Chosen(few_regulators, ridge, prior, held_out)


def _held_out(columns: Columns, train: NDArray[np.bool_], problem: Problem, ridge: float) -> tuple[float, float]:
    """Mean share of the variance of the other samples that both forms explain, estimated from ``train`` (n,)."""
    mine, others = columns.of_samples(train), columns.of_samples(~train)
    everyone = np.arange(columns.targets.shape[1])
    models: list[Penalised | Sparse] = [
        sparse(mine, None, problem.detrended).learned(everyone),
        penalised(mine, ridge, problem.seed, problem.detrended),
    ]
    out = []
    for model in models:
        theta = np.array([model.fit_target(k).theta for k in everyone.tolist()])
        missed = np.square(others.targets - model.frame.predicted(theta, mine, others)).sum(axis=0)
        total = np.square(others.targets - others.targets.mean(axis=0)).sum(axis=0)
        out.append(float(np.mean(1.0 - missed / np.where(total > 0, total, 1.0))))
    return out[0], out[1]


def _model(columns: Columns, detrended: bool, seed: int, chosen: Chosen) -> Penalised | Sparse:
    with threadpool_limits(limits=1):
        if chosen.sparse:
            return sparse(columns, chosen.prior, detrended)
        return penalised(columns, chosen.ridge, seed, detrended)
