"""A study's networks estimated again, from some of its samples, as the study was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.recorded import settings_of
from compute.methods import METHODS
from compute.methods.base import Arrays, SampleMethod, Stage
from compute.methods.cohort import Cohort
from compute.read.expression import Expression
from compute.study import Study, stored_own_scores


class StudyAgain(NamedTuple):
    """What every estimate shares. cohort, problem: of all samples, with the chosen targets only. kept: what the stages
    of the method settled for them in the study; None where there is no study yet, and something typical stands for it.
    """

    method: SampleMethod[Any, Any]
    settings: Any
    cohort: Cohort
    problem: Any
    kept: Mapping[str, Arrays] | None

    def problem_of(self, keep: NDArray[np.bool_]) -> Any:
        """The problem of the samples ``keep`` (n,); where the method cannot take it out of the whole one, made anew."""
        part = self.method.of_samples(self.problem, keep, self.settings)
        return _settled(self.method, self.settings, self.cohort.rows(keep), self.kept) if part is None else part


def study_again(study: Study, targets: NDArray[np.int64]) -> StudyAgain:
    """The study's method, settings and data, for the targets at these positions (ascending).

    What the method settled before the networks, such as bandwidths, is the study's. Raises :class:`UserError` where the
    study has one network for all samples, does not tell its settings, or half of its samples are too few.
    """
    method = METHODS.find(study.info.method.name)
    if not isinstance(method, SampleMethod):
        raise UserError(
            "{study} has one network for all samples; this needs one for each sample.", study=study.path.name
        )
    settings = method.refitted(settings_of(study, method))
    _check_halves(study.path.name, len(study.samples), method)
    cohort = replace(_cohort_of(study), targets=tuple(study.targets[k] for k in targets))
    kept = {stage.name: _kept(study, stage, targets) for stage in method.stages}
    return StudyAgain(method, settings, cohort, _settled(method, settings, cohort, kept), kept)


def planned_again(cohort: Cohort, method: SampleMethod[Any, Any], settings: Any) -> StudyAgain:
    """The same of a cohort that is no study yet, for a plan of what it will cost.

    cohort: its samples in the order of the score. Raises :class:`UserError` where half of them are too few.
    """
    settings = method.refitted(settings)
    _check_halves(cohort.title, len(cohort.expression.samples), method)
    return StudyAgain(method, settings, cohort, _settled(method, settings, cohort, None), None)


def _check_halves(name: str, samples: int, method: SampleMethod[Any, Any]) -> None:
    if samples // 2 < method.fewest_samples:
        raise UserError(
            "Half of {study}'s {n} samples are too few; at least {fewest_samples} are needed.",
            study=name,
            n=samples,
            fewest_samples=method.fewest_samples,
        )


def _settled(method: SampleMethod[Any, Any], settings: Any, cohort: Cohort, kept: Mapping[str, Arrays] | None) -> Any:
    """The problem of a cohort, every stage settled as in the study."""
    problem = method.prepare(cohort, settings)
    for stage in method.stages:
        problem = (
            stage.guessed(problem, settings) if kept is None else stage.settled(problem, settings, kept[stage.name])
        )
    return problem


def _kept(study: Study, stage: Stage[Any, Any], targets: NDArray[np.int64]) -> Arrays:
    """What a stage settled in the study, for the chosen targets."""
    found = {name: study.settled(name) for name in stage.keeps}
    p = len(study.targets)
    return {
        name: array[targets] if array.shape[:1] == (p,) else array for name, array in found.items() if array is not None
    }


def _cohort_of(study: Study) -> Cohort:
    """The cohort as the study keeps it: expression in single precision, samples along the modulator."""
    values = np.array([study.expression(gene) for gene in study.genes], np.float64).T
    return Cohort(
        expression=Expression(values, study.samples, study.genes, study.path.name, ""),
        modulator=study.modulator,
        score=study.info.score,
        modulator_source=(study.path.name, ""),
        regulators=study.regulators,
        targets=study.targets,
        title=study.title,
        annotation=study.annotation if len(study.annotation.columns) else None,
        adjust=tuple(study.info.adjust),
        only=study.info.only,
        own_scores=stored_own_scores(study),
    )
