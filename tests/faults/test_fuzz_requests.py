"""Requests of anybody to the real application: whatever comes, an answer that is no failure of the server."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import strategies as st
from werkzeug.test import Client
from werkzeug.wrappers import Response

from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.library import Library
from tests.faults.fuzz import JSON, tried
from tests.sign_dash.planted import plant

ADDRESSES = (
    *("", "_dash-layout", "_dash-dependencies", "_dash-update-component", "_upload", "_favicon.ico", "export/picture"),
    *("export/network", "export/table", "export/model", "export/everything", "export/none", "runs", "story"),
    *(
        "assets/none.css",
        "_dash-component-suites/dash/none.js",
        "_dash-component-suites/flask/app.py",
        "..",
        "%2e%2e/%00",
    ),
)
PARTS = st.one_of(st.sampled_from(ADDRESSES), st.text(max_size=12))
HOSTS = st.sampled_from(["127.0.0.1", "localhost:8050", "[::1", "[::1]", "evil.example", "", "127.0.0.1:x", "a" * 300])
STUDIES = st.sampled_from(
    ["/study/planted/", "/study/planted", "/study/none/", "/study/../", "/study//", "/", "//", "/health/"]
)
BODIES = st.one_of(
    JSON.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=60),
    st.sampled_from([b"{}", b"[]", b"[" * 100_000, b'{"a":' * 50_000, b"null", b""]),
    JSON.map(lambda value: json.dumps({"output": value, "inputs": [value], "state": value}).encode()),
    JSON.map(lambda value: json.dumps({"table": value, "captured": value, "format": value, "model": "x"}).encode()),
)
NAMES = st.sampled_from(["draft", "new", "file", "offset", "size", "name", "target", "genes", "sample", "x", "token"])
VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(["<img src=x onerror=alert(1)>", "../../study.json", "ZEB1," * 9_000, "%00%ff%", "1e400"]),
)
QUERIES = st.one_of(
    st.dictionaries(NAMES, VALUES, max_size=5).map(urlencode),
    st.dictionaries(NAMES, VALUES, max_size=5).map(lambda query: "&".join(f"{n}={v}" for n, v in query.items())),
    st.text(max_size=40),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder = tmp_path_factory.mktemp("served")
    study = plant(folder / "planted", samples=10, regulators=11, targets=14).path
    library = Library(folder / "studies", [study])
    serving = Dispatcher(library, lambda opened, prefix: build_app(opened, folder / "cache", prefix, library).server)
    return Client(serving, Response)


@pytest.mark.filterwarnings("ignore")
def test_fuzz_of_requests(client: Client, pytestconfig: pytest.Config) -> None:
    def ask(place: str, part: str, method: str, host: str, body: bytes, query: str, kind: str) -> None:
        answer = client.open(
            method=method, data=body, headers={"Host": host or "127.0.0.1"}, content_type=kind,
            environ_overrides={"PATH_INFO": _on_the_wire(place + part), "QUERY_STRING": _on_the_wire(query)},
        )  # fmt: skip
        said = answer.get_data()
        assert answer.status_code < 500, (answer.status_code, said[:300])
        assert b"Traceback" not in said
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"<img src=x" not in said

    local = st.one_of(st.just("127.0.0.1"), HOSTS)  # a foreign name is refused before anything else
    tried(
        pytestconfig, ask,
        place=st.one_of(st.just("/study/planted/"), STUDIES), part=PARTS,
        method=st.sampled_from(["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH"]), host=local, body=BODIES,
        query=QUERIES, kind=st.sampled_from(["application/json", "text/plain", "multipart/form-data", ""]),
    )  # fmt: skip


def _on_the_wire(text: str) -> str:
    """As a server hands it over: bytes, whatever they are, each as one character."""
    return text.encode("utf-8", "replace").decode("latin-1")


@pytest.mark.parametrize("part", ["_dash-update-component", "export/picture"])
def test_a_request_nested_without_end_is_refused(client: Client, part: str) -> None:
    for body in (b"[" * 100_000, b'{"output":' * 50_000):
        answer = client.post(f"/study/planted/{part}", data=body, content_type="application/json")
        assert answer.status_code == 400, answer.get_data(as_text=True)[:300]
