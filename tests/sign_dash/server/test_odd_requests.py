"""Requests that no browser sends, over a real connection, to a server that others can reach: nobody without the token
is told anything, who has it is told nothing of another folder, and nothing is an error of the server."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from functools import partial
from itertools import count
from urllib.parse import quote

import pytest

from compute.study import rename_study
from sign_dash.build import build_app
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.failures import Failures
from sign_dash.server.guard import Guard
from sign_dash.server.library import Library
from sign_dash.server.listening import listening
from sign_dash.server.token import Door
from tests.sign_dash.planted import plant

TOKEN = "planted-token-of-a-test"
TITLE = "A cohort that nobody may know of"
SECRET = "words of another file"
COOKIE = Door(TOKEN)
NAME = "lab.example"
HAS_TOKEN = f"Cookie: {COOKIE.cookie}={COOKIE._cookie}"
STUDY = "/study/planted/"
HELD = "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /study/planted/ HTTP/1.1\r\nHost: lab.example\r\n"

HOSTS = (
    "", " ", "evil.example", "user@lab.example", "lab.example@evil.example", "lab.example:80@evil.example",
    "lab.example.", "LAB.EXAMPLE.", "lab.example..", ".lab.example", "lab.example/", "lab.example/../x",
    "lab.example?", "lab.example#", "lab.example\\", "lab.example\t", "\tevil.example", "lab.example\tevil.example",
    "lab.example:", "lab.example:99999999", "lab.example:-1", "lab.example:0x50", "lab.example%2eevil",
    "lab.example%00", "lab.example,x", "[::1]", "[::1%25eth0]", "[fe80::1%eth0]", "[::ffff:127.0.0.1]", "[127.0.0.1]",
    "[::1", "::1", "[]", "[lab.example]", "xn--lab-example", "xn--nxasmq6b.example", "l\u0430b.example",
    "\uff4cab.example", "lab\u3002example", "lab.ex\u00e4mple", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
    "0.0.0.0", "localhost", "a" * 5000, "lab.example\x00", "\x7f",
)  # fmt: skip
ORIGINS = (
    "null", "", "http://evil.example", "https://lab.example.evil.example", "http://lab.example@evil.example",
    "http://user@lab.example", "http://lab.example.", "http://lab.example:81", "//evil.example", "lab.example",
    "http://[::1", "http://lab.example\t.evil.example", "http://lab.example\\.evil.example", "http://xn--lab-example",
    "javascript://lab.example@evil.example", "file://", "\u00fc", "http://lab.example, http://evil.example",
    "x" * 5000,
)  # fmt: skip
TOKENS = (
    "", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), f" {TOKEN}x", f"{TOKEN}%00", f"%00{TOKEN}",
    f"{TOKEN}%0d%0aX:%20y", "x&token=" + TOKEN, "%ff%fe", "%ED%A0%80", "%u0041", "%", "%zz", quote("トークン"),
    "x" * 100_000, "+", "[]", "None", f"x;token={TOKEN}", f"{TOKEN}%2500", quote(TOKEN, safe="") + "%20",
    "%25" * 3000,
)  # fmt: skip
COOKIES = (
    "", "=", ";", "; ; ;", COOKIE.cookie, f"{COOKIE.cookie}=", f"={COOKIE._cookie}", f"{COOKIE.cookie}={TOKEN}",
    f"{COOKIE.cookie}={COOKIE._cookie[:-1]}", f"{COOKIE.cookie}={COOKIE._cookie.upper()}x", f"{COOKIE.cookie}=\x00",
    f"{COOKIE.cookie}=x; {COOKIE.cookie}=y", f'{COOKIE.cookie}="', f'{COOKIE.cookie}="\\000"', "a=\u00ff",
    "x" * 60_000, "a=b; " * 5000, f"{COOKIE.cookie.upper()}={COOKIE._cookie}", f"$Version=1; {COOKIE.cookie}=x",
    "sign-dash-browser=../../x",
)  # fmt: skip
PATHS = (
    "/study/planted/%2e%2e/%2e%2e/secret.txt", "/study/planted/../../secret.txt", "/study/%2e%2e/secret.txt",
    "/study/..%2fsecret.txt/", "/study/..\\secret.txt", "/study/..%5c..%5csecret.txt", "/study/planted%2f..%2f..",
    "/study//", "//evil.example/", "//evil.example/%2f..", "/\\evil.example", "/%5cevil.example", "///",
    "/%2f%2fevil.example", "/.//x", "/study/planted/%00", "/study/planted%00/", "/%00",
    "/study/planted/assets/%00.css", "/study/planted/%0d%0aX:%20y", "/study/planted/assets/..%2f..%2f..%2fsecret.txt",
    "/study/planted/assets//etc/passwd", "/study/planted/assets/%2fetc/passwd",
    "/study/planted/_dash-component-suites/dash/../../secret.txt", "/study/planted/_dash-component-suites/..%2f/x",
    "/study/planted/export/%2e%2e", "/study/planted/export/ticket/../../x", "/study/planted/export/ticket/%00",
    "/study/planted/so-far-0/", "/study/planted/so-far-999999999/", "/study/planted/so-far-%31/", "/study/so-far-1/",
    "/study/planted/" + "a" * 100_000, "/" + "%2e%2e/" * 3000, "/" + "x/" * 20_000, "/study/" + "%ff" * 300 + "/",
    "/%zz%", "/study/\u00fc/", "/study/planted/?\u00fc", "/study/planted/?" + "a=b&" * 30_000, "/study/planted;x/",
    "/study/PLANTED/", "*", "", "study/planted/", "?", "#", "/login", "/login/", "/login?next=//evil.example",
    "/health/../study/planted/", "http://evil.example/study/planted/", "http://lab.example/study/planted/",
    "HTTP://user@lab.example:x/", "lab.example:443", "http://[::1/study/planted/", "file:///etc/passwd", "/health%00",
    "/health/x", "/study/planted/_upload?draft=../x",
)  # fmt: skip
METHODS = (
    "TRACE", "HEAD", "OPTIONS", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "get", "GE T", "", "G\x00T",
    "\u00dcBER", "A" * 300, "GET\t", "POST",
)  # fmt: skip
HEADERS = (
    "Host: evil.example", "Host: lab.example", "host : evil.example", "X-Forwarded-Host: evil.example",
    "X-HTTP-Method-Override: POST", "X-Forwarded-Proto: https", "X-Forwarded-Proto: x", "X-Forwarded-For: 127.0.0.1",
    "X-Original-URL: /study/planted/", "Forwarded: for=127.0.0.1;host=localhost", "Content-Length: 5",
    "Content-Length: -1", "Content-Length: +5", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 0x10",
    "Content-Length: 99999999999999999999", "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked, identity", "Transfer-Encoding: \x0bchunked", "Transfer-Encoding: gzip",
    "Transfer-Encoding : chunked", "Expect: 100-continue", "Expect: x", "Upgrade: h2c",
    "Range: bytes=0-" + "1,0-" * 2000 + "1", "If-None-Match: " + '"x",' * 2000, "If-Modified-Since: x",
    "Accept-Language: " + "x,;q=" * 3000, "Accept: \u00fc", "Authorization: Bearer", "Authorization: Bearer x y",
    "Authorization: Basic \u00fc", "Authorization: " + "x" * 50_000, "X: " + "y" * 300_000, "no colon", ": no name",
    " folded: x", "X\x00: y", "X: \x00", "X-Request-Id: ../../x", "Sec-Fetch-Site: cross-site",
)  # fmt: skip


def asked(path: str = STUDY, method: str = "GET", host: str | None = NAME, more: str = "", body: str = "") -> bytes:
    """As it goes over the wire, with whatever stands in it."""
    lines = [f"{method} {path} HTTP/1.1", *([] if host is None else [f"Host: {host}"]), *([more] if more else [])]
    return "\r\n".join([*lines, "Connection: close", "", body]).encode()


def posted(origin: str) -> bytes:
    return asked(f"{STUDY}_dash-update-component", "POST", more=f"Origin: {origin}\r\nContent-Length: 2", body="{}")


FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}"
FORMS = (
    "token=x&next=//evil.example", "next=" + quote("/トークン"), "token=x&next=/%0d%0aX:y", "token", "&&&", "token=%ff",
    "token=" + "x" * 5000,
)  # fmt: skip
REQUESTS: dict[str, bytes] = {
    **{f"host {n}": asked(host=host) for n, host in enumerate(HOSTS)},
    "no host": asked(host=None),
    **{f"origin {n}": posted(origin) for n, origin in enumerate(ORIGINS)},
    **{f"token {n}": asked(f"{STUDY}?token={token}") for n, token in enumerate(TOKENS)},
    **{f"bearer {n}": asked(more=f"Authorization: Bearer {token}") for n, token in enumerate(TOKENS)},
    **{f"cookie {n}": asked(more=f"Cookie: {cookie}") for n, cookie in enumerate(COOKIES)},
    **{f"path {n}": asked(path) for n, path in enumerate(PATHS)},
    **{f"method {n}": asked(method=method) for n, method in enumerate(METHODS)},
    **{f"header {n}": asked(more=header, body="{}{}{}") for n, header in enumerate(HEADERS)},
    **{f"form {n}": asked("/login", "POST", more=FORM.format(len(form)), body=form) for n, form in enumerate(FORMS)},
    "smuggled": asked(method="POST", more=f"Content-Length: 6\r\n{HELD}"),
    "HTTP/0.9": b"GET /study/planted/\r\n\r\n",
    "HTTP/9.9": b"GET /study/planted/ HTTP/9.9\r\nHost: lab.example\r\nConnection: close\r\n\r\n",
    "no request": b"\r\n\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200 + b"\r\n\r\n",
}
FINE = {501, 505}
"""Of 500 and more: what waitress says to an encoding or a version that it does not know."""
LATER = partial(next, count(0, 3600))
"""A clock of a server that everybody leaves alone for an hour: nobody is refused for having guessed lately."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "secret.txt").write_text(SECRET)
    study = plant(folder / "planted", samples=10, regulators=11, targets=14).path
    rename_study(study, TITLE)
    library = Library(folder / "studies", [study])
    guard = Guard("127.0.0.2", [NAME], Door(TOKEN, Failures(clock=LATER)))
    serving = Dispatcher(
        library, lambda opened, prefix: build_app(opened, folder / "cache", prefix, library).server, guard
    )
    serving.open(library.first())  # which takes longer than a request may
    listener = socket.create_server(("127.0.0.1", 0))  # what it says of itself decides, not where it lies
    server = listening(serving, listener)
    threading.Thread(target=server.run, daemon=True).start()
    yield int(listener.getsockname()[1])
    server.close()


