"""What becomes of duplicated symbols, missing values, constant genes and mangled names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_expression
from compute.read.report import ExpressionReport

SAMPLES = [f"s{i}" for i in range(10)]


def table(tmp_path: Path, rows: dict[str, list[float]]) -> Path:
    path = tmp_path / "t.csv"
    frame = pd.DataFrame(list(rows.values()), index=[name.rstrip("'") for name in rows], columns=SAMPLES)
    frame.to_csv(path, index_label="gene")
    return path


def said(report: ExpressionReport, *words: str) -> bool:
    return any(all(word in line for word in words) for line in map(str, report.messages()))


def test_of_duplicated_symbols_the_brightest_is_kept_whole(tmp_path: Path) -> None:
    low, high = np.arange(10.0), np.arange(10.0)[::-1] + 1
    path = table(tmp_path, {"CDH1": low.tolist(), "VIM": low.tolist(), "CDH1'": high.tolist(), "": low.tolist()})
    expression, report = read_expression(path)
    assert expression.genes == ("VIM", "CDH1")
    np.testing.assert_array_equal(expression.gene("CDH1"), high)
    assert report.duplicated == (("CDH1", 2),)
    assert report.empty_symbols == 1
    assert said(report, "more than once", "highest mean", "CDH1")


def test_few_missing_values_get_the_median_and_many_cost_the_gene(tmp_path: Path) -> None:
    nan = float("nan")
    full = list(range(10))
    path = table(
        tmp_path,
        {"CDH1": [nan, nan, *full[2:]], "VIM": [nan, nan, nan, *full[3:]], "ZEB1": full, "ZEB2": full, "FN1": full},
    )
    expression, report = read_expression(path)
    assert expression.genes == ("CDH1", "ZEB1", "ZEB2", "FN1")
    np.testing.assert_array_equal(expression.gene("CDH1"), [5.5, 5.5, *full[2:]])
    assert (report.missing, report.filled, report.filled_genes, report.dropped_genes) == (5, 2, 1, ("VIM",))
    assert said(report, "5 values were missing")
    assert said(report, "VIM", "left out")
    assert said(report, "2 missing values", "median")


def test_an_empty_sample_goes_before_the_genes_are_judged(tmp_path: Path) -> None:
    nan = float("nan")
    rows = {gene: [nan, *range(9)] for gene in ("CDH1", "VIM", "ZEB1")}
    expression, report = read_expression(table(tmp_path, rows))
    assert expression.samples == tuple(SAMPLES[1:])
    assert expression.genes == ("CDH1", "VIM", "ZEB1")
    assert report.dropped_samples == ("s0",)
    assert report.filled == 0
    assert said(report, "s0", "left out")


def test_a_table_of_holes_is_refused(tmp_path: Path) -> None:
    nan = float("nan")
    with pytest.raises(UserError, match=r"lacks 12 of its 20 values \(60%\)"):
        read_expression(table(tmp_path, {"CDH1": [nan] * 6 + [1.0] * 4, "VIM": [1.0] * 4 + [nan] * 6}))


def test_constant_genes_stay_and_are_named(tmp_path: Path) -> None:
    expression, report = read_expression(table(tmp_path, {"CDH1": [3.0] * 10, "VIM": list(range(10))}))
    assert expression.genes == ("CDH1", "VIM")
    assert report.constant == ("CDH1",)
    assert said(report, "same value in every sample", "CDH1")


def test_symbols_a_spreadsheet_turned_into_dates_are_named(tmp_path: Path) -> None:
    full = list(range(10))
    names = ["1-Mar", "2-Sep", "Dec-01", "2001-03-01", "MARCHF1", "HLA-A", "NKX2-1", "DEC1"]
    _, report = read_expression(table(tmp_path, dict.fromkeys(names, full)))
    assert report.dates == ("1-Mar", "2-Sep", "Dec-01", "2001-03-01")
    assert said(report, "dates", "1-Mar, 2-Sep")


def test_scale_and_regulators_are_said(tmp_path: Path) -> None:
    counts = {"CDH1": [0, 250, *range(8)], "ZEB1": list(range(10))}
    _, report = read_expression(table(tmp_path, counts))
    assert report.scale.kind == "counts"
    assert report.regulators == 1
    assert said(report, "raw counts")
    assert said(report, "1 of the genes are on the built-in list", "1 are not")
    _, report = read_expression(table(tmp_path, {gene: [v / 10 for v in row] for gene, row in counts.items()}))
    assert not said(report, "raw counts")
    assert said(report, "from 0 to 25")
