"""A table that was brought is scored with the lists beside it: which of them is whose, and what is too large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import compute.runs.scores as module
from compute.errors import UserError
from compute.read import builtin_epithelial_seeds, builtin_mesenchymal_seeds
from compute.runs import compare_brought

LOW, HIGH = builtin_epithelial_seeds()[:6], builtin_mesenchymal_seeds()[:6]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    genes = [*LOW, *HIGH, *(f"GENE{i}" for i in range(20))]
    values = np.random.default_rng(0).normal(6, 1, (len(genes), 24))
    pd.DataFrame(values, index=genes, columns=[f"s{i}" for i in range(24)]).to_csv(
        tmp_path / "e.csv", index_label="gene"
    )
    classes = [(gene, "Epi") for gene in LOW] + [(gene, "Mes") for gene in HIGH]
    pd.DataFrame(classes, columns=["gene", "class"]).to_csv(tmp_path / "ks.csv", index=False)
    (tmp_path / "76gs.txt").write_text("\n".join((*LOW, "VIM")))
    (tmp_path / "tfs.txt").write_text("GENE1\nGENE2\n")
    (tmp_path / "sets.gmt").write_text("MINE\t\tGENE3\tGENE4\tGENE5\n")
    return tmp_path


def test_each_list_is_taken_for_what_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {name: folder / name for name in ("ks.csv", "76gs.txt", "tfs.txt", "sets.gmt")}
    found = compare_brought(folder / "e.csv", lists)
    assert {"76gs", "ks", "ssgsea:MINE"} <= {column.name for column in found.columns}
    assert found.column("ks").label == "KS"
    assert found.column("ks").listed == 12
    monkeypatch.setattr(module, "MOST_VALUES", 100)
    with pytest.raises(UserError, match="24 samples × 32 genes, too many"):
        compare_brought(folder / "e.csv", {})
