"""``check`` says of a file what it is; where it cannot be used, one sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compute.cli.main import main

KEYS = {"format", "role", "samples", "genes", "orientation", "scale", "names", "warnings"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    path.write_text("gene,S1,S2,S3\nCDH1,120,3,40\nVIM,5,600,70\nZEB1,0,9,12\n__no_feature,900,800,700\n")
    return path


def test_one_file_is_one_object(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(table), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found.keys() >= KEYS
    assert (found["role"], found["samples"], found["genes"]) == ("expression", 3, 3)
    assert (found["orientation"], found["scale"], found["names"]) == ("genes-in-rows", "counts", "human-symbols")
    assert any("raw counts" in warning for warning in found["warnings"])


def test_several_files_are_a_list_and_people_get_lines(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    genes = table.with_name("genes.txt")
    genes.write_text("CDH1\nVIM\n")
    main(["check", str(table), str(genes), "--json"])
    assert [one["role"] for one in json.loads(capsys.readouterr().out)] == ["expression", "targets"]
    main(["check", str(table)])
    told = capsys.readouterr().out
    assert "scale        counts" in told
    assert "__no_feature" in told


def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "S1.ReadsPerGene.out.tab"
    path.write_text("N_unmapped\t5\t5\t5\nCDH1\t1\t0\t1\nVIM\t2\t1\t1\nZEB1\t3\t1\t2\n")
    assert main(["check", str(path), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "counts of one sample (STAR" in told.err


def test_networks_at_fewer_scores_are_offered_for_many_samples(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(table)])
    assert "--grid 200" not in capsys.readouterr().out
    monkeypatch.setattr("compute.read.check.MANY_SAMPLES", 2)
    main(["check", str(table)])
    assert "A network for each of 3 samples takes long: estimate them at fewer scores (--grid 200" in (
        capsys.readouterr().out
    )


def test_the_role_can_be_said(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(table), "--role", "targets", "--json"])
    assert json.loads(capsys.readouterr().out)["role"] == "targets"
