"""A state space model as a run: the same bits however it is computed, and a study that all parts can read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.plan import plan
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.methods import METHODS
from compute.methods.state_space.method import METHOD
from compute.methods.state_space.settings import Settings
from compute.study import Study, open_study
from tests.methods.state_space.conftest import GENES, NAME, QUICK, courses, run


def bits(study: Study) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(study.path.rglob("*.npy"))}


@pytest.fixture(scope="module")
def made(time_study: Study) -> Study:
    return time_study


def test_the_planted_modules_are_found_and_their_edges_are_sure(made: Study) -> None:
    assert METHODS.find(NAME) is METHOD
    assert made.info.method.scope == "time"
    loading, p = made.settled("loading"), made.settled("module_p")
    assert loading is not None
    assert p is not None
    assert loading.shape == (40, 3)
    assert (p.min(axis=0)[:30] <= 0.08).mean() > 0.9
    table = made.edge_table
    assert list(table.columns) == ["coefficient", "p", "q"]
    assert (table.columns["p"] <= 0.05).all()
    assert (table.columns["q"] >= table.columns["p"] - 1e-6).all()
    assert not (table.regulator == table.target).any()
    of_modules = (table.regulator < 30) & (table.target < 30)
    assert of_modules.mean() > 0.9


def test_what_is_kept_beside_the_network_belongs_together(made: Study) -> None:
    states, ahead, step, replicate = (made.settled(name) for name in ("states", "states_ahead", "step", "replicate"))
    assert states is not None
    assert ahead is not None
    assert step is not None
    assert replicate is not None
    assert states.shape == ahead.shape == (3, 12, 3)
    loading, mean = made.settled("loading"), made.settled("gene_mean")
    assert loading is not None
    assert mean is not None
    drawn = states[replicate, step] @ loading[0] + mean[0]
    assert np.corrcoef(drawn, made.expression("G0"))[0, 1] > 0.9
    choice, held = made.settled("dimension_choice"), made.settled("held_out")
    assert choice is not None
    assert held is not None
    assert choice[choice[:, -1] == 1][0, 0] == 3
    assert held[2, 1] < held[0, 1]  # three states predict better than one
    assert held[2, 1] < held[2, 2]
    assert "SiGN-SSM, Hirose et al. 2008" in METHOD.describe(made)
    assert "3 courses of 12 times" in METHOD.describe(made)


def test_workers_do_not_change_a_bit(made: Study, tmp_path: Path) -> None:
    assert bits(run(courses(), tmp_path / "three", workers=3)) == bits(made)


def test_a_run_that_is_stopped_and_resumed_is_the_same_to_the_bit(made: Study, tmp_path: Path) -> None:
    done = [0]

    def count(_stage: str, _number: int, _total: int, /) -> None:
        done[0] += 1

    settings = Settings(**QUICK)  # type: ignore[arg-type]
    for stop_after in (4, 12, 24):
        with pytest.raises(StoppedError):
            profile(
                courses(), tmp_path / "killed", settings, 1, resume=True, progress=count, method=NAME,
                stopping=lambda: done[0] >= stop_after,  # noqa: B023
            )  # fmt: skip
    profile(courses(), tmp_path / "killed", settings, 2, resume=True, method=NAME)
    assert bits(open_study(tmp_path / "killed")) == bits(made)


def test_only_regulators_regulate(tmp_path: Path) -> None:
    cohort = replace(courses(), regulators=GENES[:12], targets=GENES[10:25])
    study = run(cohort, tmp_path / "study", dimension=3, largest_p=1.0)
    assert study.info.edges == 12 * 15 - 2  # two genes are both


def test_values_missing_in_the_table_are_missing_in_the_model() -> None:
    cohort = courses()
    gaps = {"G3": ("t04_r1", "t05_r2")}
    problem = METHOD.prepare(replace(cohort, expression=replace(cohort.expression, filled=gaps)), Settings())
    assert np.argwhere(np.isnan(problem.values)).tolist() == [[1, 4, 3], [2, 5, 3]]


def test_times_lie_on_a_grid_or_are_one_step_each() -> None:
    cohort = courses()
    uneven = replace(cohort, modulator=np.tile([0, 2, 4, 6, 8, 18, 24, 32, 48, 60, 66, 72.0], 3))
    assert METHOD.prepare(uneven, Settings()).grid.steps == 37
    assert METHOD.prepare(uneven, Settings(spacing="order")).grid.steps == 12
    odd = METHOD.prepare(replace(cohort, modulator=np.tile(np.arange(12) ** 1.13, 3)), Settings())
    assert odd.grid.rounded
    assert any("rounded" in str(note) for note in METHOD.notes(odd, cohort.expression.samples))


def test_two_samples_of_a_course_at_one_time_are_an_error() -> None:
    with pytest.raises(UserError, match="have the same time"):
        METHOD.prepare(replace(courses(), annotation=None), Settings())
    with pytest.raises(UserError, match="at least 4"):
        METHOD.prepare(courses(times=3), Settings())


def test_a_plan_says_what_the_run_will_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.estimate.costs.SECONDS", 0.2)
    quick = Settings(**QUICK | {"starts": 1, "finalists": 1, "permutations": 2, "most": 1})  # type: ignore[arg-type]
    planned = plan(courses(), tmp_path / "s", quick, 1, NAME)
    assert {part.name for part in planned.parts} == {"starts", "models", "held_out", "networks"}
    assert planned.seconds > 0
