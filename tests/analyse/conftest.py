"""Studies whose effects can be worked out by hand, and one with names that break careless writers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.study import Study, StudyWriter, open_study
from tests.study.conftest import Planted, content_of, planted, write_networks

__all__ = ["hostile", "planted"]  # fixtures

HOSTILE_NAMES = ('Q"uote,comma', "<amp&;'>", "=1+cmd|' /C calc'!A0", "ÄÖ β-catenin 遺伝子", "  spaced  ", "NaN")


def write_study(
    path: Path, networks: NDArray[np.float32], regulators: tuple[str, ...], targets: tuple[str, ...], **changes: object
) -> Study:
    rng = np.random.default_rng(5)
    genes = tuple(dict.fromkeys(regulators + targets))
    content = replace(
        content_of(rng, len(networks), len(regulators), len(targets)),
        genes=genes,
        expression=rng.normal(8, 2, size=(len(genes), len(networks))).astype(np.float32),
        regulators=regulators,
        targets=targets,
    )
    content = replace(content, **changes)  # type: ignore[arg-type]
    writer = StudyWriter.create(path, content)
    writer.keep({"bandwidth": np.full(len(targets), 0.5)})
    write_networks(writer, networks, writer.missing_blocks())
    writer.finish({})
    return open_study(path)


@pytest.fixture(scope="session")
def loopless(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The planted networks as NetworkProfiler would give them: no gene regulates itself."""
    content, networks = planted.content, planted.networks.copy()
    for j, regulator in enumerate(content.regulators):
        if regulator in content.targets:
            networks[:, j, content.targets.index(regulator)] = 0
    path = tmp_path_factory.mktemp("loopless") / "study"
    return write_study(path, networks, content.regulators, content.targets)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Study:
    rng = np.random.default_rng(2)
    networks = rng.normal(size=(3, 2, 4)).astype(np.float32)
    names = HOSTILE_NAMES
    path = tmp_path_factory.mktemp("hostile") / "study"
    return write_study(path, networks, names[:2], names[2:], samples=("a,b", '<"x">', "c"), title="Å & <b>")
