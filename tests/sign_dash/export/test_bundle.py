"""Everything at once: what is in the zip, whose sums, what the README says, who is cited."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from compute.study import Study, StudyScore
from sign_dash.build import build_app
from sign_dash.export.citations import publications
from sign_dash.export.methods import methods_paragraph
from sign_dash.export.own import with_known_pairs
from sign_dash.export.readme import without_folders
from sign_dash.shell.about import study_facts
from tests.sign_dash.export.reported import canvas
from tests.sign_dash.export.test_pictures import CHART
from tests.sign_dash.pages.components.modelled import MODEL
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()


@pytest.fixture(scope="module")
def client(modelled: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with build_app(modelled, cache=tmp_path_factory.mktemp("cache")).server.test_client() as asking:
        yield asking


def request() -> dict[str, Any]:
    table = {"name": "Selection, edges", "columns": ["Regulator", "β"], "rows": [["=ZEB1", -0.3]], "notes": []}
    chart = {"kind": "chart", "svg": CHART, "width": 400, "height": 200, "title": "Coefficient", "legend": []}
    return {
        "page": "explore",
        "permalink": "http://127.0.0.1/study/x/?sample=LINE-007",
        "paper": {"width": 85, "typeSize": 7},
        "pictures": [
            {"captured": {"kind": "network", "snapshot": canvas(), "subject": ""}, "png": PNG},
            {"captured": chart, "png": PNG},
            {"captured": chart},
        ],
        "tables": [table],
        "models": [{"model": MODEL, "table": "loadings"}],
    }


def unzipped(client: FlaskClient) -> tuple[str, dict[str, bytes]]:
    answer = client.post("/export/everything", json=request()).get_json()
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(answer["base64"]))) as archive:
        return answer["name"], {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_every_format_of_everything_under_names_that_tell(client: FlaskClient) -> None:
    name, files = unzipped(client)
    assert name == "Planted-cohort_simulated_explore.zip"
    network = "Planted-cohort_simulated_LINE-007_strength-0.05"
    wanted = {f"figures/{network}.{ending}" for ending in ("svg", "pdf", "png")}
    wanted |= {f"networks/{network}.{ending}" for ending in ("cx2", "graphml", "sif")}
    wanted |= {f"networks/{network}_{part}.csv" for part in ("edges", "genes")}
    wanted |= {"figures/Planted-cohort_simulated_Coefficient.svg", "figures/Planted-cohort_simulated_Coefficient-2.svg"}
    wanted |= {f"tables/Planted-cohort_simulated_Selection-edges.{ending}" for ending in ("csv", "xlsx")}
    wanted |= {"README.txt", "citations.bib", "SHA256SUMS", "STUDY_SHA256SUMS"}
    assert wanted <= set(files)
    assert any("Loadings" in file for file in files)


def test_every_sum_is_the_sum_of_its_file_and_nothing_is_left_out(client: FlaskClient) -> None:
    _, files = unzipped(client)
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    own = {"README.txt", "SHA256SUMS", "STUDY_SHA256SUMS"}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name not in own}
    readme = files["README.txt"].decode()
    assert all(f"{digest}  {name}" in readme for name, digest in sums.items())


def test_the_readme_says_what_it_is_where_it_was_how_it_was_made_and_whom_to_cite(
    client: FlaskClient, modelled: Study
) -> None:
    _, files = unzipped(client)
    readme = files["README.txt"].decode()
    for part in ("SIMULATED DATA", modelled.title, "?sample=LINE-007", "Cytoscape", "NetworkProfiler", "Park, Heewon"):
        assert part in readme
    for name in modelled.info.method.settings:
        assert f"\n{name}: " in readme
    bib = files["citations.bib"].decode()
    assert {"Shimamura2011", "Tan2014", "Maruhashi2020", "Park2020"} == set(re.findall(r"@\w+\{(\w+),", bib))
    assert bib.count("{") == bib.count("}")
    workbook = openpyxl.load_workbook(
        io.BytesIO(files["tables/Planted-cohort_simulated_Selection-edges.xlsx"]), read_only=True
    )
    assert ["data", "Simulated data: no real samples"] in [
        list(row) for row in workbook["Provenance"].iter_rows(values_only=True)
    ]


def test_the_same_request_gives_the_same_zip(client: FlaskClient) -> None:
    first, second = (client.post("/export/everything", json=request()).get_json()["base64"] for _ in range(2))
    assert first == second


def test_only_what_was_done_is_cited(modelled: Study) -> None:
    assert next(iter(publications(modelled))).key == "Shimamura2011"
    assert {"Tan2014"} == {p.key for p in publications(modelled)} & {"Tan2014", "Byers2013", "Niida2009"}
    named_alike = replace(modelled.info, score=StudyScore("response to the drug KS, EMT score (EEM)"))
    brought = Study(modelled.path, named_alike)
    assert {p.key for p in publications(modelled)} - {p.key for p in publications(brought)} == {"Tan2014"}
    text = methods_paragraph(modelled)
    assert "own formulation" in text
    assert "?" not in text
    assert "Shimamura et al. 2011" in text
    assert "Samworth" not in text


def test_the_methods_say_which_samples_they_are_and_what_was_taken_out(modelled: Study) -> None:
    chosen = Study(modelled.path, replace(modelled.info, only="tissue=lung", adjust=["batch", "sex"]))
    text = methods_paragraph(chosen)
    assert "those with tissue = lung alone, was ordered by" in text
    assert "It was adjusted for batch, sex." in text
    assert "alone" not in methods_paragraph(modelled)


@pytest.mark.parametrize(
    ("treatment", "words", "fact"),
    [
        (
            {"scale": "counts", "per_million": False, "choice": "auto", "steps": ["cpm", "log2"]},
            "Its values (raw counts) were transformed: counts per million, then log2(x + 1).",
            "raw counts → counts per million → log2(x + 1)",
        ),
        (
            {"scale": "linear", "per_million": True, "choice": "none", "steps": []},
            "Its values (TPM or CPM (every sample sums to a million)) were left as they are by choice.",
            "TPM or CPM (every sample sums to a million), left as they are",
        ),
        ({}, "", ""),
    ],
)
def test_what_was_done_to_the_values_is_in_the_methods_and_in_about(
    modelled: Study, treatment: dict[str, object], words: str, fact: str
) -> None:
    study = Study(modelled.path, replace(modelled.info, values=treatment))
    assert words in methods_paragraph(study)
    assert study_facts(study).get("Values", "") == fact


def test_the_methods_say_how_confidence_was_estimated_and_whether_it_held(
    planted: Planted, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sure = with_confidence(planted, tmp_path_factory.mktemp("sure") / "study")
    text = methods_paragraph(sure)
    assert "5 pairs of complementary halves of samples drawn at random and 20 random parts of each" in text
    assert "Of the edges of confidence 0.8 or more, 90% were found again" in text
    assert "Shah2013" in {publication.key for publication in publications(sure)}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("1,134 of the regulators are not in /data/of/someone/gdsc.parquet: TFAP2D, A/B", "are not in gdsc.parquet:"),
        (r"not in C:\people\me\table.csv.", "not in table.csv."),
        ("seeds and/or lists", "seeds and/or lists"),
    ],
)
def test_no_folder_of_anybody_leaves_the_machine(said: str, left: str) -> None:
    assert left in without_folders(said)
    assert "someone" not in without_folders(said)
    assert "people" not in without_folders(said)


@pytest.mark.parametrize("body", [{}, {"captured": {}}, {"captured": {"kind": "network", "snapshot": {}}}])
def test_what_the_page_should_not_have_sent_is_refused_in_a_sentence(client: FlaskClient, body: dict[str, Any]) -> None:
    for what in ("picture", "network", "table", "model", "nothing"):
        answer = client.post(f"/export/{what}", json=body)
        assert answer.status_code == 400
        assert answer.get_json()["problem"].endswith(".")
    assert client.post("/export/picture", data="{}", content_type="text/plain").status_code == 400


def test_a_picture_is_answered_as_svg_text_or_pdf_bytes(client: FlaskClient) -> None:
    body = {"captured": {"kind": "network", "snapshot": canvas()}, "paper": {"width": 85}}
    svg = client.post("/export/picture", json=body).get_json()
    assert svg["name"].endswith("strength-0.05.svg")
    assert 'width="85mm"' in svg["text"]
    pdf = client.post("/export/picture", json=body | {"format": "pdf"}).get_json()
    assert base64.b64decode(pdf["base64"]).startswith(b"%PDF")
    assert pdf["notes"] == [] or "□" in json.dumps(pdf["notes"], ensure_ascii=False)


def test_a_page_s_own_table_of_edges_says_which_pairs_are_known() -> None:
    known = {"source": "pairs.tsv", "pairs": {"ZEB1": {"CDH1": [3, 2]}}}
    edges = "regulator,target,difference\nZEB1,CDH1,0.2\nCDH1,ZEB1,0.1\n"
    assert with_known_pairs(edges, known).splitlines() == [
        "regulator,target,difference,known_references,known_sign",
        "ZEB1,CDH1,0.2,3,repression",
        "CDH1,ZEB1,0.1,,",
    ]
    ranked = with_known_pairs("rank,regulator\n1,ZEB1\n", known, "CDH1")
    assert ranked.splitlines() == ["rank,regulator,known_references,known_sign", "1,ZEB1,3,repression"]
    assert with_known_pairs(edges, None) == edges
