"""Files from the browser: in pieces, whole or not at all, under names nobody chose to do harm with."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from compute.read import Sent
from sign_dash.pages.data.drafts import ARRIVING, DAY, KEPT_DAYS, LIST, Drafts, safe_name
from sign_dash.pages.data.upload import register_upload

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


def test_a_piece_whose_answer_was_lost_can_be_sent_again(client: FlaskClient, drafts: Drafts, tmp_path: Path) -> None:
    _, token = send(client, TABLE[:100], size=len(TABLE))
    send(client, TABLE[100:150], size=len(TABLE), offset=100, **token)
    again = {"size": len(TABLE), "offset": 100, **token}
    assert send(client, TABLE[100:], **again)[1]["file"] == ""
    (path,) = drafts.paths(token["draft"]).values()
    assert path.read_bytes() == TABLE
    assert send(client, TABLE[100:], **again)[1]["file"] == ""  # the last one too
    chosen = {"new": "a" * 32, "file": "b" * 32}
    for _ in range(2):  # and a file of one piece, in a draft that is made for it
        assert send(client, TABLE, **chosen) == (200, {"draft": "a" * 32, "file": ""})
    assert [file.name for file in drafts.files("a" * 32)] == ["scores.csv"]
    assert len(list(tmp_path.rglob("scores.csv"))) == 2


def test_a_file_that_came_but_is_not_listed_is_listed(client: FlaskClient, drafts: Drafts) -> None:
    """As when the server is killed between the two."""
    _, token = send(client, TABLE)
    (drafts.folder(token["draft"]) / LIST).unlink()
    assert [(file.name, file.role) for file in drafts.files(token["draft"])] == [("scores.csv", "scores")]
    send(client, TABLE, draft=token["draft"])
    assert [file.name for file in drafts.files(token["draft"])] == ["scores.csv", "scores-2.csv"]


def test_two_files_of_one_name_are_both_kept(client: FlaskClient, drafts: Drafts) -> None:
    _, told = send(client, TABLE)
    send(client, TABLE, draft=told["draft"])
    assert [file.name for file in drafts.files(told["draft"])] == ["scores.csv", "scores-2.csv"]


def test_what_cannot_be_read_says_so_and_may_be_corrected_or_removed(client: FlaskClient, drafts: Drafts) -> None:
    _, told = send(client, b"PK\x03\x04" + b"x" * 200, name="table.xlsx")
    (file,) = drafts.files(told["draft"])
    assert file.role == ""
    assert "workbook" in str(file.reason)
    drafts.set_role(told["draft"], "table.xlsx", "scores")
    assert drafts.files(told["draft"])[0].role == "scores"
    drafts.remove(told["draft"], "table.xlsx")
    assert drafts.files(told["draft"]) == []


def test_a_disk_that_fills_up_leaves_nothing_half_written(
    client: FlaskClient, drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First in the midst of a file, then while the list of files is written; then there is room again."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    _, told = send(client, TABLE[:100], size=len(TABLE))
    later = {"size": len(TABLE), "offset": 100, "draft": told["draft"], "file": told["file"]}
    with monkeypatch.context() as patched:
        patched.setattr("sign_dash.pages.data.drafts.shutil.copyfileobj", full)
        status, problem = send(client, TABLE[100:], **later)
    assert (status, problem["problem"].startswith("The file cannot be stored (the disk is full)")) == (400, True)
    with monkeypatch.context() as patched:
        patched.setattr("sign_dash.pages.data.drafts.Path.write_text", full)
        assert send(client, TABLE, draft=told["draft"])[0] == 400
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    send(client, TABLE, draft=told["draft"])
    assert [file.name for file in drafts.files(told["draft"])] == ["scores.csv"]


def test_a_file_stopped_on_its_way_leaves_nothing(client: FlaskClient, tmp_path: Path) -> None:
    _, told = send(client, TABLE[:100], size=len(TABLE))
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    assert client.delete("/_upload", query_string=told).status_code == 200
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert client.delete("/_upload", query_string={"draft": "../..", "file": "x"}).status_code == 400


def test_drafts_nobody_touches_go_and_those_at_work_stay(client: FlaskClient, drafts: Drafts, tmp_path: Path) -> None:
    _, old = send(client, TABLE)
    _, new = send(client, TABLE)
    _, half = send(client, TABLE[:100], size=len(TABLE), draft=new["draft"])
    long_ago = time.time() - (KEPT_DAYS + 1) * DAY
    folder = tmp_path / "drafts" / old["draft"]
    for path in (*folder.iterdir(), folder, tmp_path / "drafts" / new["draft"] / f"{ARRIVING}{half['file']}"):
        os.utime(path, (long_ago, long_ago))
    drafts.tidy()
    assert not folder.exists()
    assert [file.name for file in drafts.files(new["draft"])] == ["scores.csv"]
    assert not list((tmp_path / "drafts").rglob(f"{ARRIVING}*"))


def test_what_comes_is_looked_at_in_a_process_of_its_own(
    client: FlaskClient, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file does to a library, it does not do it to the server."""
    monkeypatch.setattr("compute.read.apart._context", lambda: multiprocessing.get_context("fork"))
    killing = Sent(lambda *_: os.kill(os.getpid(), signal.SIGKILL), list, list)
    monkeypatch.setattr("compute.read.sent.RECOGNISED", killing)
    _, told = send(client, TABLE)
    (file,) = drafts.files(told["draft"])
    assert "exceeds the memory limit or ends the process" in str(file.reason)
