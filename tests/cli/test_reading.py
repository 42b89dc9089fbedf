"""The commands that read a study: what they print and write agrees with the study."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from compute.study import Study, open_study
from compute.write import score_network
from tests.cli.conftest import Command
from tests.made import with_courses
from tests.study.conftest import Planted


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_info_as_json_has_the_counts(planted: Planted, command: Command) -> None:
    outcome = command("info", planted.path, "--json", "--verify")
    assert outcome.code == 0, outcome
    found = json.loads(outcome.stdout)
    nonzero = planted.networks != 0
    samples, regulators, targets = nonzero.shape
    assert found["samples"] == samples
    assert found["regulators"] == regulators
    assert found["targets"] == targets
    assert found["edges"] == nonzero.any(axis=0).sum()
    assert found["coefficients"] == nonzero.sum()
    assert found["simulated"] is True
    assert found["method"]["settings"] == {"seed": 0}
    assert found["created"].endswith("+00:00")


def test_info_for_people_says_simulated(planted: Planted, command: Command) -> None:
    outcome = command("info", planted.path)
    assert outcome.code == 0
    assert "SIMULATED" in outcome.stdout
    assert f"{np.count_nonzero(planted.networks):,}" in outcome.stdout


def test_info_verify_finds_a_changed_byte(desk: Path, command: Command) -> None:
    body = bytearray((desk / "study" / "expression.npy").read_bytes())
    body[-1] ^= 1
    (desk / "study" / "expression.npy").write_bytes(body)
    assert command("info", desk / "study").code == 0
    outcome = command("info", desk / "study", "--verify")
    assert outcome.code == 2
    assert "expression.npy is damaged" in outcome.stderr


@pytest.mark.parametrize("kind", ["csv", "graphml", "cx2", "sif"])
def test_network_in_every_format(kind: str, planted: Planted, tmp_path: Path, command: Command) -> None:
    path = tmp_path / f"network.{kind}"
    outcome = command("network", planted.path, "--sample", "S5", "--format", kind, "-o", path)
    assert outcome.code == 0, outcome
    edges = np.count_nonzero(open_study(planted.path).network(5).toarray())
    text = path.read_text(encoding="utf-8")
    if kind == "csv":
        assert len(rows(path)) == edges
    elif kind == "sif":
        assert len(text.splitlines()) == edges
    elif kind == "graphml":
        assert nx.read_graphml(path).number_of_edges() == edges
    else:
        assert len(next(part["edges"] for part in json.loads(text) if "edges" in part)) == edges
    beside = {"csv": ["network.csv-metadata.json"], "sif": ["network.sif-metadata.json"]}.get(kind, [])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([path.name, *beside])
    label = text if not beside else (tmp_path / beside[0]).read_text(encoding="utf-8")
    assert "simulated" in label


def test_edge_follows_the_samples(planted: Planted, tmp_path: Path, command: Command) -> None:
    assert command("edge", planted.path, "G1", "G9", "-o", tmp_path / "e.csv").code == 0
    found = rows(tmp_path / "e.csv")
    study = open_study(planted.path)
    assert list(found[0]) == ["sample", "modulator", "coefficient"]
    assert [row["sample"] for row in found] == list(study.samples)
    np.testing.assert_array_equal([np.float32(row["coefficient"]) for row in found], study.edge("G1", "G9"))


def test_regulators_from_rank_one(planted: Planted, tmp_path: Path, command: Command) -> None:
    assert command("regulators", planted.path, "--target", "G9", "-o", tmp_path / "r.csv").code == 0
    found = rows(tmp_path / "r.csv")
    assert list(found[0])[:3] == ["rank", "regulator", "change"]
    assert found[0]["rank"] == "1"
    changes = [float(row["change"]) for row in found]
    assert changes == sorted(changes, reverse=True)
    assert (
        command("regulators", planted.path, "--target", "G9", "--percentile", "10", "-o", tmp_path / "p.csv").code == 0
    )
    assert command("regulators", planted.path, "--target", "G9", "--standardise", "-o", tmp_path / "s.csv").code == 0
    assert [float(row["change"]) for row in rows(tmp_path / "s.csv")] != changes
    robust = [float(row["robust_change"]) for row in rows(tmp_path / "p.csv")]
    assert robust == sorted(robust, reverse=True)
    assert robust != changes


def test_writing_again_replaces_the_file(planted: Planted, tmp_path: Path, command: Command) -> None:
    target = tmp_path / "e.csv"
    target.write_text("old")
    assert command("edge", planted.path, "G1", "G9", "-o", target).code == 0
    assert target.read_text().startswith("sample,modulator,coefficient\n")


@pytest.fixture(scope="module")
def courses(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(open_study(planted.path), tmp_path_factory.mktemp("curves") / "courses")


def test_network_at_a_score_between_samples_has_its_band(courses: Study, tmp_path: Path, command: Command) -> None:
    score = float(courses.modulator[5] + courses.modulator[6]) / 2
    assert command("network", courses.path, "--score", score, "-o", tmp_path / "n.csv").code == 0
    found = rows(tmp_path / "n.csv")
    matrix = courses.network_at(score).toarray()
    at = [(courses.regulator_index(row["regulator"]), courses.target_index(row["target"])) for row in found]
    np.testing.assert_array_equal([np.float32(row["coefficient"]) for row in found], [matrix[pair] for pair in at])
    assert len(found) == np.count_nonzero(matrix)
    assert all(float(row["low"]) < float(row["coefficient"]) < float(row["high"]) for row in found)
    note = (tmp_path / "n.csv-metadata.json").read_text(encoding="utf-8")
    assert f"at EMT score {score:.6g}" in note
    assert score_network(courses, score).title.endswith(f": at EMT score {score:.6g}")
    outcome = command("network", courses.path, "--score", courses.modulator[-1] + 1, "-o", tmp_path / "n.csv")
    assert outcome.code == 2
    assert "has scores from" in outcome.stderr


def test_network_at_a_score_of_networks_is_the_nearest_samples(
    planted: Planted, tmp_path: Path, command: Command
) -> None:
    study = open_study(planted.path)
    near = 0.9 * study.modulator[5] + 0.1 * study.modulator[6]
    assert command("network", planted.path, "--score", near, "-o", tmp_path / "near.csv").code == 0
    assert command("network", planted.path, "--sample", study.samples[5], "-o", tmp_path / "own.csv").code == 0
    assert (tmp_path / "near.csv").read_text() == (tmp_path / "own.csv").read_text()


def test_courses_of_some_targets_with_their_bands(courses: Study, tmp_path: Path, command: Command) -> None:
    target = courses.targets[2]
    words = ("courses", courses.path, "--targets", target, "--points", "7", "-o", tmp_path / "c.csv")
    assert command(*words).code == 0
    found = rows(tmp_path / "c.csv")
    edges = courses.target_coefficients(target).indices.size
    assert edges > 1
    assert len(found) == 7 * edges
    assert {row["target"] for row in found} == {target}
    acts = [float(row["acts_at"]) for row in found]
    assert acts == sorted(acts)
    band = courses.edge_band(found[0]["regulator"], target, np.array([float(found[3]["score"])]))
    assert float(found[3]["low"]) == pytest.approx(band.low[0], rel=1e-3)
    assert (found[3]["differs_from_0"] == "True") == bool(band.low[0] > 0 or band.high[0] < 0)


def test_courses_of_a_study_without_any_are_refused(planted: Planted, tmp_path: Path, command: Command) -> None:
    outcome = command("courses", planted.path, "-o", tmp_path / "c.csv")
    assert outcome.code == 2
    assert "no bands" in outcome.stderr
