"""Each fault as often as asked, and what an undisturbed run gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.demo import simulated_files
from compute.runs import GeneChoice, RunRequest, make_study
from tests.runs.conftest import asked


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with the argument ``trial`` is tried as often as ``--tries`` says."""
    if "trial" in metafunc.fixturenames:
        metafunc.parametrize("trial", range(metafunc.config.getoption("tries")))


def example_files(folder: Path) -> dict[str, Path]:
    """The files of the small simulated cohort, by name."""
    folder.mkdir()
    for name, text in simulated_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return {path.name: path for path in sorted(folder.iterdir())}


def wanted() -> RunRequest:
    """A run of half a second, in eighty steps."""
    return asked(
        settings={"bandwidth": 0.2, "l1_count": 8, "reweight": True, "rounds": 2},
        targets=GeneChoice("variable", count=6),
    )


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return example_files(tmp_path_factory.mktemp("brought") / "files")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]) -> dict[str, bytes]:
    """The arrays of the study that the run makes when nothing happens to it: here, without a queue."""
    study = tmp_path_factory.mktemp("undisturbed") / "study"
    make_study(wanted(), files, study)
    return arrays(study)


def arrays(study: Path) -> dict[str, bytes]:
    """Every array of a study, by its place; nothing hidden is left beside them."""
    assert list(study.rglob(".*")) == []
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in sorted(study.rglob("*.np[yz]"))}
