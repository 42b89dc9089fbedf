"""The commands that read all of a study: their tables agree with the study, and say that it is simulated."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from compute.study import open_study
from tests.cli.conftest import Command
from tests.cli.test_reading import rows

SETS = ("--gene-sets", "sets.gmt", "--smallest-set", "2")
LINES = {
    "effects": ("effects", "study"),
    "contributions of a sample": ("contributions", "study", "--sample", "S5"),
    "contributions of an edge": ("contributions", "study", "--edge", "G1", "G9"),
    "hubs": ("hubs", "study"),
    "hubs in bins": ("hubs", "study", "--bins", "4"),
    "hubs in samples": ("hubs", "study", "--samples"),
    "enrichment of a sample": ("enrichment", "study", *SETS, "--sample", "S5", "--largest-q", "1"),
    "enrichment of a regulator": ("enrichment", "study", *SETS, "--regulator", "G1", "--largest-q", "1"),
    "masters": ("masters", "study", *SETS),
    "masters by permutation": ("masters", "study", *SETS, "--permutations", "3"),
}


@pytest.fixture
def written(desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """The table that one line of LINES writes."""
    monkeypatch.chdir(desk)
    outcome = command(*LINES[request.param], "-o", "out.csv")
    assert outcome.code == 0, outcome
    assert outcome.stdout == ""
    return desk / "out.csv"


def of(line: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("written", [line], indirect=True)


@pytest.mark.parametrize("written", LINES, indirect=True)
def test_the_note_says_simulated_and_types_every_column(written: Path, desk: Path) -> None:
    note = json.loads((desk / "out.csv-metadata.json").read_text())
    assert note["notes"][0]["simulated"] is True
    columns = note["tableSchema"]["columns"]
    found = rows(written)
    assert [column["name"] for column in columns] == list(found[0])
    readers = {"string": str, "integer": int, "double": float, "float": float, "boolean": {"true": 1, "false": 0}.get}
    for row in found:
        for column in columns:
            readers[column["datatype"]](row[column["name"]])


@of("effects")
def test_effects_have_the_rows_of_regulators(written: Path, desk: Path, command: Command) -> None:
    assert max(Counter(row["target"] for row in rows(written)).values()) == 10
    mine = [row for row in rows(written) if row["target"] == "G9"]
    assert command("regulators", desk / "study", "--target", "G9", "-o", desk / "one.csv").code == 0
    assert len(mine) == 10
    for here, there in zip(mine, rows(desk / "one.csv")[:10], strict=True):
        assert (here["rank"], here["regulator"]) == (there["rank"], there["regulator"])
        assert float(here["change"]) == pytest.approx(float(there["change"]), rel=1e-4)


@of("contributions of a sample")
def test_contributions_are_products(written: Path, desk: Path) -> None:
    study, found = open_study(desk / "study"), rows(written)
    assert len(found) == study.edge_counts[5] > 20
    for row in found[:20]:
        assert float(row["coefficient"]) == pytest.approx(study.edge(row["regulator"], row["target"])[5])
        assert float(row["expression"]) == pytest.approx(study.expression(row["regulator"])[5])
        assert float(row["contribution"]) == pytest.approx(float(row["coefficient"]) * float(row["expression"]), 1e-5)


@of("contributions of an edge")
def test_an_edge_is_told_sample_by_sample(written: Path, desk: Path) -> None:
    study, found = open_study(desk / "study"), rows(written)
    assert [row["sample"] for row in found] == list(study.samples)
    np.testing.assert_allclose([float(row["coefficient"]) for row in found], study.edge("G1", "G9"), rtol=1e-6)


@of("hubs in bins")
def test_bins_cover_the_samples(written: Path, desk: Path) -> None:
    found = rows(written)
    study = open_study(desk / "study")
    assert len(found) == 4 * len(study.regulators)
    assert sum(int(row["samples"]) for row in found[:4]) == len(study.samples)
    edges = sum(float(row["out_degree"]) * int(row["samples"]) for row in found)
    assert edges == pytest.approx(study.info.coefficients)


@of("hubs in samples")
def test_out_degrees_add_up_to_the_coefficients(written: Path, desk: Path) -> None:
    found = rows(written)
    assert sum(int(row["out_degree"]) for row in found) == open_study(desk / "study").info.coefficients
    assert all(int(row["activating"]) + int(row["repressing"]) == int(row["out_degree"]) for row in found)


@of("enrichment of a sample")
def test_all_tests_of_a_sample(written: Path, desk: Path) -> None:
    found = rows(written)
    assert len(found) == 3 * len(open_study(desk / "study").regulators)
    assert all(float(row["p"]) <= float(row["q"]) <= 1 for row in found)
    assert [row["gene_set"] for row in found if row["regulator"] == "G3"] == ["SET0", "SET1", "SET2"]  # all p = 1


@of("masters by permutation")
def test_masters_and_their_functions(written: Path, desk: Path, command: Command) -> None:
    found = rows(written)
    assert {row["permuted_p"] for row in found} <= {"0.25", "0.5", "0.75", "1"}
    assert [row["rank"] for row in found] == [str(place) for place in range(1, len(found) + 1)]
    line = ("masters", "study", *SETS, "--functions", "functions.csv", "2", "-o", "plain.csv")
    assert command(*line).code == 0
    functions = rows(desk / "functions.csv")
    assert max(Counter(row["regulator"] for row in functions).values()) == 2
    best = {row["regulator"]: row for row in reversed(functions)}
    plain = {row["regulator"]: row for row in rows(desk / "plain.csv")}
    assert set() < set(best) <= set(plain)
    for regulator, function in best.items():
        row = plain[regulator]
        assert row["gene_set"] == function["gene_set"]
        score = (float(row["log10_q_max"]) - float(row["log10_q_min"])) * np.log(10)
        assert float(row["enrichment_score"]) == pytest.approx(score, rel=1e-4, abs=1e-5)


def test_the_same_seed_gives_the_same_permutations(desk: Path, command: Command) -> None:
    line = ("masters", desk / "study", "--gene-sets", desk / "sets.gmt", "--smallest-set", "2", "--permutations", "4")
    tables = []
    for seed in ("1", "1", "2"):
        assert command(*line, "--seed", seed, "-o", desk / "m.csv").code == 0
        tables.append((desk / "m.csv").read_text())
    assert tables[0] == tables[1] != tables[2]


def test_stability_of_a_profiled_study(desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    made = command(
        "profile", "expression.csv", "--modulator", "scores.csv", "--regulators", "regulators.txt", "-o", "made"
    )
    assert made.code == 0, made
    few = ("ZEB1", "GRHL2", "SNAI1", "VIM")
    (desk / "few.txt").write_text("\n".join(few))
    line = ("stability", "made", "--subsamples", "4", "--spread", "3", "--targets", "few.txt", "-o", "out.csv")
    outcome = command(*line)
    assert outcome.code == 0, outcome
    study, found = open_study(desk / "made"), rows(desk / "out.csv")
    picked = [study.samples[i] for i in (0, 12, 23)]
    edges = [study.network(study.sample_index(sample)).toarray() for sample in picked]
    columns = [study.target_index(gene) for gene in few]
    assert len(found) == sum(np.count_nonzero(matrix[:, columns]) for matrix in edges)
    assert found
    assert {row["target"] for row in found} <= set(few)
    for row in found:
        coefficient = study.edge(row["regulator"], row["target"])[study.sample_index(row["sample"])]
        assert float(row["coefficient"]) == pytest.approx(coefficient)
        assert float(row["stability"]) * 4 in range(5)
    assert json.loads((desk / "out.csv-metadata.json").read_text())["notes"][0]["subsamples"] == 4
