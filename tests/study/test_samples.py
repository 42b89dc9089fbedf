"""The score and the annotation of a study's samples, damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.study.samples import read_annotation, read_modulator


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (np.array([0.0, 2.0, 1.0]), "do not ascend"),
        (np.array([0.0, np.nan, 1.0]), "do not ascend"),
        (np.array([0.0, 1.0, np.inf]), "do not ascend"),
        (np.array([0.0, 1.0]), "it has shape"),
        (np.array(["a", "b", "c"]), "not numbers"),
    ],
)
def test_a_score_that_is_none_is_refused(tmp_path: Path, found: np.ndarray, why: str) -> None:
    np.save(tmp_path / "modulator.npy", np.array([0.0, 1.0, 1.0]))
    assert read_modulator(tmp_path / "modulator.npy", 3).tolist() == [0, 1, 1]
    np.save(tmp_path / "modulator.npy", found)
    with pytest.raises(UserError, match=rf"modulator\.npy is damaged \(.*{why}"):
        read_modulator(tmp_path / "modulator.npy", 3)


def test_annotation_of_other_samples_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "annotation.parquet"
    assert read_annotation(file, ["a", "b"]).shape == (2, 0)
    pd.DataFrame({"tissue": ["x", "y"]}, index=["a", "b"]).to_parquet(file)
    assert list(read_annotation(file, ["a", "b"])["tissue"]) == ["x", "y"]
    with pytest.raises(UserError, match="its samples are others"):
        read_annotation(file, ["b", "a"])
    file.write_bytes(b"PAR1" + bytes(40) + b"PAR1")
    with pytest.raises(UserError, match=r"annotation\.parquet is damaged"):
        read_annotation(file, ["a", "b"])
