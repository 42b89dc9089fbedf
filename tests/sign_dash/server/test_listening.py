"""Connections that ask for nothing do not keep others out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.request import urlopen

import pytest
from werkzeug.wrappers import Response

from sign_dash.server.listening import Channel, listening


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(Channel, "head", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))
    server = listening(Response("served"), listener, silent=60)
    threading.Thread(target=server.run, daemon=True).start()
    yield int(listener.getsockname()[1])
    server.close()


def test_150_half_open_connections_leave_the_server_free(port: int) -> None:
    with ExitStack() as held:
        for number in range(200):
            half = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" if number % 4 == 0 else b"")
        assert urlopen(f"http://127.0.0.1:{port}/", timeout=5).read() == b"served"


def test_a_head_that_comes_too_slowly_is_cut_off(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.settimeout(10)
        slow.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert slow.recv(100) == b""
