"""Files of a study that are shortened or written over while it is open: an error or other numbers, never the end."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import open_study
from tests.faults.damage import cut, emptied, flip, scrambled
from tests.faults.forked import Forked, fresh, say
from tests.faults.test_fuzz_study import read_all
from tests.faults.test_killed_server import Server
from tests.faults.visitor import Visitor
from tests.made import with_courses
from tests.sign_dash.pages.components.modelled import write_modelled
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence


def read_damaged(folder: Path, seed: int) -> None:
    """Every array of a study damaged in every way, before and after it was read; how often that was noticed."""
    rng, refused = np.random.default_rng(seed), 0
    for file in sorted(folder.rglob("*.npy")):
        whole = file.read_bytes()
        for begun in (False, True):
            file.write_bytes(whole)
            study = open_study(folder)
            if begun:
                read_all(study)
            for damage in (cut, emptied, flip, scrambled):
                file.write_bytes(whole)
                damage(file, rng)
                say(file.name, damage.__name__, begun)
                try:
                    with np.errstate(all="ignore"):
                        read_all(study)
                except (UserError, IndexError, ValueError):
                    refused += 1
        file.write_bytes(whole)
    read_all(open_study(folder))
    say("refused", refused)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with networks, a model of components and confidence."""
    folder = tmp_path_factory.mktemp("study")
    study = open_study(write_modelled(folder / "networks", samples=34))
    networks = np.stack([study.network(sample).toarray() for sample in range(len(study.samples))])
    return with_confidence(Planted(study.path, networks, study.regulators, study.targets), folder / "planted").path


@pytest.mark.parametrize("courses", [False, True], ids=["networks", "courses"])
def test_every_array_of_an_open_study(tmp_path: Path, planted: Path, trial: int, courses: bool) -> None:
    study = with_courses(open_study(planted), tmp_path / "study", least=0.01).path if courses else tmp_path / "study"
    if not courses:
        shutil.copytree(planted, study)
    process = Forked(lambda: read_damaged(study, trial))
    assert process.stdout is not None
    said = process.stdout.read()
    assert process.wait() == 0, (process.returncode, said[-2000:])
    assert int(said.split()[-1]) > 5


@pytest.mark.slow
def test_a_study_cut_while_it_is_shown(tmp_path: Path, planted: Path, trial: int) -> None:
    rng = np.random.default_rng([16, trial])
    studies = tmp_path / "studies"
    studies.mkdir()
    study = shutil.copytree(planted, studies / "cut")
    with Server(planted, studies, fresh(trial)) as server:
        visitor = Visitor(f"{server.address}/study/cut/")
        visitor.visit()
        assert set(visitor.statuses.values()) <= {200, 204}
        for file in study.rglob("*.npy"):
            file.write_bytes(file.read_bytes()[: int(rng.integers(file.stat().st_size))])
        for _ in range(2):
            visitor.visit()
            assert server.process.poll() is None, "the server ended"
            assert 0 not in visitor.statuses.values(), visitor.statuses
        sound = Visitor(f"{server.address}/study/planted/")
        sound.visit()
        assert set(sound.statuses.values()) <= {200, 204}, sound.statuses
