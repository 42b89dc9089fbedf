"""The server's connections: how many there may be, and how long one may take to ask for something.

A connection that asks for nothing holds no thread, but one of the places; so it has to go soon. A browser opens a new
one without anybody noticing.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

THREADS: Final = 8
"""A browser keeps six connections open."""
MOST_CONNECTIONS: Final = 800
SILENT: Final = 20
"""Seconds after which a connection without a request goes."""
HEAD: Final = 10.0
"""Seconds in which a request's head has to be there."""
LARGEST_BODY: Final = 64 * 1024 * 1024
"""Bytes; files come in pieces of half of that."""


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress is untyped
    """A connection that goes where the head of its request comes too slowly, however steadily."""

    _begun = 0.0
    head = HEAD

    def received(self, data: bytes) -> Any:
        if self.request is None:
            self._begun = time.monotonic()
        return super().received(data)

    def readable(self) -> Any:
        asked = self.request
        if asked is not None and not asked.headers_finished and time.monotonic() - self._begun > self.head:
            self.will_close = True
        return super().readable()


def listening(application: Callable[..., Any], listener: socket.socket, silent: int = SILENT) -> BaseWSGIServer:
    """A server on a bound socket; ``run`` serves, ``close`` ends that."""
    # Waitress warns of every request that waits a moment for a thread; a page's first second has a dozen of them.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident="",
        connection_limit=MOST_CONNECTIONS,
        backlog=MOST_CONNECTIONS,
        channel_timeout=silent,
        cleanup_interval=min(silent, 5),
        max_request_body_size=LARGEST_BODY,
        trusted_proxy="127.0.0.1",  # says whether it was asked by TLS: then the cookie is for TLS alone
        trusted_proxy_headers={"x-forwarded-proto"},
        clear_untrusted_proxy_headers=True,
        asyncore_use_poll=True,  # select cannot watch more than 1,024 files
    )
    server.channel_class = Channel
    return server
