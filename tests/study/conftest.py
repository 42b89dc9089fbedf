"""A small study of known networks, written by the real writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.methods.network_profiler.diagnostics import FITS
from compute.study import Coefficients, StudyContent, StudyScore, StudyWriter
from tests.made import made_with


@dataclass
class Planted:
    path: Path
    content: StudyContent
    networks: NDArray[np.float32]  # samples × regulators × targets


def content_of(
    rng: np.random.Generator, samples: int, regulators: int, targets: int, **changes: object
) -> StudyContent:
    genes = tuple(f"G{i}" for i in range(regulators + targets))
    settings: dict[str, object] = {
        "title": "planted",
        "simulated": True,
        "score": StudyScore("EMT score"),
        "samples": tuple(f"S{i}" for i in range(samples)),
        "modulator": np.sort(rng.normal(size=samples)),
        "genes": genes,
        "expression": rng.normal(size=(len(genes), samples)).astype(np.float32),
        "regulators": genes[:regulators],
        "targets": genes[regulators // 2 : regulators // 2 + targets],
        "method": made_with({"seed": 0}),
        "versions": {},
        "inputs": [{"role": "expression", "source": "e.csv", "sha256": "0" * 64}],
    }
    return StudyContent(**{**settings, **changes})  # type: ignore[arg-type]


def write_networks(writer: StudyWriter, networks: NDArray[np.float32], numbers: list[int]) -> None:
    for number in numbers:
        samples = writer.blocks[number]
        sample, regulator, target = np.nonzero(networks[samples.start : samples.stop])
        value = networks[samples.start : samples.stop][sample, regulator, target]
        shuffled = np.random.default_rng(number).permutation(sample.size)
        fits = np.zeros((len(samples), networks.shape[2]), FITS)
        fits["converged"] = True
        writer.write_block(
            number,
            Coefficients(sample[shuffled], target[shuffled], regulator[shuffled], value[shuffled]),
            fits,
        )


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    rng = np.random.default_rng(1)
    n, q, p = 71, 12, 17  # three blocks, the last one short
    networks = (rng.normal(size=(n, q, p)) * (rng.random((n, q, p)) < 0.3)).astype(np.float32)
    networks[:, 3, :] = 0  # a regulator without targets
    networks[:, :, 5] = 0  # a target without regulators
    networks[40, :, :] = 0  # a sample with an empty network
    path = tmp_path_factory.mktemp("study") / "planted"
    content = content_of(rng, n, q, p)
    writer = StudyWriter.create(path, content)
    writer.keep({"bandwidth": np.full(p, 0.5)})
    write_networks(writer, networks, writer.missing_blocks())
    writer.finish({})
    return Planted(path, content, networks)
