"""Who may ask: only pages of this very server. A study may hold unpublished data of patients."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def refusal(environ: dict[str, Any], served: str) -> str | None:
    """Why a request is not answered, or None where it is.

    served: the host the server listens on. A server of this machine answers to this machine's own names only, so that
    no foreign name can be made to point here. Whatever changes something must come from a page of the same origin.
    """
    host = str(environ.get("HTTP_HOST", ""))
    name = urlsplit(f"//{host}").hostname or ""
    if served in LOCAL and name not in LOCAL:
        return "This server answers to its own address only."
    if environ["REQUEST_METHOD"] in ("GET", "HEAD", "OPTIONS"):
        return None
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and urlsplit(origin).netloc != host:
        return "Another page may not ask this server for anything."
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        return "Another page may not ask this server for anything."
    return None
