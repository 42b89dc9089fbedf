"""What a file must say of a study: the same sentences wherever its numbers go."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from compute.analyse import network_difference, read_side
from compute.study import Study, open_study
from compute.suitability import FEW_REGULATORS, FEW_SAMPLES, cautions, every_caution
from compute.write import (
    differences_table,
    export_networks,
    network_cx2,
    network_graphml,
    network_table,
    sample_network,
    save_table,
    study_origin,
)
from tests.made import made_with
from tests.study.conftest import Planted, planted

__all__ = ["planted"]


@pytest.fixture
def preview(planted: Planted) -> Study:
    """Networks at 20 scores, of raw counts, with a hundredth of the fits unconverged."""
    study = open_study(planted.path)
    study.info = replace(
        study.info,
        method=made_with({"score_grid": 20}),
        values={"scale": "counts", "steps": [], "per_million": False},
        fits=1000,
        fits_not_converged=10,
    )
    return study


def test_each_reason_is_one_sentence_and_nothing_is_said_without_one(planted: Planted, preview: Study) -> None:
    assert [str(one.label) for one in cautions(preview)] == ["Preview", "Raw counts", "Fits not converged"]
    plain = open_study(planted.path)
    assert len(plain.samples) >= FEW_SAMPLES
    assert cautions(plain) == []


def test_a_handful_of_regulators_is_said_to_be_one(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(planted.path)
    monkeypatch.setattr(study, "regulators", study.regulators[: FEW_REGULATORS - 1])
    (few,) = cautions(study)
    assert str(few.label) == "Few regulators"
    assert str(few.meaning).startswith(f"Few regulators ({FEW_REGULATORS - 1}): each edge competed with these only")
    monkeypatch.setattr(study, "regulators", tuple(f"R{i}" for i in range(FEW_REGULATORS)))
    assert cautions(study) == []


def test_a_file_also_says_that_data_are_simulated_and_that_confidence_is_missing(preview: Study) -> None:
    preview.info = replace(preview.info, simulated=True)
    said = [str(one) for one in every_caution(preview)]
    assert said[0].startswith("Simulated data")
    assert said[-1].startswith("Confidence was not computed")
    assert len(said) == 5


def test_every_file_of_the_command_line_says_it(preview: Study, tmp_path: Path) -> None:
    network = sample_network(preview, preview.samples[1])
    said = study_origin(preview)["cautions"]
    assert "at 20 values of the score" in str(said)
    (attributes,) = next(one for one in json.loads(network_cx2(network)) if "networkAttributes" in one)[
        "networkAttributes"
    ]
    assert attributes["cautions"] == said
    assert nx.parse_graphml(network_graphml(network)).graph["cautions"] == said
    save_table(tmp_path / "n.csv", network_table(network))
    assert json.loads((tmp_path / "n.csv-metadata.json").read_text())["notes"][0]["cautions"] == said
    export_networks(preview, tmp_path / "n.gmt", "gmt", least_share=0.1)
    assert "(simulated;_Preview;_Raw_counts;_Fits_not_converged)" in (tmp_path / "n.gmt").read_text()


def test_a_comparison_of_two_studies_says_what_is_to_be_known_of_either(planted: Planted, preview: Study) -> None:
    plain = open_study(planted.path)
    table = differences_table(network_difference(read_side(plain, "low:20"), read_side(preview, "high:20")), 0.1)
    assert "at 20 values" in str(table.origin["cautions_b"])
    assert "at 20 values" not in str(table.origin["cautions"])
