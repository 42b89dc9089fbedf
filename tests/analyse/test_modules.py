"""Modules as a study keeps them: their courses, their genes, and what a step ahead predicts."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import Modules, study_modules
from compute.errors import UserError
from compute.study import Study


@pytest.fixture(scope="module")
def modules(time_study: Study) -> Modules:
    return study_modules(time_study)


def test_the_genes_of_the_planted_modules_are_those_that_are_sure(modules: Modules) -> None:
    assert (modules.count, len(modules.genes), modules.time.tolist()) == (3, 40, [2.0 * n for n in range(12)])
    for module in range(3):
        best = modules.strongest(module)
        assert (np.diff(np.abs(modules.loads[module, best])) <= 0).all()
        assert max(best[:8]) < 30  # the last ten genes are noise
        assert modules.sure(module) == (modules.q[module] <= 0.05).sum()


def test_a_band_holds_nine_of_ten_courses(modules: Modules) -> None:
    for module in range(3):
        mean, low, high = modules.band(module)
        assert (low < mean).all()
        inside = (modules.course[:, :, module] >= low) & (modules.course[:, :, module] <= high)
        assert inside.mean() > 0.8
    assert modules.of_samples(1) == pytest.approx(modules.course[modules.replicate, modules.step, 1])


def test_a_step_ahead_is_the_transition_of_what_was_known_and_its_band_holds(modules: Modules) -> None:
    inside = []
    for gene in modules.genes:
        found = modules.prediction(gene)
        first = modules.step == 0
        assert (np.isnan(found.predicted) == first).all()
        assert found.low is not None
        assert found.high is not None
        later = ~first
        inside += ((found.low <= found.values) & (found.values <= found.high))[later].tolist()
    assert 0.85 < np.mean(inside) < 0.95
    assert modules.prediction("G0").explained > 0.3
    assert modules.prediction("G39").explained < 0.1  # noise


def test_what_is_missing_is_said(modules: Modules) -> None:
    with pytest.raises(UserError, match="is not a gene of the model"):
        modules.prediction("NOBODY")


def test_any_other_study_has_none(hostile: Study) -> None:
    with pytest.raises(UserError, match="has no modules; they belong to a state space model"):
        study_modules(hostile)
