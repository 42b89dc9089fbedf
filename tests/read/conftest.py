"""One small table of known content, written in every format and either way round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest
import scipy.sparse

GENES = ("CDH1", "VIM", "ZEB1", "EPCAM", "ACTB", "GAPDH")
SAMPLES = ("CAL-120", "MCF7", "22RV1", "697")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a text to a file of its own."""

    def write(text: str) -> Path:
        (tmp_path / "given.txt").write_text(text)
        return tmp_path / "given.txt"

    return write


@pytest.fixture
def truth() -> pd.DataFrame:
    """Samples × genes, with numbers that text must carry exactly."""
    values = np.random.default_rng(3).normal(7, 2, (len(SAMPLES), len(GENES)))
    return pd.DataFrame(values, index=list(SAMPLES), columns=list(GENES))


def _csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path)


def _tsv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, sep="\t")


def _european(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, sep=";", decimal=",")


def _as_r_writes(frame: pd.DataFrame, path: Path) -> None:
    """write.table: separated by spaces, all names quoted, no label over the row names."""
    lines = [" ".join(f'"{name}"' for name in frame.columns)]
    lines += [
        f'"{name}" ' + " ".join(map(repr, row.tolist())) for name, row in zip(frame.index, frame.values, strict=True)
    ]
    path.write_text("\n".join(lines) + "\n")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path)


def _h5ad(frame: pd.DataFrame, path: Path) -> None:
    anndata.AnnData(frame).write_h5ad(path)


def _sparse_h5ad(frame: pd.DataFrame, path: Path) -> None:
    anndata.AnnData(
        scipy.sparse.csr_matrix(frame.values), pd.DataFrame(index=frame.index), pd.DataFrame(index=frame.columns)
    ).write_h5ad(path)


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "table.csv": _csv,
    "table.csv.gz": _csv,
    "table.tsv": _tsv,
    "table.txt.gz": _tsv,
    "european.csv": _european,
    "r.txt": _as_r_writes,
    "table.parquet": _parquet,
    "table.h5ad": _h5ad,
    "sparse.h5ad": _sparse_h5ad,
}
