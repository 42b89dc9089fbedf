"""Files of a study that are shortened or written over while it is open: an error or other numbers, never the end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compute.study import open_study
from tests.faults.test_killed_server import Server
from tests.faults.visitor import Visitor
from tests.made import with_courses
from tests.sign_dash.pages.components.modelled import write_modelled
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

ROOT = Path(__file__).resolve().parents[2]
READ = """
import sys
from pathlib import Path
import numpy as np
from compute.errors import UserError
from compute.study import open_study
from tests.faults.damage import cut, emptied, flip, scrambled
from tests.faults.test_fuzz_study import read_all
folder, rng = Path(sys.argv[1]), np.random.default_rng(int(sys.argv[2]))
refused = 0
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
            print(file.name, damage.__name__, begun, flush=True)
            try:
                with np.errstate(all="ignore"):
                    read_all(study)
            except (UserError, IndexError, ValueError):
                refused += 1
    file.write_bytes(whole)
read_all(open_study(folder))
print("refused", refused)
"""


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
    done = subprocess.run(
        [sys.executable, "-c", READ, str(study), str(trial)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stdout.splitlines()[-1:], done.stderr[-2000:])
    assert int(done.stdout.split()[-1]) > 5


@pytest.mark.slow
def test_a_study_cut_while_it_is_shown(tmp_path: Path, planted: Path, trial: int) -> None:
    rng = np.random.default_rng([16, trial])
    studies = tmp_path / "studies"
    studies.mkdir()
    study = shutil.copytree(planted, studies / "cut")
    with Server(planted, studies) as server:
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
