"""Plain tables read bit for bit as they did before formats, names and budgets came: checksums kept from that time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.read import builtin_regulators, read_expression
from tests.read.conftest import WRITERS

WHOLE, GAPS = "200a15e98e955400", "2d7913c91bcc4de1"
GOLDEN = {
    "table.csv": WHOLE,
    "table.csv.gz": WHOLE,
    "table.tsv": WHOLE,
    "table.txt.gz": WHOLE,
    "european.csv": WHOLE,
    "r.txt": WHOLE,
    "table.parquet": WHOLE,
    "table.h5ad": WHOLE,
    "sparse.h5ad": WHOLE,
    "gaps.csv": GAPS,
}
"""File → SHA-256 of the samples, genes and values read from it."""


def _frame() -> pd.DataFrame:
    """60 simulated samples × 200 genes with every digit a double has, some of the genes twice."""
    random = np.random.default_rng(11)
    genes = [*builtin_regulators()[:150], "CDH1", "VIM", *(f"GENE{number}" for number in range(46)), "VIM", "CDH1"]
    values = np.abs(random.normal(6, 2.5, (60, len(genes)))) * random.choice([1.0, 1e-3, 1.7], len(genes))
    return pd.DataFrame(values, index=[f"cell {number}" for number in range(60)], columns=genes)


def _checksum(path: Path) -> str:
    expression, _ = read_expression(path)
    digest = hashlib.sha256("\n".join((*expression.samples, *expression.genes)).encode())
    digest.update(expression.values.astype("<f8").tobytes())
    return digest.hexdigest()[:16]


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("turned", [False, True], ids=["samples in rows", "genes in rows"])
def test_plain_tables_read_as_ever(tmp_path: Path, name: str, turned: bool) -> None:
    frame = _frame()
    if name.endswith((".parquet", ".h5ad")):
        frame = frame.loc[:, ~frame.columns.duplicated()]  # neither holds a column twice
    if name == "gaps.csv":
        frame = frame.mask(np.random.default_rng(12).random(frame.shape) < 0.03)
    path = tmp_path / name
    WRITERS.get(name, WRITERS["table.csv"])(frame.T if turned else frame, path)
    assert _checksum(path) == GOLDEN[name]
