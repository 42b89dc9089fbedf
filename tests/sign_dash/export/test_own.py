"""Every file the dashboard saves says why its numbers are to be read with care, and its readers still read it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from compute.study import Study
from compute.write import study_origin
from sign_dash.export.answers import written
from sign_dash.export.own import own_table, with_cautions
from tests.made import made_with
from tests.sign_dash.export.reported import canvas
from tests.sign_dash.shell.test_cautions import as_if

SAID = "at 20 values of the score"
TABLE = {"name": "Edges", "columns": ["Regulator", "β"], "rows": [["ZEB1", -0.3], ["CDH1", 0.5]], "notes": []}


@pytest.fixture
def preview(modelled: Study) -> Iterator[Study]:
    with as_if(modelled, method=made_with({"score_grid": 20})) as study:
        yield study


def saved(study: Study, what: str, **asked: object) -> str:
    answer, status = written(study, what, asked)
    assert status == 200
    return str(answer["text"])


def network(study: Study, form: str) -> str:
    return saved(study, "network", captured={"kind": "network", "snapshot": canvas()}, format=form)


@pytest.mark.parametrize("form", ["edges", "genes", "cx2", "graphml"])
def test_networks_for_other_programs_say_it(preview: Study, form: str) -> None:
    assert SAID in network(preview, form)


def test_graphs_say_it_as_an_attribute_of_the_network(preview: Study) -> None:
    said = study_origin(preview)["cautions"]
    assert nx.parse_graphml(network(preview, "graphml")).graph["cautions"] == said
    aspects = json.loads(network(preview, "cx2"))
    assert next(one for one in aspects if "networkAttributes" in one)["networkAttributes"][0]["cautions"] == said


def test_tables_say_it_in_a_last_column_and_keep_their_types(preview: Study) -> None:
    found = pd.read_csv(io.StringIO(saved(preview, "table", table=TABLE, format="csv")))
    assert list(found.columns) == ["Regulator", "β", "cautions"]
    assert list(found["β"]) == [-0.3, 0.5]
    assert SAID in found["cautions"][0]
    assert pd.isna(found["cautions"][1])
    own = pd.read_csv(io.StringIO(own_table(preview, ["hubs"], "rank,gene\n1,ZEB1\n")["text"]))
    assert own["rank"].dtype == "int64"
    assert SAID in own["cautions"][0]


def test_a_workbook_says_it_on_its_second_sheet(preview: Study) -> None:
    import base64

    answer, _ = written(preview, "table", {"table": TABLE, "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(answer["base64"])))
    told = {row[0]: row[1] for row in book["Provenance"].iter_rows(values_only=True)}
    assert SAID in str(told["cautions"])
    assert [cell.value for cell in book["Table"][1]] == ["Regulator", "β"]


def test_nothing_is_added_where_there_is_nothing_to_say() -> None:
    assert with_cautions("a,b\n1,2\n", {"study": "x"}) == "a,b\n1,2\n"
    assert with_cautions("a,b\n", {"cautions": "Preview."}) == "a,b\n"
    assert with_cautions("a\n1\n", {"cautions_b": "Preview."}) == "a,cautions\n1,Side B: Preview.\n"
