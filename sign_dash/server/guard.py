"""Who may ask. A study may hold unpublished data of patients, so nobody is answered by accident.

A server bound to this machine alone (127.0.0.1) answers to this machine's names. Any other address can be reached by
others, so the server answers there only to the names it is served under, and only to who has its token.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from sign_dash.server.token import Door

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
HOST: Final = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
"""What a Host header may say: a name or an address, and a port."""
EVERYWHERE: Final = frozenset({"", "0.0.0.0", "::"})  # recognised, not bound here
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every answer, whatever gave it."""
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
"""Of answers that say nothing about their own content: no script, nothing fetched."""

_FOREIGN: Final = "Another page may not ask this server for anything."


@dataclass(frozen=True)
class Guard:
    """Decides for every request whether it is answered.

    served: the host the server listens on. names: further names it is reached under (a proxy's, a machine's). door:
    asks for the token; None only where others cannot reach the server.
    """

    served: str = "127.0.0.1"
    names: Collection[str] = ()
    door: Door | None = None
    _known: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {self.served.lower(), *(name.lower() for name in self.names)} - EVERYWHERE
        if self.served in LOCAL or self.served in EVERYWHERE:
            known |= LOCAL
        if self.served in EVERYWHERE:
            known |= own_names()
        object.__setattr__(self, "_known", frozenset(known))

    def refusal(self, environ: dict[str, Any]) -> Response | None:
        """The answer to a request that is not let through, or None.

        A foreign name can be made to point here (DNS rebinding), so the name asked for must be one of ours. What
        changes something must come from a page of the same origin.
        """
        host = str(environ.get("HTTP_HOST", ""))
        if not HOST.fullmatch(host):
            return _refused("The address of this request is malformed.", 400)
        try:
            name = urlsplit(f"//{host}").hostname or ""
            origin = environ.get("HTTP_ORIGIN")
            foreign = origin is not None and urlsplit(str(origin)).netloc != host
        except ValueError:  # "[::1" is the name of nothing
            return _refused("The address of this request is malformed.", 400)
        if name not in self._known:
            return _refused(
                "This server is not served under that name; use the address it printed, or start it with --name.", 403
            )
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD", "OPTIONS") and (
            foreign or environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none")
        ):
            return _refused(_FOREIGN, 403)
        return None if self.door is None else self.door.answer(environ)


def reached_by_others(host: str, names: Collection[str] = ()) -> bool:
    """Whether a server needs a token: it is bound to anything but this machine's own three names, or served under
    another name (names), that is, through a proxy.
    """
    return host not in LOCAL or any(name.lower() not in LOCAL for name in names)


def own_names() -> set[str]:
    """The names and addresses of this machine, as far as it knows them."""
    names = {socket.gethostname().lower(), socket.getfqdn().lower()}
    for name in tuple(names):
        try:
            names |= {str(found[4][0]).lower() for found in socket.getaddrinfo(name, None)}
        except OSError:  # a name of its own that it cannot look up
            continue
    return names


def _refused(sentence: str, status: int) -> Response:
    return Response(sentence + "\n", status, headers={"Content-Security-Policy": POLICY})
