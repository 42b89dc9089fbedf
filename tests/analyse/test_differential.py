"""A case under the control's model: what changed departs, what did not is as likely as chance says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compute.analyse import case_departures
from compute.errors import UserError
from compute.read import Expression
from compute.study import Study
from tests.methods.state_space.conftest import GENES, planted, simulated

COURSES, TIMES = 2, 8
TIME = np.tile(np.arange(TIMES) * 2.0, COURSES)
COURSE = np.repeat(np.arange(COURSES), TIMES)


def another(seed: int) -> Expression:
    """Courses of the model that the control's were simulated from; gene 35 is set one higher."""
    values = 8 + simulated(planted(genes=40), COURSES, TIMES, seed).reshape(-1, 40)
    values[:, 35] += 1
    names = tuple(f"case{i}" for i in range(len(values)))
    return Expression(values, names, GENES, "case.csv", "0")


def test_the_gene_that_changed_comes_first_and_the_control_itself_does_not_depart(time_study: Study) -> None:
    found = case_departures(time_study, another(50), TIME, COURSE)
    assert found.gene[0] == "G35"
    assert found.q[0] < 1e-6
    assert found.shift[0] > 2
    assert (found.values == COURSES * TIMES).all()
    assert (np.diff(found.p) >= 0).all()
    own = Expression(
        np.array([time_study.expression(gene) for gene in GENES], float).T, time_study.samples, GENES, "own", "0"
    )
    step, replicate = time_study.settled("step"), time_study.settled("replicate")
    assert step is not None
    assert replicate is not None
    itself = case_departures(time_study, own, step * 2.0, replicate)
    assert itself.q.min() > 0.1  # the model was fitted to these values


def test_another_control_departs_as_often_as_chance_says(time_study: Study) -> None:
    """Three courses leave the control's parameters uncertain: without the inflation half of all p were below 0.05."""
    found = [case_departures(time_study, another(seed), TIME, COURSE) for seed in range(60, 70)]
    p = np.array([value for one in found for gene, value in zip(one.gene, one.p, strict=True) if gene != "G35"])
    assert 0.35 < np.median(p) < 0.75
    assert (p <= 0.05).mean() < 0.1
    assert 1.3 < found[0].inflation < 2.3


def test_genes_and_values_that_are_missing_do_not_count(time_study: Study) -> None:
    case = another(51)
    less = replace(case, values=case.values[:, 1:], genes=GENES[1:], filled={"G35": case.samples[:3]})
    found = case_departures(time_study, less, TIME, COURSE)
    row = {gene: i for i, gene in enumerate(found.gene)}
    assert (found.values[row["G0"]], found.p[row["G0"]]) == (0, 1.0)
    assert found.values[row["G35"]] == COURSES * TIMES - 3


@pytest.mark.parametrize(
    ("time", "course", "words"),
    [
        (
            TIME + 1,
            COURSE,
            "case0 was taken at 1, which is not a time point .* \\(0 and every 2 after it\\)",
        ),
        (TIME, COURSE * 0, "Two samples of one time course of case.csv have the same time"),
    ],
)
def test_times_that_do_not_fit_are_an_error(time_study: Study, time: object, course: object, words: str) -> None:
    with pytest.raises(UserError, match=words):
        case_departures(time_study, another(52), time, course)  # type: ignore[arg-type]


def test_another_table_is_an_error(time_study: Study) -> None:
    strange = replace(another(53), genes=tuple(f"X{gene}" for gene in GENES))
    with pytest.raises(UserError, match="has none of the 40 genes"):
        case_departures(time_study, strange, TIME, COURSE)
