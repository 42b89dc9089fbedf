"""Addresses of pages, for links: every study has its own place on the server."""

from __future__ import annotations

from flask import has_request_context, request


def address(path: str) -> str:
    """Where ``path`` ("/", "/components", …) of the current study is found, for the ``href`` of a link.

    Asked inside of a request, as layouts and callbacks are. Dash's own ``get_relative_path`` would take the
    place of the study opened last, whoever asks.
    """
    return f"{request.script_root if has_request_context() else ''}{path}"
