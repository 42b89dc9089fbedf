"""A study read while its run goes on: the finished samples, the same coefficients as in the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.estimate.unfinished import open_unfinished, samples_so_far
from compute.methods.network_profiler.settings import Settings
from compute.study import open_study
from tests.estimate.conftest import FAST, cohort, correlated

SAMPLES = 90  # two blocks of 32 and a rest


@pytest.mark.parametrize("chunks", [3, 9])  # before and after the first block is written
def test_what_is_finished_is_read_as_it_will_stay(tmp_path: Path, chunks: int) -> None:
    values = correlated(0, SAMPLES, 12)
    data = cohort(values, np.random.default_rng(1).normal(size=SAMPLES), regulators=6)
    settings = Settings(bandwidth=1.0, **FAST)  # type: ignore[arg-type]
    done = 0

    def tell(stage: str, now: int, total: int) -> None:
        nonlocal done
        done = now

    with pytest.raises(StoppedError):
        profile(data, tmp_path / "study", settings, 1, progress=tell, stopping=lambda: done >= 4 * chunks)
    path = tmp_path / "study"
    with pytest.raises(UserError, match="unfinished"):
        open_study(path)
    part = open_unfinished(path)
    assert samples_so_far(path) == part.so_far
    assert part.so_far.total == SAMPLES
    assert 4 * chunks <= part.so_far.done < SAMPLES
    assert len(part.samples) == part.so_far.done == part.info.samples
    assert f"unfinished: {part.so_far.done} of {SAMPLES}" in part.title
    assert part.models() == []
    profile(data, path, settings, 1, resume=True)
    whole = open_study(path)
    assert samples_so_far(path).done == SAMPLES
    for position, name in enumerate(part.samples):
        there = whole.sample_index(name)
        assert part.modulator[position] == whole.modulator[there]
        assert (part.network(position) != whole.network(there)).nnz == 0
        assert np.array_equal(part.fits(position), whole.fits(there))
    places = [whole.sample_index(name) for name in part.samples]
    gene = whole.targets[7]
    assert np.array_equal(part.expression(gene), whole.expression(gene)[places])
    assert np.array_equal(part.expressions([gene, whole.genes[0]])[0], part.expression(gene))
    assert np.array_equal(part.edge_counts, whole.edge_counts[places])
    bundle, complete = part.target_coefficients(gene), whole.target_coefficients(gene)
    assert bundle.indices.size
    for index, row in zip(bundle.indices, bundle.coefficients, strict=True):
        assert np.array_equal(row, complete.coefficients[list(complete.indices).index(index)][places])


def test_nothing_finished_is_one_sentence(tmp_path: Path) -> None:
    values = correlated(0, SAMPLES, 12)
    data = cohort(values, np.linspace(0, 1, SAMPLES), regulators=6)
    with pytest.raises(StoppedError):
        profile(data, tmp_path / "study", Settings(bandwidth=1.0, **FAST), 1, stopping=lambda: True)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="No networks of"):
        open_unfinished(tmp_path / "study")
