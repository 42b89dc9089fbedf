"""A flipped bit in a study: one sentence, or another number; nothing is read beyond an array."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import EdgeTable, Study, open_study, rename_study, write_model
from compute.study.blocks import ARRAYS
from compute.study.edge_table import read_edge_table, write_edge_table
from tests.made import rewrite_record, with_courses
from tests.study.conftest import Planted

FLIPS = 12


def read_all(study: Study) -> None:
    """Every network, every edge of a gene, every strength."""
    for sample in range(len(study.samples)):
        study.network(sample)
    for block in study.blocks:
        edges = np.concatenate([block.edges_of_regulator(one) for one in range(len(study.regulators))])
        block.target_of(edges), block.strengths(edges), block.dense(edges)
        np.arange(len(study.regulators))[block.regulator[edges]]


def refused(path: Path) -> bool:
    """Whether a study is refused as damaged; anything but that or its being read fails the test."""
    try:
        with np.errstate(all="ignore"):  # a coefficient may have become any number
            read_all(open_study(path))
    except UserError as error:
        if "damaged" not in str(error):
            raise
        return True
    return False


def flip(file: Path, rng: np.random.Generator) -> None:
    content = bytearray(file.read_bytes())
    content[rng.integers(len(content))] ^= 1 << int(rng.integers(8))
    file.write_bytes(content)


def flipped(path: Path, file: Path, seed: int) -> int:
    """How many of some flips of one bit in a file are refused."""
    rng, whole, count = np.random.default_rng(seed), file.read_bytes(), 0
    for _ in range(FLIPS):
        file.write_bytes(whole)
        flip(file, rng)
        count += refused(path)
    return count


@pytest.mark.parametrize("name", ARRAYS)
def test_a_flipped_bit_of_a_block(planted: Planted, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(planted.path, tmp_path / "copy")
    found = flipped(copy, copy / "networks" / "00000" / f"{name}.npy", ARRAYS.index(name))
    assert name == "value" or found > FLIPS // 3


@pytest.mark.parametrize("name", ["regulator", "target_ptr", "by_regulator", "regulator_ptr", "course", "functions"])
def test_a_flipped_bit_of_courses(planted: Planted, tmp_path: Path, name: str) -> None:
    study = with_courses(open_study(planted.path), tmp_path / "courses", least=0.01)
    found = flipped(study.path, study.path / "networks" / "courses" / f"{name}.npy", 1)
    assert name in ("course", "functions") or found > FLIPS // 3


@pytest.mark.parametrize("courses", [False, True])
def test_diagnostics_of_another_shape(planted: Planted, tmp_path: Path, courses: bool) -> None:
    copy = shutil.copytree(planted.path, tmp_path / "copy")
    study = with_courses(open_study(copy), tmp_path / "courses", least=0.01) if courses else open_study(copy)
    file = study.path / "networks" / ("courses" if courses else "00000") / "fits.npy"
    fits = np.load(file) if file.exists() else np.zeros(len(study.targets), [("criterion", "f8")])
    np.save(file, fits.reshape(-1, 1))
    with pytest.raises(UserError, match=r"fits.npy is damaged \(it has shape"):
        open_study(study.path).fits(0)


def test_an_edge_of_a_gene_that_is_not_there(tmp_path: Path) -> None:
    ends = np.array([0, 1, 2])
    write_edge_table(tmp_path, EdgeTable(ends, ends, {"probability": np.ones(3, np.float32)}))
    assert read_edge_table(tmp_path, (3, 3)).target.size == 3
    with pytest.raises(UserError, match=r"target.npy is damaged \(a position beyond the 2 there are\)"):
        read_edge_table(tmp_path, (3, 2))


def test_a_record_that_was_changed_is_refused(planted: Planted, tmp_path: Path) -> None:
    copy = shutil.copytree(planted.path, tmp_path / "copy")
    record = copy / "study.json"
    rename_study(copy, "Another title")
    assert open_study(copy).title == "Another title"
    record.write_text(record.read_text().replace('"simulated": true', '"simulated": false'))
    with pytest.raises(UserError, match=r"study.json was changed after it was written"):
        open_study(copy)
    rewrite_record(record, simulated=True)  # as one from before there was a checksum
    assert open_study(copy).simulated


def test_the_record_of_a_model_is_sealed_too(planted: Planted, tmp_path: Path) -> None:
    copy = shutil.copytree(planted.path, tmp_path / "copy")
    write_model(copy, "mine", {"a": np.zeros(2)}, {"error": 0.5})
    record = copy / "models" / "mine" / "model.json"
    record.write_text(record.read_text().replace("0.5", "0.1"))
    with pytest.raises(UserError, match=r"model.json was changed"):
        open_study(copy).model("mine")
    assert "sha256" not in json.loads(record.read_text())["files"]
