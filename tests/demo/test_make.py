"""The finished demo study: what was planted is found again by the code that real data go through."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from compute.analyse import rank_regulators
from compute.cli.main import main
from compute.components import EMT_SEEDS
from compute.demo import make_demo
from compute.demo.cohort import simulate
from compute.demo.make import TRUTH
from compute.study import Study, open_study, verify_study
from compute.write import sample_network

pytestmark = pytest.mark.slow

LEADING = 12  # genes of a component, strongest first
END = 60  # samples counted as one end of the score: a fifth of the cohort


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("demo")  # an empty folder may be given
    assert main(["demo", str(path)]) == 0
    return open_study(path)


@pytest.fixture(scope="module")
def truth(demo: Study) -> list[dict[str, str]]:
    with (demo.path / TRUTH).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ends(demo: Study, regulator: str, target: str) -> tuple[float, float]:
    """Mean coefficient of an edge at the epithelial and at the mesenchymal end."""
    coefficients = demo.edge(regulator, target)
    return float(coefficients[:END].mean()), float(coefficients[-END:].mean())


def test_it_is_whole_and_says_it_is_simulated(demo: Study, capsys: pytest.CaptureFixture[str]) -> None:
    verify_study(demo.path)
    assert (len(demo.samples), len(demo.genes), len(demo.regulators)) == (300, 300, 60)
    assert demo.simulated
    assert "simulated" in demo.title.lower()
    assert main(["info", str(demo.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["simulated"] is True
    assert any("finding in this study is real" in note for note in found["notes"])
    assert found["fits_not_converged"] == 0
    assert "simulated" in sample_network(demo, demo.samples[0]).title


def test_it_is_explained(demo: Study) -> None:
    assert demo.models() == ["trip"]
    model = demo.model("trip")
    rank = model.info["rank"]
    assert model.arrays["cores"].shape == (300, *rank)
    np.testing.assert_array_equal(model.arrays["given"], demo.modulator)
    assert model.info["r2_held_out"] > 0.9
    leading = {
        side: [
            [names[place] for place in np.argsort(-np.abs(loadings))[:LEADING]]
            for loadings in model.arrays[f"{side}_loadings"].T
        ]
        for side, names in (("regulator", demo.regulators), ("target", demo.targets))
    }
    assert leading["regulator"][0][0] == "ZEB1"
    assert {names[0] for names in leading["regulator"]} == set(EMT_SEEDS)
    assert {"CDH1", "ESRP1", "CRB3", "VIM"} <= set(leading["target"][0])
    assert {"FN1", "CDH2", "OCLN", "CLDN1"} <= {name for names in leading["target"] for name in names}
    assert not any(name.startswith("SIM") for names in leading["target"] for name in names[:LEADING])
    assert not any(name.startswith("SIM") for names in leading["regulator"] for name in names[:5])
    whole = model.arrays["contributions"].sum(axis=(1, 2)) + model.info["baseline"]
    np.testing.assert_allclose(whole, model.arrays["predicted"], atol=1e-5)


def test_planted_signs_are_recovered_at_both_ends(demo: Study, truth: list[dict[str, str]]) -> None:
    right = wrong = 0
    for row in truth:
        for side, found in zip(("epithelial", "mesenchymal"), ends(demo, row["regulator"], row["target"]), strict=True):
            sign = int(row[f"sign_{side}"])
            right += bool(sign) and sign * found > 0.05
            wrong += bool(sign) and sign * found < -0.05
    acting = sum(row[f"sign_{side}"] != "0" for row in truth for side in ("epithelial", "mesenchymal"))
    assert right / acting > 0.95
    assert wrong / acting < 0.01


def test_few_strong_edges_are_spurious(demo: Study, truth: list[dict[str, str]]) -> None:
    # Among targets that regulate nothing: between two regulators the edge is found in both directions.
    planted = {(row["regulator"], row["target"]) for row in truth}
    strong = false = 0
    for target in set(demo.targets) - set(demo.regulators):
        bundle = demo.target_coefficients(target)
        often = np.abs(bundle.coefficients).mean(axis=1) > 0.15
        strong += np.count_nonzero(often)
        false += sum((demo.regulators[j], target) not in planted for j in bundle.indices[often])
    assert strong > 300
    assert false / strong < 0.1


@pytest.mark.parametrize(
    ("regulator", "target", "epithelial", "mesenchymal"),
    [
        ("SMAD3", "MYC", -1, 1),
        ("SMAD3", "CDKN1A", 1, -1),
        ("SOX9", "CTNNB1", 1, -1),
        ("ETS1", "ITGB4", -1, 1),
        ("ZEB1", "CDH1", 0, -1),
        ("GRHL2", "CDH1", 1, 0),
        ("SNAI1", "CDH1", -1, -1),
        ("ZEB1", "ESRP1", -1, -1),
        ("OVOL2", "ZEB1", -1, -1),
        ("TWIST1", "CDH2", 0, 1),
    ],
)
def test_textbook_edges_turn_where_they_were_planted(
    demo: Study, regulator: str, target: str, epithelial: int, mesenchymal: int
) -> None:
    for sign, found in zip((epithelial, mesenchymal), ends(demo, regulator, target), strict=True):
        assert sign * found > 0.15 if sign else abs(found) < 0.15


def test_the_regulators_of_cdh1_lead_its_ranking(demo: Study) -> None:
    leaders = [row.regulator for row in rank_regulators(demo, "CDH1")[:5]]
    assert {"ZEB1", "GRHL2", "SNAI1"} <= set(leaders)


def test_truth_is_the_simulations(demo: Study, truth: list[dict[str, str]]) -> None:
    cohort = simulate(seed=0)
    assert [(row["regulator"], row["target"]) for row in truth] == [(e.regulator, e.target) for e in cohort.truth]
    np.testing.assert_allclose(demo.modulator, np.sort(cohort.scores.values))
    order = [cohort.expression.samples.index(sample) for sample in demo.samples]
    np.testing.assert_allclose(demo.expression("CDH1"), cohort.expression.gene("CDH1")[order], rtol=1e-6)
    assert list(demo.annotation["tissue"]) == list(cohort.annotation["tissue"].iloc[order])


def test_an_interrupted_demo_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "demo", workers=1, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_it_is_made_by_another_method_where_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.demo.make.TARGETS", 6)
    assert main(["demo", str(tmp_path / "bn"), "--method", "bayesian-network"]) == 0
    study = open_study(tmp_path / "bn")
    assert study.simulated
    assert study.title == "Demo: simulated EMT cohort, SiGN-BN"
    assert "finding in this study is real" in " ".join(map(str, study.info.notes))
    assert len(study.targets) == 6
    assert study.edge_table.target.size > 0
