"""``compare``: both tables agree with the networks, and say what they are made of."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Command
from tests.cli.test_reading import rows
from tests.study.conftest import Planted

READERS = {"string": str, "integer": int, "double": float}


@pytest.fixture
def folder(planted: Planted, tmp_path: Path, command: Command) -> Path:
    out = tmp_path / "compared"
    outcome = command("compare", planted.path, "--a", "ranks:1-20", "--b", "sample:S70", "--strength", "0.1", "-o", out)
    assert outcome.code == 0, outcome
    assert outcome.stdout == ""
    return out


def test_edges_are_those_of_the_networks(planted: Planted, folder: Path) -> None:
    a, b = planted.networks[:20].astype(float).mean(axis=0), planted.networks[70].astype(float)
    content = planted.content
    found = rows(folder / "edges.csv")
    assert found
    for row in found:
        j, k = content.regulators.index(row["regulator"]), content.targets.index(row["target"])
        assert float(row["mean_a"]) == pytest.approx(a[j, k], abs=1e-6)
        assert float(row["difference"]) == pytest.approx(b[j, k] - a[j, k], abs=1e-6)
        assert (row["spread_a"] != "", row["spread_b"], row["standardised_difference"]) == (True, "", "")
    sizes = [abs(float(row["difference"])) for row in found]
    assert sizes == sorted(sizes, reverse=True)
    changes = (np.maximum(np.abs(a), np.abs(b)) >= 0.1) & (np.abs(b - a) >= 0.05)
    assert len(found) == changes.sum()


def test_genes_agree_with_the_edges(folder: Path) -> None:
    edges, genes = rows(folder / "edges.csv"), rows(folder / "genes.csv")
    for role in ("regulator", "target"):
        of_role = [row for row in genes if row["role"] == role]
        assert {row["gene"] for row in of_role} == {edge[role] for edge in edges}
        for gene in of_role:
            of_gene = [edge for edge in edges if edge[role] == gene["gene"]]
            assert float(gene["change"]) == pytest.approx(sum(abs(float(e["difference"])) for e in of_gene), abs=1e-4)
            for category in ("gained", "lost", "strengthened", "weakened", "flipped"):
                assert int(gene[category]) == sum(edge["category"] == category for edge in of_gene)


@pytest.mark.parametrize("name", ["edges", "genes"])
def test_the_note_says_what_was_compared(folder: Path, name: str) -> None:
    note = json.loads((folder / f"{name}.csv-metadata.json").read_text())
    origin = note["notes"][0]
    assert origin["simulated"] is True
    assert origin["a"] == "ranks 1-20 of EMT score (20 samples)"
    assert origin["b"] == "S70"
    assert (origin["strength"], origin["smallest_change"]) == (0.1, 0.05)
    for row in rows(folder / f"{name}.csv"):
        for column in note["tableSchema"]["columns"]:
            if row[column["name"]]:
                READERS[column["datatype"]](row[column["name"]])


def test_another_study_is_compared_over_common_genes(planted: Planted, desk: Path, command: Command) -> None:
    out = desk / "compared"
    outcome = command("compare", planted.path, "--other", desk / "study", "--strength", "0", "-o", out)
    assert outcome.code == 0, outcome
    origin = json.loads((out / "edges.csv-metadata.json").read_text())["notes"][0]
    assert origin["regulators_in_common"] == len(planted.content.regulators)
    assert origin["study_b"] == planted.content.title
