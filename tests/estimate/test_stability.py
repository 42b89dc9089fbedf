"""Edges that are there are found again in every half of the samples; those made of noise are not."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.recorded import settings_of
from compute.estimate.stability import EdgeStability, edge_stability, spread_samples
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.settings import Settings
from compute.study import Study
from tests.estimate.conftest import FAST, Profiled, cohort
from tests.made import made_with


@pytest.fixture
def study(profiled: Profiled) -> Study:
    """G0 drives G10 throughout; G1 drives G11 in the upper half only; everything else is noise."""
    rng = np.random.default_rng(31)
    modulator = np.linspace(-1, 1, 160)
    values = rng.normal(8, 1, (160, 14))
    values[:, 10] += 2.0 * values[:, 0]
    values[80:, 11] += 2.0 * values[80:, 1]
    return profiled(cohort(values, modulator, 10), bandwidth=0.3)


def table(found: EdgeStability, study: Study) -> dict[tuple[str, str, str], float]:
    keys = zip(found.sample, found.regulator, found.target, strict=True)
    named = [(study.samples[i], study.regulators[j], study.targets[k]) for i, j, k in keys]
    return dict(zip(named, found.stability.tolist(), strict=True))


def test_planted_edges_are_steadier_than_noise(study: Study) -> None:
    low, high = study.samples[10], study.samples[150]
    found = edge_stability(study, [low, high], study.targets, subsamples=12)
    share = table(found, study)
    assert share[low, "G0", "G10"] == share[high, "G0", "G10"] == share[high, "G1", "G11"] == 1
    planted = {("G0", "G10"), ("G1", "G11"), ("G10", "G0"), ("G11", "G1")}
    noise = [value for (_, *edge), value in share.items() if tuple(edge) not in planted]
    assert noise
    assert np.mean(noise) < 0.5
    for sample in (low, high):
        i = study.sample_index(sample)
        mine = found.sample == i
        network = study.network(i)
        assert mine.sum() == network.nnz
        np.testing.assert_array_equal(
            found.coefficient[mine], network.toarray()[found.regulator[mine], found.target[mine]]
        )


def test_the_answer_depends_on_the_seed_only(study: Study) -> None:
    samples, targets = spread_samples(study, 3), ("G11", "G3", "G10")
    one = edge_stability(study, samples, targets, subsamples=6, seed=2)
    two = edge_stability(study, samples, targets, subsamples=6, seed=2, workers=2)
    np.testing.assert_array_equal(one.stability, two.stability)
    everything = table(edge_stability(study, samples[::-1], study.targets, subsamples=6, seed=2), study)
    part = table(one, study)
    assert part == {edge: value for edge, value in everything.items() if edge[2] in targets}
    assert part != table(edge_stability(study, samples, targets, subsamples=6, seed=3), study)


@pytest.mark.parametrize(
    "changes",
    [{"kernel": "adaptive", "neighbours": 20}, {"robust": True}, {"score_grid": 5}, {"search": "track"}],
    ids=lambda changes: next(iter(changes)),
)
def test_every_kind_of_study_tells_its_settings(profiled: Profiled, changes: dict[str, object]) -> None:
    rng = np.random.default_rng(33)
    values = rng.normal(8, 1, (60, 8))
    values[:, 7] += 2 * values[:, 0]
    study = profiled(cohort(values, np.linspace(0, 1, 60), 6), bandwidth=0.5, **changes)
    assert settings_of(study, METHOD) == Settings(**{**FAST, "bandwidth": 0.5, **changes})  # type: ignore[arg-type]
    found = edge_stability(study, [study.samples[30]], ["G7"], subsamples=4)
    assert table(found, study)[study.samples[30], "G0", "G7"] == 1


def test_what_cannot_be_done_is_said(study: Study, profiled: Profiled) -> None:
    samples, targets = spread_samples(study, 2), study.targets[:2]
    for subsamples, seed, sentence in ((1, 0, "two subsamples"), (5, -1, "seed")):
        with pytest.raises(UserError, match=sentence):
            edge_stability(study, samples, targets, subsamples, seed)
    with pytest.raises(UserError, match="sample named 'NOBODY'"):
        edge_stability(study, ["NOBODY"], targets)
    with pytest.raises(UserError, match="target named 'CDH1'"):
        edge_stability(study, samples, ["CDH1"])
    with pytest.raises(UserError, match="at least one sample"):
        edge_stability(study, [], targets)
    for count in (0, 161):
        with pytest.raises(UserError, match="choose from 1 to 160"):
            spread_samples(study, count)
    small = profiled(cohort(np.random.default_rng(0).normal(size=(18, 5)), np.arange(18.0), 3), name="small")
    with pytest.raises(UserError, match="too few"):
        edge_stability(small, small.samples[:1], small.targets)
    study.info = replace(study.info, method=made_with({k: v for k, v in asdict(Settings()).items() if k != "xi"}))
    with pytest.raises(UserError, match="record the xi"):
        settings_of(study, METHOD)
    older = {k: v for k, v in asdict(Settings(xi=0.5)).items() if k not in ("clip", "reach")}
    study.info = replace(study.info, method=made_with(older))
    assert settings_of(study, METHOD) == Settings(xi=0.5, clip=None, reach=(0.6, 1.0, 1.7))
