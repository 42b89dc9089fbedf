"""A study with a damaged file, on the real server: it says so, and the other study is served as before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from compute.study import open_study
from tests.faults.damage import damages, pretend
from tests.faults.test_killed_server import Server
from tests.faults.visitor import Visitor
from tests.sign_dash.pages.components.modelled import write_modelled
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

AT_ONCE = 1
"""Damages of one try, each in a copy of its own."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with networks, a model of components and confidence."""
    folder = tmp_path_factory.mktemp("study")
    study = open_study(write_modelled(folder / "networks", samples=34))
    networks = np.stack([study.network(sample).toarray() for sample in range(len(study.samples))])
    return with_confidence(Planted(study.path, networks, study.regulators, study.targets), folder / "planted").path


@pytest.fixture(scope="module")
def served(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    studies = tmp_path_factory.mktemp("studies")
    with Server(planted, studies, fresh=False) as server:
        yield server, studies


@pytest.mark.slow
def test_a_damaged_study_ends_nothing(served: tuple[Server, Path], planted: Path, trial: int) -> None:
    server, studies = served
    rng = np.random.default_rng([12, trial])
    possible = damages(planted)
    for number in range(AT_ONCE):
        name, damage = possible[int(rng.integers(len(possible)))]
        study = shutil.copytree(planted, studies / f"damaged-{trial}-{number}")
        damage(study / name, rng)
        if rng.integers(2):
            pretend(study, name)
        what = (name, damage.__name__)
        visitor = Visitor(f"{server.address}/study/{study.name}/")
        visitor.visit()
        assert server.process.poll() is None, f"the server ended: {what}"
        assert 0 not in visitor.statuses.values(), (what, visitor.statuses)
        assert not [name for name, text in visitor.texts.items() if "Traceback" in text], what
        sound = Visitor(f"{server.address}/study/planted/")
        sound.visit()
        assert set(sound.statuses.values()) <= {200, 204}, (what, sound.statuses)
        shutil.rmtree(study)
