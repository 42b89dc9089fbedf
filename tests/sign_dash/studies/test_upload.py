"""Files from the browser: in pieces, whole or not at all, under names nobody chose to do harm with."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sign_dash.studies.drafts import Drafts, safe_name
from sign_dash.studies.upload import register_upload

TABLE = b"sample,score\n" + b"".join(b"S%d,%d\n" % (i, i) for i in range(40))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


@pytest.fixture
def client(drafts: Drafts) -> FlaskClient:
    server = Flask(__name__)
    register_upload(server, drafts)
    return server.test_client()


def send(client: FlaskClient, body: bytes, **query: object) -> tuple[int, dict[str, str]]:
    given = {"draft": "", "file": "", "offset": 0, "size": len(body), "name": "scores.csv", **query}
    answer = client.post("/_upload", query_string=given, data=body)
    return answer.status_code, answer.get_json()


def test_a_file_in_pieces_arrives_whole_and_is_recognised(client: FlaskClient, drafts: Drafts) -> None:
    status, told = send(client, TABLE[:100], size=len(TABLE))
    assert status == 200
    assert drafts.files(told["draft"]) == []  # not before it is whole
    status, told = send(client, TABLE[100:], size=len(TABLE), offset=100, draft=told["draft"], file=told["file"])
    assert (status, told["file"]) == (200, "")
    (file,) = drafts.files(told["draft"])
    assert (file.name, file.role, file.bytes) == ("scores.csv", "scores", len(TABLE))
    assert drafts.paths(told["draft"])["scores.csv"].read_bytes() == TABLE


@pytest.mark.parametrize(
    "query",
    [
        {"offset": 50},
        {"offset": -1},
        {"size": 10},
        {"size": 5_000_000_000},
        {"draft": "../../etc"},
        {"draft": "0" * 32},
        {"file": "../x"},
    ],
)
def test_a_piece_that_does_not_fit_is_refused_in_one_sentence(
    client: FlaskClient, tmp_path: Path, query: dict[str, object]
) -> None:
    status, told = send(client, TABLE, **query)
    assert status == 400
    assert told["problem"].endswith(".")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\expr.csv", "expr.csv"),
        ("..", "file"),
        (".hidden.csv", "hidden.csv"),
        ("a:b?.csv", "a_b_.csv"),
        ("<img src=x onerror=alert(1)>.csv", "_img src=x onerror=alert(1)_.csv"),
        ("発現 データ.csv", "発現 データ.csv"),
        ("line\nbreak\u202e.csv", "line_break_.csv"),
        ("", "file"),
    ],
)
def test_names_lose_what_a_path_could_be_made_of(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_very_long_name_is_cut_before_its_ending() -> None:
    kept = safe_name("é" * 500 + ".csv")
    assert kept.endswith(".csv")
    assert len(kept.encode()) <= 120


def test_two_files_of_one_name_are_both_kept(client: FlaskClient, drafts: Drafts) -> None:
    _, told = send(client, TABLE)
    send(client, TABLE, draft=told["draft"])
    assert [file.name for file in drafts.files(told["draft"])] == ["scores.csv", "scores-2.csv"]


def test_what_cannot_be_read_says_so_and_may_be_corrected_or_removed(client: FlaskClient, drafts: Drafts) -> None:
    _, told = send(client, b"PK\x03\x04" + b"x" * 200, name="table.xlsx")
    (file,) = drafts.files(told["draft"])
    assert file.role == ""
    assert "workbook" in file.reason
    drafts.set_role(told["draft"], "table.xlsx", "scores")
    assert drafts.files(told["draft"])[0].role == "scores"
    drafts.remove(told["draft"], "table.xlsx")
    assert drafts.files(told["draft"]) == []
