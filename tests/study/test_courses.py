"""Networks that follow from courses are read like networks that are stored, by everything that reads a study."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from compute.analyse import mean_network, out_degrees, regulator_sizes, regulatory_effects, study_effects
from compute.components.trip.study_stack import study_stack
from compute.estimate.run import profile
from compute.methods.curves.settings import Settings
from compute.study import Coefficients, Study, StudyContent, StudyWriter, open_study
from compute.write import edge_table
from compute.write.sample import sample_network
from tests.estimate.conftest import cohort

N, Q, P = 70, 6, 20


def as_networks(study: Study, path: Path) -> Study:
    """The same study with every sample's network written out."""
    info = study.info
    expression = np.array([study.expression(gene) for gene in study.genes])
    method = replace(info.method, courses=False, diagnostics=[])
    content = StudyContent(
        info.title, info.simulated, info.score, study.samples, study.modulator, study.genes, expression,
        study.regulators, study.targets, method, info.versions, info.inputs,
    )  # fmt: skip
    writer = StudyWriter.create(path, content)
    for number, block in enumerate(writer.blocks):
        coo = [study.network(sample).tocoo() for sample in block]
        place = np.repeat(np.arange(len(block)), [network.nnz for network in coo])
        ends = [np.concatenate([getattr(network, axis) for network in coo]) for axis in ("col", "row")]
        values = np.concatenate([network.data for network in coo])
        writer.write_block(number, Coefficients(place, *ends, values), None)
    writer.finish({})
    return open_study(path)


@pytest.fixture(scope="module", params=["sparse", "shared"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Study]:
    rng = np.random.default_rng(8)
    modulator = np.sort(rng.normal(size=N))
    values = rng.normal(size=(N, P))
    values[:, 4:] += values[:, [1]] + modulator[:, None] * values[:, [2]]
    folder = tmp_path_factory.mktemp("courses")
    profile(cohort(values, modulator, Q), folder / "courses", Settings(form=request.param), method="curves")
    study = open_study(folder / "courses")
    return study, as_networks(study, folder / "networks")


def same(one: Any, other: Any) -> None:
    if is_dataclass(one):
        for field in fields(one):
            if field.name == "band":
                continue  # of courses alone
            same(getattr(one, field.name), getattr(other, field.name))
    elif sparse.issparse(one):
        same(one.toarray(), other.toarray())
    elif isinstance(one, np.ndarray) and one.dtype.kind in "fiub":
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            same(mine, theirs)


READINGS: dict[str, Callable[[Study], Any]] = {
    "network": lambda study: study.network(33),
    "edge counts": lambda study: study.edge_counts,
    "an edge": lambda study: study.edge("G1", "G7"),
    "edges": lambda study: study.edges(np.array([1, 2, 0]), np.array([7, 8, 9])),
    "hubs": out_degrees,
    "mean of a range": lambda study: mean_network(study, range(20, 60)),
    "mean of a few": lambda study: mean_network(study, [3, 4]),
    "effects of a target": lambda study: regulatory_effects(study, "G7").effects,
    "effects of all": lambda study: study_effects(study),
    "sizes": lambda study: regulator_sizes(study, ["G1"]),
    "stack for TRIP": lambda study: [study_stack(study)[i] for i in (0, 40, 69)],
    "file of a sample": lambda study: sample_network(study, study.samples[5]),
}


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_is_that_of_the_networks_written_out(both: tuple[Study, Study], reading: str) -> None:
    courses, networks = both
    same(READINGS[reading](courses), READINGS[reading](networks))


def test_what_is_read_is_not_nothing(both: tuple[Study, Study]) -> None:
    assert both[0].edge_counts.min() > 0
    assert np.abs(both[0].edge("G1", "G7")).max() > 0.15
    assert both[1].courses is None
    assert both[0].network_at(0.0).nnz > 0


def test_between_samples_stored_networks_give_the_nearest(both: tuple[Study, Study]) -> None:
    m = both[1].modulator
    assert (both[1].network_at(float(m[9] + 0.01 * (m[10] - m[9]))) != both[1].network(9)).nnz == 0


def test_the_file_of_an_edge_has_its_band_where_there_are_courses(both: tuple[Study, Study]) -> None:
    courses, networks = (edge_table(study, "G1", "G7") for study in both)
    assert list(networks.columns) == ["sample", "modulator", "coefficient"]
    rows = list(csv.DictReader(io.StringIO(courses.text)))
    band = both[0].edge_band("G1", "G7", both[0].modulator)
    np.testing.assert_allclose([float(row["low"]) for row in rows], band.low, rtol=1e-5)
    np.testing.assert_allclose([float(row["high"]) for row in rows], band.high, rtol=1e-5)
    assert courses.origin["band"] == 0.9
    assert courses.origin["held_in_simulation"] < courses.origin["band"]
