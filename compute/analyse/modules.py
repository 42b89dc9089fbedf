"""The modules of a state space model, as a study keeps them: their genes, courses and steps, and what they predict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.columns import left_of
from compute.methods.covariates import basis_of_study
from compute.study import BAND, Study

Floats = NDArray[np.float64]
SURE = 0.05
"""The q up to which a gene counts as belonging to a module."""
_WITHIN = {0.9: 1.645}
"""Standard deviations to either side of the mean that hold a share of a normal distribution."""


@dataclass(frozen=True, eq=False)
class Prediction:
    """A gene in every sample (n,): its values, and as predicted from the time before, NaN at a course's first time.

    low, high: between which nine of ten values should lie; None where the study does not keep how sure steps are.
    explained: R² of the predictions over all but first times, in the samples the model was fitted to.
    """

    values: Floats
    predicted: Floats
    low: Floats | None
    high: Floats | None
    explained: float


@dataclass(frozen=True, eq=False)
class Modules:
    """k modules of p genes, M courses of N steps.

    loads: (k, p) D, how each gene in units of its noise tells a module; p, q: (k, p) how sure that is. transition:
    (k, k) F, the effect of a module (column) on a module (row) one step later; transition_p, transition_q: None where
    the run did not test them. course, spread, ahead: (M, N, k) mean and standard deviation of every state, and as
    predicted a step before. time: (N,) of every step. replicate, step: (n,) where each sample lies in these.
    """

    study: Study
    genes: tuple[str, ...]
    loads: Floats
    p: Floats
    q: Floats
    transition: Floats
    transition_p: Floats | None
    transition_q: Floats | None
    course: Floats
    spread: Floats
    ahead: Floats
    time: Floats
    replicate: NDArray[np.int64]
    step: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.loads)

    @cached_property
    def measured(self) -> NDArray[np.int64]:
        """The steps at which any course has a sample."""
        return np.unique(self.step)

    def strongest(self, module: int) -> NDArray[np.int64]:
        """(p,) positions of the genes, largest |D| first."""
        return np.argsort(-np.abs(self.loads[module]), kind="stable")

    def sure(self, module: int) -> int:
        """How many genes belong to the module with q up to :data:`SURE`."""
        return int(np.count_nonzero(self.q[module] <= SURE))

    def of_samples(self, module: int) -> Floats:
        """(n,) the module in every sample."""
        return np.asarray(self.course[self.replicate, self.step, module])

    def band(self, module: int) -> tuple[Floats, Floats, Floats]:
        """(N,) mean over the courses, and between which values nine of ten courses lie, each with its uncertainty."""
        mean = self.course[:, :, module].mean(axis=0)
        reach = _WITHIN[BAND] * np.sqrt(
            self.course[:, :, module].var(axis=0) + np.square(self.spread[:, :, module]).mean(axis=0)
        )
        return mean, mean - reach, mean + reach

    def prediction(self, gene: str) -> Prediction:
        """What a step ahead says of a gene; :class:`UserError` where it is none of the model's."""
        if gene not in self.genes:
            raise UserError("{gene} is not a gene of the model of {study}.", gene=gene, study=self.study.title)
        g = self.genes.index(gene)
        loading, noise, level, mean, scale = (
            _kept(self.study, name)[g] for name in ("loading", "noise", "level", "gene_mean", "gene_scale")
        )
        values = _as_modelled(self.study, gene)
        predicted = mean + scale * (self.ahead[self.replicate, self.step] @ loading + level)
        first = np.full(len(self.course), self.course.shape[1])
        np.minimum.at(first, self.replicate, self.step)
        predicted[self.step == first[self.replicate]] = np.nan
        later = np.isfinite(predicted)
        around = np.square(values[later] - values[later].mean()).sum()
        missed = np.square(values[later] - predicted[later]).sum()
        explained = float(1 - missed / around) if around > 0 else 0.0
        covariance = self.study.settled("states_ahead_spread")
        if covariance is None:
            return Prediction(values, predicted, None, None, explained)
        of_state = np.einsum("a,nab,b->n", loading, covariance[self.replicate, self.step], loading)
        reach = _WITHIN[BAND] * scale * np.sqrt(of_state + noise)
        return Prediction(values, predicted, predicted - reach, predicted + reach, explained)


def study_modules(study: Study) -> Modules:
    """The modules of a study of a state space model; :class:`UserError` for any other."""
    lacks = study.lacks({"modules"})
    if lacks is not None:
        raise UserError(lacks)
    step = _kept(study, "step")
    _, first = np.unique(step, return_index=True)
    course = _kept(study, "states")
    return Modules(
        study=study,
        genes=tuple(dict.fromkeys([*study.regulators, *study.targets])),
        loads=_kept(study, "modules"),
        p=_kept(study, "module_p"),
        q=_kept(study, "module_q"),
        transition=_kept(study, "transition"),
        transition_p=study.settled("transition_p"),
        transition_q=study.settled("transition_q"),
        course=course,
        spread=_kept(study, "states_spread"),
        ahead=_kept(study, "states_ahead"),
        time=np.interp(np.arange(course.shape[1]), step[first], study.modulator[first]),
        replicate=_kept(study, "replicate").astype(np.int64),
        step=step.astype(np.int64),
    )


def _kept(study: Study, name: str) -> NDArray[np.float64]:
    values = study.settled(name)
    if values is None:
        raise UserError("{study} lacks {name}.npy; estimate it again.", study=study.title, name=name)
    return values


def _as_modelled(study: Study, gene: str) -> Floats:
    """(n,) expression, less what was taken out before the model was fitted."""
    values = study.expression(gene).astype(np.float64)[:, None]
    return left_of(values, basis_of_study(study))[:, 0] if study.info.adjust else values[:, 0]
