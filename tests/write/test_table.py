"""A table's columns have the types its cells have: pandas reads the file back as it is described."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from compute.analyse import network_difference, rank_regulators, read_side
from compute.analyse.hubs import out_degrees
from compute.study import open_study
from compute.write import edge_table, network_table, ranking_table, sample_network, save_table
from compute.write.difference_tables import differences_table, rewiring_table
from compute.write.study_tables import hubs_table, sample_hubs_table
from compute.write.table import Columns, Table, columns_of, dtype_of, table_of
from compute.write.tables import gene_table
from tests.study.conftest import Planted


@dataclass
class Record:
    name: str
    side: Literal["regulator", "target"]
    rank: int
    place: int | None
    loading: float | None
    sure: bool | None
    values: NDArray[np.float32]
    positions: NDArray[np.int64]


def test_columns_have_the_types_of_a_records_fields() -> None:
    assert columns_of(Record) == {
        "name": "string",
        "side": "string",
        "rank": "Int64",
        "place": "Int64",
        "loading": "float64",
        "sure": "boolean",
        "values": "float32",
        "positions": "Int64",
    }


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (np.array([1], np.int32), "Int64"),
        (np.array([1], np.uint8), "Int64"),
        (np.array([True]), "boolean"),
        (np.array([0.1], np.float32), "float32"),
        (np.array([0.1]), "float64"),
        (np.array(["lost"]), "string"),
        (np.array(["lost"], object), "string"),
    ],
)
def test_a_column_of_an_array_has_its_type(values: NDArray[Any], dtype: str) -> None:
    assert dtype_of(values) == dtype


def read_back(table: Table) -> pd.DataFrame:
    return pd.read_csv(
        io.StringIO(table.text),
        dtype=dict(table.columns),
        keep_default_na=False,
        na_values=[""],
        float_precision="round_trip",
    )


def test_every_table_of_a_study_reads_back_in_its_types(planted: Planted) -> None:
    """Whole numbers that are declared whole and are not would raise."""
    study = open_study(planted.path)
    difference = network_difference(read_side(study, "low:20"), read_side(study, "high:20"))
    degrees = out_degrees(study)
    tables = [
        network_table(sample_network(study, "S5")),
        gene_table(sample_network(study, "S5")),
        edge_table(study, "G1", "G9"),
        ranking_table(study, "G9"),
        hubs_table(study, degrees),
        sample_hubs_table(study, degrees),
        differences_table(difference, 0.1),
        rewiring_table(difference, 0.1),
    ]
    for table in tables:
        found = read_back(table)
        assert len(found) > 1
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == dict(table.columns)
    ranks = read_back(ranking_table(study, "G9"))
    assert ranks["change"].tolist() == [row.change for row in rank_regulators(study, "G9")]
    np.testing.assert_array_equal(read_back(edge_table(study, "G1", "G9"))["coefficient"], study.edge("G1", "G9"))


def test_the_note_gives_each_type_its_name_on_the_web(tmp_path: Path) -> None:
    columns: Columns = {"a": "string", "b": "Int64", "c": "boolean", "d": "float64", "e": "float32"}
    save_table(tmp_path / "t.csv", table_of(columns, [("x", 1, "true", 0.5, 0.25)], {}))
    note = json.loads((tmp_path / "t.csv-metadata.json").read_text(encoding="utf-8"))
    kinds = {column["name"]: column["datatype"] for column in note["tableSchema"]["columns"]}
    assert kinds == {"a": "string", "b": "integer", "c": "boolean", "d": "double", "e": "float"}
