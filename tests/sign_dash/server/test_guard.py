"""Who is answered where others can reach the server: names, token, cookie, and what guessing costs."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from compute.study import Study
from sign_dash.server.dispatcher import Dispatcher
from sign_dash.server.failures import FREE_FAILURES, LONGEST_WAIT, Failures
from sign_dash.server.guard import Guard, reached_by_others
from sign_dash.server.library import Library
from sign_dash.server.token import Door, new_token

TOKEN = "planted-token-of-a-test"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(library: Library, clock: Clock) -> Client:
    def build(study: Study, prefix: str) -> Any:
        return Response(f"{study.title} {prefix}")

    guard = Guard("0.0.0.0", ["lab.example"], Door(TOKEN, Failures(clock=clock)))
    return Client(Dispatcher(library, build, guard), Response)


def ask(client: Client, path: str = "/study/planted/", host: str = "lab.example", **more: Any) -> Any:
    return client.open(path, headers={"Host": host, **more.pop("headers", {})}, **more)


@pytest.mark.parametrize(("host", "others"), [("127.0.0.1", False), ("localhost", False), ("127.0.0.2", True),
                                              ("0.0.0.0", True), ("192.0.2.7", True), ("::", True)])  # fmt: skip
def test_whatever_is_not_this_machine_alone_needs_a_token(host: str, others: bool) -> None:
    assert reached_by_others(host) is others


def test_nobody_is_answered_without_the_token(client: Client) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = ask(client, "/", method=method)
        assert answer.status_code == 401
        assert "planted" not in answer.text.lower()


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(client: Client) -> None:
    answer = ask(client, f"/study/planted/compare?token={TOKEN}&sample=A%26B")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/study/planted/compare?sample=A%26B"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert TOKEN not in cookie
    assert ask(client).status_code == 200


def test_the_form_lets_in_and_leads_only_to_this_server(client: Client) -> None:
    answer = ask(client, "/login", method="POST", data={"token": TOKEN, "next": "//evil.example/x"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_bearer_is_let_in_without_a_cookie(client: Client) -> None:
    assert ask(client, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert ask(client, headers={"Authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", TOKEN, "0" * 64])
def test_a_made_up_cookie_opens_nothing(client: Client, cookie: str) -> None:
    client.set_cookie(Door(TOKEN).cookie, cookie, domain="lab.example")
    assert ask(client).status_code == 401


def test_guessing_is_slowed_and_the_right_token_waits_as_well(client: Client, clock: Clock) -> None:
    statuses = [ask(client, f"/?token=guess{n}").status_code for n in range(FREE_FAILURES)]
    assert statuses == [401] * (FREE_FAILURES - 1) + [429]
    refused = ask(client, f"/?token={TOKEN}")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    clock.now += LONGEST_WAIT
    assert ask(client, f"/?token={TOKEN}").status_code == 303


def test_who_is_in_is_not_held_up_by_somebody_who_guesses(client: Client) -> None:
    ask(client, f"/?token={TOKEN}")
    other = Client(client.application, Response)
    for n in range(FREE_FAILURES + 2):
        ask(other, f"/?token=guess{n}")
    assert ask(client).status_code == 200


def test_the_token_does_not_help_under_a_foreign_name(client: Client) -> None:
    assert ask(client, f"/?token={TOKEN}", host="evil.example").status_code == 403


def test_every_comparison_takes_the_same_time_whatever_differs(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Token and cookie are let in by nothing but hmac.compare_digest."""
    ask(client, f"/?token={TOKEN}")
    assert ask(client).status_code == 200
    monkeypatch.setattr("hmac.compare_digest", lambda *_: False)
    assert ask(client).status_code == 401
    assert ask(client, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 401
    assert ask(client, f"/?token={TOKEN}").status_code == 401


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 40


@pytest.mark.parametrize("host", ["[::1", "", "evil.example@lab.example", "lab.example:x", "lab.example:999999",
                                  "lab.example, evil.example", "lab.example/x", "lab.exam ple"])  # fmt: skip
def test_a_host_that_is_no_name_is_refused(client: Client, host: str) -> None:
    assert ask(client, host=host).status_code == 400


def test_a_server_behind_a_proxy_needs_a_token() -> None:
    assert reached_by_others("127.0.0.1", ["lab.example"])
    assert not reached_by_others("127.0.0.1", ["localhost"])
