"""Confidence of a study: what is planted is sure, stored, read back, resumed to the same bits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.confidence import Resampling, confidence, plan, plan_of_cohort
from compute.confidence.run import PENDING
from compute.confidence.spread import FEWEST
from compute.errors import UserError
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.methods.cohort import Cohort
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.settings import Settings
from compute.methods.selection import spread_points
from compute.read import Expression
from compute.study import EdgeBand, Study, StudyScore, open_study, verify_study

QUICK = Resampling(pairs=2, parts=6)
SETTINGS = Settings(center="cohort", bandwidth=0.5, l1_count=8, l2_grid=(0.5,), rounds=1, criterion="bic", score_grid=5)


def cohort(adjust: tuple[str, ...] = ()) -> Cohort:
    """T0 = G0 − G1; T1 follows G2 at high scores only; G3 is nearly G2; six tissues, of which T2 and G4 know."""
    rng = np.random.default_rng(0)
    n = 240
    R, x = rng.normal(size=(n, 6)), np.linspace(-1, 1, n)
    R[:, 3] = R[:, 2] + 0.1 * rng.normal(size=n)
    tissue = rng.integers(0, 6, n)
    R[:, 4] += 3 * tissue
    noise = 0.5 * rng.normal(size=(n, 3))
    T = noise + np.column_stack([R[:, 0] - R[:, 1], 1.5 * (x > 0) * R[:, 2], 3 * tissue + R[:, 5]])
    genes = (*(f"G{j}" for j in range(6)), "T0", "T1", "T2")
    samples = tuple(f"S{i:03d}" for i in range(n))
    return Cohort(
        Expression(8 + np.hstack([R, T]), samples, genes, "simulated", "0"),
        x,
        StudyScore("EMT score"),
        ("scores.csv", "1"),
        genes[:6],
        genes[6:],
        "simulated",
        simulated=True,
        annotation=pd.DataFrame({"tissue": [f"t{t}" for t in tissue]}, index=list(samples)),
        adjust=adjust,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("confidence") / "study"
    profile(cohort(), path, SETTINGS)
    confidence(path, QUICK)
    return path


def record(study: Study, regulator: str, target: str) -> np.void:
    assert study.confidence is not None
    ends = np.array([study.regulator_index(regulator)]), np.array([study.target_index(target)])
    return study.confidence.of_edges(*ends)[0]


def test_planted_edges_are_sure_and_signed(made: Path) -> None:
    study = open_study(made)
    assert record(study, "G0", "T0")["confidence"] > 0.8
    assert record(study, "G0", "T0")["sign"] == 1
    assert record(study, "G1", "T0")["sign"] == -1
    assert record(study, "G0", "T0")["rank_high"] <= 3
    assert record(study, "G0", "T1")["confidence"] < 0.5
    verify_study(made)


def test_an_edge_that_appears_changes_and_one_that_stays_does_not(made: Path) -> None:
    study = open_study(made)
    rising = max((record(study, name, "T1") for name in ("G2", "G3")), key=lambda row: row["confidence_of_change"])
    assert rising["confidence_of_change"] > 0.5
    assert rising["direction"] == 1
    assert record(study, "G0", "T0")["confidence_of_change"] < 0.5


def test_the_spread_of_a_course_holds_what_was_planted(made: Path) -> None:
    study = open_study(made)
    known = study.confidence
    assert known is not None

    def spread(regulator: str, target: str) -> EdgeBand | None:
        ends = np.array([study.regulator_index(regulator)]), np.array([study.target_index(target)])
        return known.spread_of(int(known.rows(*ends)[0]))

    steady, rising = (
        spread("G1", "T0"),
        max(
            (band for name in ("G2", "G3") if (band := spread(name, "T1")) is not None), key=lambda band: band.high[-1]
        ),
    )
    assert steady is not None
    assert (steady.high < 0).all()  # represses wherever it is looked at, in nine of ten parts
    assert (steady.low <= steady.coefficient).all()
    assert (steady.coefficient <= steady.high).all()
    assert rising.coefficient[-1] > rising.coefficient[0] + 0.2
    assert rising.score.tolist() == list(spread_points(study.modulator))
    kept = known.edges["share"] >= FEWEST
    assert [known.spread_of(row) is not None for row in range(kept.size)] == kept.tolist()


def test_edges_that_no_part_selects_are_zero_but_named(made: Path) -> None:
    study = open_study(made)
    assert study.confidence is not None
    missing = study.confidence.of_edges(np.array([5, 0]), np.array([0, 0]))
    assert missing["regulator"].tolist() == [5, 0]
    rows = study.confidence.rows(np.array([0]), np.array([0]))
    assert study.confidence.edges[rows[0]] == missing[1]
    assert len(study.confidence.of_target(0)) >= 2


def test_stopped_and_resumed_to_the_same_bits(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "study"
    profile(cohort(), path, SETTINGS)
    seen = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append((done, total))

    with pytest.raises(StoppedError):
        confidence(path, QUICK, 2, progress, lambda: len(seen) >= 5)
    assert (path / PENDING).is_dir()
    assert open_study(path).confidence is None
    before = len(seen)
    confidence(path, QUICK, 1, progress)
    assert len(seen) <= before + 24
    assert seen[-1] == (24, 24)
    assert not (path / PENDING).exists()
    whole, again = open_study(made).confidence, open_study(path).confidence
    assert whole is not None
    assert again is not None
    assert (whole.edges == again.edges).all()
    assert whole.info["figures"] == again.info["figures"]


def test_groups_are_taken_out_and_stay_whole(tmp_path: Path) -> None:
    sure = {}
    for name, whole in (("plain", cohort()), ("adjusted", cohort(("tissue",)))):
        profile(whole, tmp_path / name, SETTINGS)
        info = confidence(tmp_path / name, QUICK)
        assert info["by"] == ("tissue" if name == "adjusted" else "")
        sure[name] = record(open_study(tmp_path / name), "G4", "T2")["confidence"]
    assert sure["plain"] > 0.8
    assert sure["adjusted"] < 0.6
    assert record(open_study(tmp_path / "adjusted"), "G5", "T2")["confidence"] > 0.7


def test_a_plan_computes_nothing(made: Path) -> None:
    cost = plan(made, QUICK, 2)
    assert cost.parts == 24
    assert cost.seconds > 0
    assert not (made / PENDING).exists()


def test_what_cannot_be_resampled_is_said(made: Path) -> None:
    with pytest.raises(UserError, match="pairs"):
        Resampling(pairs=1)
    with pytest.raises(UserError, match="organ"):
        confidence(made, replace(QUICK, by="organ"))


def test_a_study_to_be_is_planned_as_it_will_be_once_it_is_made(made: Path) -> None:
    before, after = plan_of_cohort(cohort(), METHOD, SETTINGS, QUICK, 1), plan(made, QUICK, 1)
    assert (before.parts, before.by, before.workers) == (after.parts, after.by, after.workers)
    assert before.disk == after.disk  # the bandwidth is given, so the timed part is the same
    assert before.seconds > 0
    small = cohort().rows(np.arange(240) < 8)
    with pytest.raises(UserError, match="Half of simulated's 8 samples are too few"):
        plan_of_cohort(small, METHOD, SETTINGS, QUICK, 1)
    tissues = plan_of_cohort(cohort(("tissue",)), METHOD, replace(SETTINGS, bandwidth=None), QUICK, 1)
    assert tissues.by == "tissue"
