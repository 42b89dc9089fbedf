"""Curves as a method: the same study however it is run, read like any other, and at scores between the samples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.confidence.run import Resampling, confidence
from compute.errors import UserError
from compute.estimate.plan import plan
from compute.estimate.run import profile
from compute.estimate.stability import edge_stability
from compute.estimate.stages import StoppedError
from compute.methods import METHODS
from compute.methods.cohort import Cohort
from compute.methods.curves.settings import Settings
from compute.study import Study, StudyScore, open_study
from tests.estimate.conftest import cohort

N, Q, P = 120, 8, 40


def planted(**changes: object) -> Cohort:
    """G1 regulates G8 to G39, the more the higher the score; two groups of samples, far apart in G2 and in G9."""
    rng = np.random.default_rng(5)
    modulator = np.sort(rng.normal(size=N))
    values = rng.normal(size=(N, P))
    rise = 1.0 / (1.0 + np.exp(-3.0 * modulator))
    values[:, Q:] += (1.5 * rise * values[:, 1])[:, None]
    return cohort(values, modulator, Q, **changes)


@pytest.fixture(scope="module", params=["sparse", "shared"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("curves") / "study"
    profile(planted(), folder, Settings(form=request.param), method="curves")
    return open_study(folder)


def files(study: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((study / "networks" / "courses").iterdir())}


def test_the_same_bits_for_more_workers_and_after_a_stop(study: Study, tmp_path: Path) -> None:
    settings = Settings(form=study.info.method.settings["form"])
    profile(planted(), tmp_path / "two", settings, workers=2, method="curves")
    assert files(tmp_path / "two") == files(study.path)
    asked = iter([False, False])
    with pytest.raises(StoppedError):
        profile(planted(), tmp_path / "cut", settings, method="curves", stopping=lambda: next(asked, True))
    with pytest.raises(UserError, match="unfinished"):
        open_study(tmp_path / "cut")
    profile(planted(), tmp_path / "cut", settings, method="curves", resume=True)
    assert files(tmp_path / "cut") == files(study.path)


def test_a_target_alone_has_the_same_bits(study: Study) -> None:
    method, settings = METHODS.find("curves"), Settings(form=study.info.method.settings["form"])
    problem = method.prepare(planted(), settings)
    stage = method.stages[0]
    problem = stage.settled(problem, settings, {name: study.settled(name) for name in stage.keeps})
    many, alone = method.fit(problem, range(16, 32)), method.fit(problem, (20,))
    mine = many["target"] == 20
    assert mine.any()
    assert np.array_equal(many["course"][mine], alone["course"])
    assert np.array_equal(many["spread"][mine], alone["spread"])


def test_what_was_planted_is_read_along_the_score(study: Study) -> None:
    edge = study.edge("G1", "G12")
    assert edge[-20:].mean() > 0.4
    assert edge[-20:].mean() > edge[:20].mean() + 0.3
    strengths = study.target_strengths("G12")
    assert strengths.indices[strengths.strengths.argmax()] == 1


def test_networks_exist_between_samples(study: Study) -> None:
    m = study.modulator
    assert (study.network_at(float(m[7])) != study.network(7)).nnz == 0
    at = [float(study.network_at(score)[1, 12]) for score in np.linspace(m[60], m[61], 5)]
    assert min(at[0], at[-1]) <= at[2] <= max(at[0], at[-1])
    with pytest.raises(UserError, match="is not among them"):
        study.network_at(float(m[-1]) + 1)


def test_the_band_holds_the_course_and_says_zero_where_there_is_no_edge(study: Study) -> None:
    band = study.edge_band("G1", "G12", study.modulator)
    there = study.edge("G1", "G12") != 0
    np.testing.assert_allclose(band.coefficient[there], study.edge("G1", "G12")[there], atol=1e-6)
    assert (band.low < band.coefficient).all()
    np.testing.assert_allclose(band.high - band.coefficient, band.coefficient - band.low)
    wide = study.edge_band("G1", "G12", study.modulator, 0.99)
    assert (wide.high > band.high).all()
    assert not study.edge_band("G1", "G1", study.modulator).high.any()


def test_blocks_agree_with_networks(study: Study) -> None:
    """What sweeps through a study reads of its blocks is what the samples' networks are."""
    dense = np.array([study.network(sample).toarray() for sample in range(N)])
    bundle = study.regulator_coefficients("G1")
    np.testing.assert_array_equal(dense[:, 1, bundle.indices].T, bundle.coefficients)
    np.testing.assert_array_equal(study.edge_counts, np.count_nonzero(dense, axis=(1, 2)))
    for block in study.blocks:
        inside = dense[block.samples.start : block.samples.stop]
        assert block.value.size == block.value_ptr[-1] == np.count_nonzero(inside)
        assert np.bitwise_count(block.mask).sum() == block.value.size
        np.testing.assert_allclose(np.sort(block.value), np.sort(inside[inside != 0]))
    assert study.info.coefficients == np.count_nonzero(dense)


def test_an_earlier_program_is_told_that_the_format_is_another(study: Study) -> None:
    text = (study.path / "study.json").read_text()
    assert '"version": 3,' in text
    assert study.provides == {"per_sample", "signed", "courses", "coefficients"}


def test_the_trend_is_kept_where_the_score_was_computed_from_the_genes() -> None:
    method = METHODS.find("curves")
    assert method.prepare(planted(), Settings()).detrended
    assert not method.prepare(planted(score=StudyScore("EMT score", "ks")), Settings()).detrended
    assert method.prepare(planted(score=StudyScore("EMT score", "ks")), Settings(trend="removed")).detrended


@pytest.mark.slow
def test_resampling_and_plan_know_courses(study: Study, tmp_path: Path) -> None:
    found = edge_stability(study, [study.samples[100]], ["G12"], subsamples=6)
    assert found.stability[found.regulator == 1] >= 0.8
    info = confidence(study.path, Resampling(pairs=2, parts=4))
    assert info["method"]["name"] == "curves"
    expected = plan(planted(), tmp_path / "none", Settings(form="shared"), 1, "curves")
    assert expected.seconds > 0
    assert expected.disk > 0


def test_what_the_study_is_adjusted_for_is_taken_out(tmp_path: Path) -> None:
    import pandas as pd

    rng = np.random.default_rng(6)
    whole = planted()
    group = rng.integers(0, 2, N)
    values = whole.expression.values.copy()
    values[:, [2, 20]] += 6.0 * group[:, None]
    annotation = pd.DataFrame({"batch": np.where(group, "b", "a")}, index=list(whole.expression.samples))
    strength = {}
    for name, adjust in (("as it is", ()), ("adjusted", ("batch",))):
        given = cohort(values, whole.modulator, Q, annotation=annotation, adjust=adjust)
        profile(given, tmp_path / name, Settings(form="sparse"), method="curves")
        strength[name] = float(np.abs(open_study(tmp_path / name).edge("G2", "G20")).max())
    assert strength["as it is"] > 0.5
    assert strength["adjusted"] < 0.15
