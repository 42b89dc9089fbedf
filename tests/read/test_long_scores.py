"""A drug's values as the modulator: from a long table, one row per sample and drug."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_scores

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
ROWS = [
    ("MCF-7", "Nutlin-3a (-)", 1.5),
    ("A549", "Nutlin-3a (-)", 2.0),
    ("MCF-7", "Nutlin-3a (-)", 2.5),
    ("HT-29", "Nutlin-3a (-)", np.nan),
    ("MCF-7", "Erlotinib", 3.0),
    ("A549", "Erlotinib", 4.0),
    ("HT-29", "JQ-1", 5.0),
    ("A549", "JQ1", 6.0),
]


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=["CELL_LINE_NAME", "DRUG_NAME", "LN_IC50"])


def test_values_of_one_drug_repeats_averaged_and_said(table: pd.DataFrame, tmp_path: Path) -> None:
    table.to_parquet(tmp_path / "d.parquet")
    table.to_csv(tmp_path / "d.csv", index=False)
    for name in ("d.parquet", "d.csv"):
        scores = read_scores(f"{tmp_path / name}:Nutlin-3a (-)")
        assert scores.name == "ln IC50 of Nutlin-3a (-)"
        assert (scores.method, scores.low, scores.high) == ("", "sensitive", "resistant")
        assert dict(zip(scores.samples, scores.values, strict=True)) == {"MCF-7": 2.0, "A549": 2.0}
        assert tuple(map(str, scores.notes)) == (
            "Several values of Nutlin-3a (-) were averaged in 1 of 2 samples: MCF-7.",
        )
    assert read_scores(f"{tmp_path / 'd.csv'}:erlotinib").notes == ()


def test_a_name_without_punctuation_is_found_unless_two_would_fit(table: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    table.to_csv(path, index=False)
    assert read_scores(f"{path}:nutlin3a").name == "ln IC50 of Nutlin-3a (-)"
    assert read_scores(f"{path}:JQ-1").samples == ("HT-29",)
    with pytest.raises(UserError, match=r"'jq1' matches more than one DRUG_NAME"):
        read_scores(f"{path}:jq1")


def test_further_columns_do_not_confuse(table: pd.DataFrame, tmp_path: Path) -> None:
    table["COSMIC_ID"] = [905946, 905949, 905946, 905939, 905946, 905949, 905939, 905949]
    table["AUC"] = 0.5
    table["PUTATIVE_TARGET"] = ["MDM2"] * 4 + ["EGFR"] * 2 + ["BRD4"] * 2
    table.to_csv(tmp_path / "d.csv", index=False)
    assert read_scores(f"{tmp_path / 'd.csv'}:Erlotinib").values.tolist() == [3, 4]


def test_what_low_and_high_values_mean_is_known_of_an_ic50_alone(table: pd.DataFrame, tmp_path: Path) -> None:
    table.rename(columns={"LN_IC50": "value"}).to_csv(tmp_path / "d.csv", index=False)
    scores = read_scores(f"{tmp_path / 'd.csv'}:Erlotinib")
    assert (scores.low, scores.high) == ("low", "high")


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        (":Nutlin-4a", {}, r"no DRUG_NAME named 'Nutlin-4a' in .*did you mean Nutlin-3a"),
        (":zzz", {}, r"no DRUG_NAME named 'zzz' in .*; there are 4 to choose from"),
        ("", {}, r"one row per sample and DRUG_NAME; say which as FILE:NAME, for example .*:Nutlin-3a"),
        (":Erlotinib", {"LN_IC50": [1.0, 2, 3, 4, "high", 6, 7, 8]}, r"'high' for Erlotinib in row 6"),
        (":Erlotinib", {"LN_IC50": [1.0, 2, 3, 4, np.inf, 6, 7, 8]}, r"inf.* for Erlotinib in row 6"),
        (":Erlotinib", {"LN_IC50": [1.0, 2, 3, 4, None, None, 7, 8]}, "no value for Erlotinib"),
        (":Erlotinib", {"value": 1.0, "LN_IC50": 2.0}, r"no single column of numbers .*\(LN_IC50, value\)"),
    ],
)
def test_bad_long_tables(
    table: pd.DataFrame, tmp_path: Path, name: str, change: dict[str, object], sentence: str
) -> None:
    table.assign(**change).to_csv(tmp_path / "d.csv", index=False)
    with pytest.raises(UserError, match=sentence):
        read_scores(f"{tmp_path / 'd.csv'}{name}")


def test_a_long_table_in_which_no_sample_comes_back(table: pd.DataFrame, tmp_path: Path) -> None:
    table.iloc[[0, 1, 4, 6]].assign(CELL_LINE_NAME=["a", "b", "c", "d"]).to_csv(tmp_path / "d.csv", index=False)
    assert read_scores(f"{tmp_path / 'd.csv'}:Nutlin-3a").samples == ("a", "b")


def test_a_table_of_scores_may_have_a_column_of_treatments(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("sample,treatment,eem\nx,none,1\ny,none,2\nz,TGFB,3\n")
    assert read_scores(tmp_path / "s.csv").name == "eem"
    assert read_scores(f"{tmp_path / 's.csv'}:eem").values.tolist() == [1, 2, 3]


def test_a_wide_table_with_repeated_samples_is_still_an_error(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("sample,eem\nx,1\nx,2\ny,3\n")
    with pytest.raises(UserError, match=r"more than once \(x\)"):
        read_scores(f"{tmp_path / 's.csv'}:eem")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data folder is not beside the checkout")
def test_every_drug_of_the_real_table_by_its_name() -> None:
    path = SHARED / "drug_GDSC2_IC50_long.parquet"
    frame = pd.read_parquet(path)
    for drug in ("Camptothecin", "Nutlin-3a (-)", "Bleomycin (50 uM)"):
        scores = read_scores(f"{path}:{drug}")
        theirs = frame[frame["DRUG_NAME"].eq(drug)].groupby("CELL_LINE_NAME").LN_IC50.mean()
        np.testing.assert_allclose(scores.values, theirs[list(scores.samples)], rtol=1e-6)