def answers(port: int, request: bytes) -> bytes:
    """All that comes back until the server closes the connection, or says no more."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(1 << 16):
                heard += piece
        except OSError:  # it was closed before all of it was heard, or nothing more came
            pass
    return heard


def statuses(heard: bytes) -> list[int]:
    found = map(int, re.findall(rb"(?:^|\n)HTTP/1\.[01] (\d{3}) ", heard))
    return [status for status in found if status != 100]  # that one only asks for the body


def with_token(request: bytes) -> bytes:
    line, end, rest = request.partition(b"\r\n")
    return line + end + HAS_TOKEN.encode() + b"\r\n" + rest


def test_the_token_opens(port: int) -> None:
    """Else all that follows would hold of a server that answers nobody."""
    assert statuses(answers(port, asked())) == [401]
    heard = answers(port, with_token(asked(f"{STUDY}_dash-layout")))
    assert statuses(heard) == [200]
    assert TITLE.encode() in heard


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", REQUESTS)
def test_no_odd_request_is_answered_without_the_token_or_fails_with_it(port: int, name: str) -> None:
    request = REQUESTS[name]
    without = answers(port, request)
    assert all(status >= 400 and (status < 500 or status in FINE) for status in statuses(without)), without[:300]
    for words in (TITLE, SECRET, COOKIE._cookie, TOKEN):
        assert words.encode() not in without
    heard = answers(port, with_token(request))
    assert all(status < 500 or status in FINE for status in statuses(heard)), heard[:300]
    assert SECRET.encode() not in heard
    assert b"root:" not in heard
    assert b"Traceback" not in heard
    assert not re.search(rb"(?i)\r\nlocation: *(?:[a-z]+:|//|/\\)", heard), heard[:300]
    assert b"\r\nX: y" not in heard
