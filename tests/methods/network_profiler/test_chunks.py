"""A chunk depends on its points only, and any cohort is cut into chunks that cover it."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.methods.network_profiler.chunks import compute_chunk
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.settings import Settings
from compute.methods.points import CHUNK_POINTS
from tests.estimate.conftest import FAST, Profiled, cohort, correlated

RNG = np.random.default_rng(31)
MODULATORS = {
    "all different": np.sort(RNG.normal(size=70)),
    "ties within and across blocks": np.sort(np.round(RNG.normal(size=90), 1)),
    "one value fills more than two blocks": np.r_[np.zeros(80), np.linspace(0.1, 1, 20)],
    "fewer values than a chunk has points": np.repeat([0.0, 1.0, 2.0], 12),
}


@pytest.mark.parametrize("modulator", MODULATORS.values(), ids=MODULATORS)
def test_points_stand_for_the_samples_and_chunks_cover_the_points(modulator: NDArray[np.float64]) -> None:
    points = METHOD.points(modulator, Settings())
    np.testing.assert_array_equal(points.value[points.of_sample], modulator)
    assert (np.diff(points.value) > 0).all()
    assert [point for chunk in points.chunks() for point in chunk] == list(range(points.value.size))
    assert max(map(len, points.chunks())) <= CHUNK_POINTS


@pytest.mark.parametrize("modulator", MODULATORS.values(), ids=MODULATORS)
def test_the_study_holds_what_the_chunks_computed(modulator: NDArray[np.float64], profiled: Profiled) -> None:
    whole = cohort(correlated(32, modulator.size, 10), modulator, 6)
    settings = Settings(bandwidth=0.3, **FAST)  # type: ignore[arg-type]
    study = profiled(whole, bandwidth=0.3, workers=2)
    work = replace(METHOD.prepare(whole.ordered(), settings), bandwidth=np.full(10, 0.3))
    points = METHOD.points(work.modulator, settings)
    for chunk in points.chunks():
        for point, network in zip(chunk, compute_chunk(work, points.value[list(chunk)].tolist()), strict=True):
            dense = np.zeros((6, 10), np.float32)
            dense[network.regulator, network.target] = network.value
            for sample in np.flatnonzero(points.of_sample == point):
                np.testing.assert_array_equal(study.network(int(sample)).toarray(), dense)
                np.testing.assert_array_equal(study.fits(int(sample)), network.fits)


def test_a_chunk_survives_the_way_to_another_process() -> None:
    whole = cohort(correlated(33, 30, 8), np.linspace(0, 1, 30), 5)
    settings = Settings(bandwidth=0.3, kernel="adaptive", neighbours=9, **FAST)  # type: ignore[arg-type]
    work = replace(METHOD.prepare(whole.ordered(), settings), bandwidth=np.full(8, 0.3))
    here = METHOD.fit(work, (0.0, 0.5))
    fit, carried = pickle.loads(pickle.dumps((METHOD.fit, work)))
    there = fit(carried, (0.0, 0.5))
    assert here.keys() == there.keys()
    for name in here:
        np.testing.assert_array_equal(here[name], there[name])
