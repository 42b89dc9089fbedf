"""Tables as files: every value comes through, nothing becomes a formula, the workbook says where it is from."""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.export.tables import cores_table, harmless_csv, loadings_table, read_table, table_csv, table_xlsx
from sign_dash.pages.components.explained import Explained

HOSTILE = ["=1+1", "+SUM(A1)", "-x", "@cmd", "\t=1", "a,b", 'quo"te', "new\nline", "β-カテニン", "\x07bell"]


def reported(**more: object) -> dict[str, object]:
    rows = [["ZEB1", -0.31, 3, True, None], ["CDH1", 0.10000000149011612, 4, False, "x"]]
    return {"name": "Edges", "columns": ["Regulator", "β", "n", "known", "note"], "rows": rows} | more


def sheet(content: bytes, name: str = "Table") -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_csv_and_xlsx_hold_rows_columns_and_types_in_the_order_of_the_screen(modelled: Study) -> None:
    table = read_table(reported())
    found = pd.read_csv(io.StringIO(table_csv(table)))
    assert list(found.columns) == ["Regulator", "β", "n", "known", "note"]
    assert list(found["Regulator"]) == ["ZEB1", "CDH1"]
    assert list(found["n"]) == [3, 4]
    rows = sheet(table_xlsx(table, modelled))
    assert rows[1] == ["ZEB1", -0.31, 3, True, None]
    assert pd.read_excel(io.BytesIO(table_xlsx(table, modelled)))["β"].dtype == np.float64


def test_a_float32_comes_back_in_the_digits_it_had() -> None:
    table = read_table({"name": "t", "columns": ["β"], "rows": [[float(np.float32(0.1))], [float(np.float32(-2.5))]]})
    assert table_csv(table) == "β\n0.1\n-2.5\n"
    mixed = read_table({"name": "t", "columns": ["β"], "rows": [[float(np.float32(0.1))], [0.3]]})
    assert "0.10000000149011612" in table_csv(mixed)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_in_both_formats(modelled: Study, name: str) -> None:
    table = read_table({"name": "t", "columns": ["gene", name], "rows": [[name, -1.5]]})
    first = pd.read_csv(io.StringIO(table_csv(table)), keep_default_na=False)["gene"][0]
    assert first.lstrip("'") == name
    assert first[:1] not in "=+-@\t"
    assert pd.read_csv(io.StringIO(table_csv(table))).iloc[0, 1] == -1.5
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(table, modelled)))
    cell = book["Table"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == name.replace("\x07", "\ufffd")


def test_the_second_sheet_says_where_the_table_comes_from(modelled: Study) -> None:
    table = read_table(reported(notes=["Sorted by β (descending)."]))
    told = {row[0]: row[1] for row in sheet(table_xlsx(table, modelled, "http://host/?x=1"), "Provenance")[1:]}
    assert told["table"] == "Edges"
    assert told["note"] == "Sorted by β (descending)."
    assert told["study"] == modelled.title
    assert told["simulated"] is True
    assert told["data"] == "Simulated data: no real samples"
    assert told["view"] == "http://host/?x=1"


def test_the_same_table_gives_the_same_bytes(modelled: Study) -> None:
    assert table_xlsx(read_table(reported()), modelled) == table_xlsx(read_table(reported()), modelled)


def test_a_torn_row_is_refused_and_columns_of_one_name_are_told_apart() -> None:
    with pytest.raises(UserError, match="was sent incompletely"):
        read_table({"name": "t", "columns": ["a", "b"], "rows": [["only one"]]})
    assert read_table({"name": "t", "columns": ["q", "q", ""], "rows": []}).columns == ("q", "q 2", "column 3")


def test_numbers_of_a_csv_stay_numbers_when_it_is_made_harmless() -> None:
    assert harmless_csv("gene,β\n=A1,-0.5\n") == "gene,β\n'=A1,-0.5\n"


def test_the_models_tables_hold_every_number(explained: Explained, modelled: Study) -> None:
    loadings = pd.read_csv(io.StringIO(table_csv(loadings_table(explained))))
    found = loadings.query("side == 'target' and gene == 'ESRP1'")["loading"]
    np.testing.assert_array_equal(found, explained.loadings["target"][explained.genes["target"].index("ESRP1")])
    cores = pd.read_csv(io.StringIO(table_csv(cores_table(explained, modelled))), index_col="sample")
    assert tuple(cores.index) == modelled.samples
    np.testing.assert_allclose(cores["core_2_1"], explained.cores[:, 1, 0], rtol=1e-12)
    adds = cores.filter(like="contribution_").sum(axis=1) + explained.baseline
    np.testing.assert_allclose(adds, cores["predicted"])
