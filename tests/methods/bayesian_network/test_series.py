"""The dynamic network: steps in time, and edges between genes at one time and the next."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.methods.bayesian_network.series import steps
from compute.methods.cohort import Cohort
from compute.read import Expression
from compute.study import StudyScore
from tests.methods.bayesian_network.test_method import named, run, whole

GENES = ("G0", "G1", "G2", "G3")


def courses(times: int = 20, replicates: int = 6, seed: int = 0, **changes: object) -> Cohort:
    """G0 drives G1 one step later, G1 drives G2, and G2 inhibits G0: a circle, which no static network holds."""
    rng = np.random.default_rng(seed)
    rows, labels, at = [], [], []
    for r in range(replicates):
        x = rng.normal(size=4)
        for t in range(times):
            noise = 0.5 * rng.normal(size=4)
            x = np.array([-0.8 * x[2], 0.9 * x[0], 0.9 * x[1], 0.0]) + noise
            rows.append(x)
            labels.append(f"r{r}")
            at.append(float(t))
    names = tuple(f"S{i:03d}" for i in range(len(rows)))
    given: dict[str, object] = {
        "samples": len(rows),
        "expression": Expression(np.array(rows), names, GENES, "simulated", "0"),
        "modulator": np.array(at),
        "score": StudyScore("time"),
        "regulators": GENES,
        "targets": GENES,
        "annotation": pd.DataFrame({"Replicate": labels}, index=list(names)),
    }
    return whole(**given | changes)  # type: ignore[arg-type]


def test_steps_lead_from_each_time_to_the_next_within_a_course() -> None:
    cohort = courses(5, 8).ordered()
    before, now = steps(cohort)
    assert now.size == 8 * 4
    label = cohort.annotation["Replicate"].to_numpy()  # type: ignore[index]
    assert (label[before] == label[now]).all()
    assert (cohort.modulator[now] - cohort.modulator[before] == 1).all()


def test_two_samples_of_one_time_and_too_few_steps_are_refused() -> None:
    with pytest.raises(UserError, match="replicate"):
        steps(courses(annotation=None).ordered())
    with pytest.raises(UserError, match="at least 20"):
        steps(courses(5, 4).ordered())


def test_a_circle_in_time_is_found_with_its_directions_and_signs(tmp_path: Path) -> None:
    study = run(courses(), tmp_path / "study", dynamic=True)
    found = named(study, 0.7)
    for ends, sign in ((("G0", "G1"), 1), (("G1", "G2"), 1), (("G2", "G0"), -1)):
        strength, direction, slope = found[ends]
        assert strength >= 0.9
        assert direction == 1
        assert np.sign(slope) == sign
    assert not {("G1", "G0"), ("G2", "G1"), ("G0", "G2")} & found.keys()


def test_the_first_time_of_a_course_has_no_contributions(tmp_path: Path) -> None:
    study = run(courses(), tmp_path / "study", dynamic=True, bootstraps=5)
    contribution = study.edge_contributions
    assert contribution is not None
    first = study.modulator == 0
    assert not contribution[:, first].any()
    assert contribution[:, ~first].any(axis=0).all()
