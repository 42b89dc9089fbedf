"""Several studies in one server: the way to each, what is refused, what is forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from compute.study import Study, rename_study
from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.guard import HEADERS
from sign_dash.server.library import Library


def told(study: Study, prefix: str) -> Callable[..., Any]:
    """An application that says which study it is, where it was mounted, and what was asked of it."""

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        where = f"{study.title} {environ['SCRIPT_NAME']} {environ['PATH_INFO']} {environ['QUERY_STRING']}"
        return Response(where)(environ, start)

    return application


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def client(library: Library, built: list[str]) -> Client:
    def build(study: Study, prefix: str) -> Callable[..., Any]:
        built.append(prefix)
        return told(study, prefix)

    return Client(Dispatcher(library, build, most=2), Response)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("/", "/study/planted/answers"),
        ("/?sample=A", "/study/planted/?sample=A"),
        ("/components?model=trip", "/study/planted/components?model=trip"),
        ("/study/second?x=1", "/study/second/?x=1"),
    ],
)
def test_old_addresses_lead_to_the_first_study_with_what_was_asked(client: Client, asked: str, wanted: str) -> None:
    answer = client.get(asked)
    assert answer.status_code == 302
    assert answer.headers["Location"] == wanted


def test_a_query_that_no_browser_sends_makes_no_header_of_its_own(client: Client) -> None:
    answer = client.get("/study/second", environ_overrides={"QUERY_STRING": "x=1\r\nSet-Cookie: y=\xe9"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/study/second/?x=1%0D%0ASet-Cookie:%20y=%E9"


def test_a_study_is_built_at_its_first_visit_and_mounted_below_its_slug(client: Client, built: list[str]) -> None:
    assert built == []
    assert client.get("/study/second/regulators?target=VIM").text == (
        "Second cohort /study/second /regulators target=VIM"
    )
    client.get("/study/second/")
    assert built == ["/study/second/"]


def test_a_broken_study_is_one_sentence_with_the_way_to_the_others(client: Client) -> None:
    answer = client.get("/study/torn/")
    assert answer.status_code == 404
    assert "modulator.npy has 3 bytes" in answer.text
    assert 'href="/study/planted/"' in answer.text
    assert "Traceback" not in answer.text
    assert client.get("/study/planted/").status_code == 200


@pytest.mark.parametrize("slug", ["nosuch", "..%2F..%2Fetc", "<b>x</b>", "é" * 300])
def test_an_unknown_study_is_one_sentence(client: Client, slug: str) -> None:
    answer = client.get(f"/study/{slug}/")
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_the_study_not_asked_for_the_longest_is_closed(client: Client, library: Library, built: list[str]) -> None:
    shutil.copytree(library.folder / "second", library.folder / "third")
    for slug in ("planted", "second", "planted", "third", "planted", "second"):
        assert client.get(f"/study/{slug}/").status_code == 200
    assert built == ["/study/planted/", "/study/second/", "/study/third/", "/study/second/"]


def test_a_study_that_changed_on_disk_is_opened_anew(client: Client, library: Library) -> None:
    client.get("/study/second/")
    rename_study(library.folder / "second", "Another title")
    assert client.get("/study/second/").text.startswith("Another title")


def test_a_removed_study_is_gone(client: Client, library: Library) -> None:
    client.get("/study/second/")
    shutil.rmtree(library.folder / "second")
    assert client.get("/study/second/").status_code == 404


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Host": "evil.example"}, 403),
        ("GET", {"Host": "[::1"}, 400),
        ("POST", {"Host": "127.0.0.1:8050", "Origin": "http://[::1"}, 400),
        ("GET", {"Host": "localhost:8050"}, 200),
        ("POST", {"Host": "127.0.0.1:8050", "Origin": "http://127.0.0.1:8050"}, 200),
        ("POST", {"Host": "127.0.0.1:8050", "Origin": "http://evil.example"}, 403),
        ("POST", {"Host": "127.0.0.1:8050", "Origin": "http://127.0.0.1:9999"}, 403),
        ("POST", {"Host": "127.0.0.1:8050", "Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Host": "127.0.0.1:8050"}, 200),
    ],
)
def test_only_pages_of_this_server_may_ask(client: Client, method: str, headers: dict[str, str], status: int) -> None:
    assert client.open("/study/planted/", method=method, headers=headers).status_code == status


def test_a_dashboard_knows_its_place(library: Library, tmp_path: Path) -> None:
    dispatcher = Dispatcher(library, lambda study, prefix: build_app(study, tmp_path, prefix, library).server)
    client = Client(dispatcher, Response)
    client.get("/study/planted/")
    client.get("/study/second/")  # the application built last is another one
    page = client.get("/study/planted/")
    assert '"/study/planted/assets/main.mjs' in page.text
    layout = client.get("/study/planted/_dash-layout").text.replace("\\u002f", "/")
    assert '"/study/planted/components"' in layout
    assert '"/study/second/answers"' in layout  # the way to the other study
    assert client.get("/study/planted/assets/main.mjs").status_code == 200


def test_the_page_of_a_broken_study_speaks_the_readers_language_and_leads_on(client: Client, library: Library) -> None:
    answer = client.get("/study/torn/", headers={"Accept-Language": "ja,en;q=0.5"})
    assert '<html lang="ja"' in answer.text
    assert "このスタディは開けません" in answer.text
    assert ">modulator.npyは3バイトですが" in answer.text  # where it lies on the server is nobody's business
    assert 'href="/study/planted/runs?study=torn"' in answer.text
    assert "Second cohort" in answer.text
    rename_study(library.folder / "second", "<script>alert(1)</script>")
    english = client.get("/study/torn/").text
    assert "This study cannot be opened" in english
    assert "&lt;script&gt;alert(1)" in english
    assert "default-src 'none'" in client.get("/study/torn/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/study/planted/", "/study/none/", "/study/torn/"])
def test_every_answer_carries_the_headers_that_guard_it(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] or headers["X-Frame-Options"] == "DENY"
    assert "unsafe-eval" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("body", ["{}", "[]", "7", "null", "{", '{"output": 1, "inputs": {}}'])
def test_a_callback_request_that_is_none_is_refused_not_an_error(study: Study, body: str) -> None:
    client = build_app(study).server.test_client()
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["flask/app.py", "dash/nosuch.js", "dash/../../etc/passwd"])
def test_no_file_but_the_components_own_is_served(study: Study, path: str) -> None:
    answer = build_app(study).server.test_client().get(f"/_dash-component-suites/{path}")
    assert answer.status_code == 404


def test_a_study_of_which_files_go_while_it_is_open_is_one_sentence(library: Library) -> None:
    """As when somebody removes its folder by hand: study.json may be the last to go."""

    def build(study: Study, _: str) -> Callable[..., Any]:
        def application(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
            return Response(status=500)(environ, start)

        return application

    client = Client(Dispatcher(library, build), Response)
    assert client.get("/study/second/").status_code == 500  # the study is whole: something else is wrong
    value = library.place("second").path / "networks" / "00000" / "value.npy"
    value.unlink()
    answer = client.get("/study/second/")
    assert answer.status_code == 404
    assert "value.npy is missing; restore the study from a copy" in answer.text
    assert 'href="/study/planted/"' in answer.text
