"""The family of the method through the command: a drug as modulator, the adaptive kernel, robust weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.study import Study, StudyScore, open_study

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SAMPLES = [f"L-{i}" for i in range(60)]
GENES = [f"G{j}" for j in range(12)]
FAST = ["--rounds", "1", "--l1-count", "8", "--workers", "1", "--orientation", "samples-in-rows"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(8)
    values = 8 + rng.normal(size=(60, 3)) @ rng.normal(size=(3, 12)) + 0.5 * rng.normal(size=(60, 12))
    values[7] += 40 * rng.normal(size=12)  # an outlying sample
    pd.DataFrame(values, index=pd.Index(SAMPLES, name="sample"), columns=GENES).to_csv(tmp_path / "e.csv")
    (tmp_path / "r.txt").write_text("\n".join(GENES[:6]))
    score = np.r_[np.linspace(0, 1, 59), 9.0]  # one sample far from all others
    pd.DataFrame({"sample": SAMPLES, "emt": score}).to_csv(tmp_path / "s.csv", index=False)
    return tmp_path


def profiled(folder: Path, modulator: str, *more: str) -> Study:
    study = folder / f"study{len(list(folder.iterdir()))}"
    given = ["--modulator", str(folder / modulator), "--regulators", str(folder / "r.txt"), "-o", str(study)]
    assert main(["profile", str(folder / "e.csv"), *given, *FAST, *more]) == 0
    return open_study(study)


def test_a_drug_is_the_modulator_and_lines_without_a_value_are_named(folder: Path) -> None:
    treated = SAMPLES[:40]
    values = np.linspace(-2, 5, 40)
    rows = [(name.replace("-", ""), "Nutlin-3a (-)", value) for name, value in zip(treated, values, strict=True)]
    rows += [(name, "Erlotinib", 1.0) for name in SAMPLES]
    pd.DataFrame(rows, columns=["CELL_LINE_NAME", "DRUG_NAME", "LN_IC50"]).to_parquet(folder / "drugs.parquet")
    study = profiled(folder, "drugs.parquet:nutlin-3a", "--bandwidth", "4")
    assert study.info.score == StudyScore("ln IC50 of Nutlin-3a (-)", "", "sensitive", "resistant")
    assert list(study.samples) == treated
    np.testing.assert_allclose(study.modulator, values)
    left_out = [note for note in map(str, study.info.notes) if "left out" in note]
    assert left_out == [
        "20 samples without a value of ln IC50 of Nutlin-3a (-) were left out: "
        "L-40, L-41, L-42, L-43, L-44, L-45, L-46, L-47 and 12 more."
    ]


def test_the_ends_are_named_by_whoever_knows_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = profiled(folder, "s.csv", "--bandwidth", "4", "--ends", "normoxic", "hypoxic")
    assert study.info.score == StudyScore("emt", "", "normoxic", "hypoxic")
    capsys.readouterr()
    words = ["profile", str(folder / "e.csv"), "--modulator", str(folder / "s.csv"), "-o", str(folder / "no"), *FAST]
    for ends in (("low", "x" * 31), ("same", "same"), ("two\nlines", "high")):
        assert main([*words, "--ends", *ends]) == 2, ends
        assert "of the score" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*words, "--ends", "", "high"])
    assert "an argument is empty" in capsys.readouterr().err.lower()
    assert not (folder / "no").exists()


def test_an_unknown_drug_is_told_with_near_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(name, drug, 1.0) for name in SAMPLES for drug in ("Erlotinib", "Gefitinib")]
    pd.DataFrame(rows, columns=["CELL_LINE_NAME", "DRUG_NAME", "LN_IC50"]).to_csv(folder / "d.csv", index=False)
    words = ["profile", str(folder / "e.csv"), "--modulator", f"{folder / 'd.csv'}:Erlotinb", "-o", str(folder / "no")]
    assert main(words) == 2
    assert "did you mean Erlotinib?" in capsys.readouterr().err


def test_the_adaptive_kernel_gives_a_lonely_sample_a_network(folder: Path) -> None:
    constant = profiled(folder, "s.csv", "--bandwidth", "0.05")
    adaptive = profiled(folder, "s.csv", "--bandwidth", "0.05", "--kernel", "adaptive", "--neighbours", "25")
    assert constant.network(59).nnz == 0  # alone within its bandwidth
    assert adaptive.network(59).nnz > 0
    assert adaptive.info.method.settings["kernel"] == "adaptive"


def test_robust_weights_name_the_outlying_sample_and_change_the_networks(folder: Path) -> None:
    plain = profiled(folder, "s.csv", "--bandwidth", "0.5")
    robust = profiled(folder, "s.csv", "--bandwidth", "0.5", "--robust")
    assert any(note.startswith("Robust weights") and "L-7" in note for note in map(str, robust.info.notes))
    assert (plain.network(7).toarray() != robust.network(7).toarray()).any()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data folder is not beside the checkout")
@pytest.mark.slow
def test_a_drug_of_the_real_table_along_real_cell_lines(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("CDH1\nVIM\n")
    (tmp_path / "r.txt").write_text("ZEB1\nGRHL2\nOVOL2\nSNAI2\n")
    drug = f"{SHARED / 'drug_GDSC2_IC50_long.parquet'}:nutlin3a"
    words = ["profile", str(SHARED / "gdsc_expression.parquet"), "--modulator", drug, "--bandwidth", "2"]
    words += ["--targets", str(tmp_path / "t.txt"), "--regulators", str(tmp_path / "r.txt"), "--grid", "4"]
    assert main([*words, "-o", str(tmp_path / "s"), "--rounds", "1", "--workers", "1"]) == 0
    study = open_study(tmp_path / "s")
    table = pd.read_parquet(SHARED / "drug_GDSC2_IC50_long.parquet")
    lines = table[table["DRUG_NAME"].eq("Nutlin-3a (-)")].groupby("CELL_LINE_NAME")["LN_IC50"].mean()
    assert 0.8 * lines.size < len(study.samples) <= lines.size
    exact = [name for name in study.samples if name in lines.index]
    assert len(exact) > 100
    for name in exact[::20]:
        assert study.modulator[study.sample_index(name)] == pytest.approx(lines[name], rel=1e-6)
    assert any(
        "without a value of ln IC50 of Nutlin-3a (-) were left out" in note for note in map(str, study.info.notes)
    )
