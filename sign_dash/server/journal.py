"""What is kept of a request: a number, which the error page shows, and a line of the log under that number.

A line holds no address of a visitor, nothing of what was sent, and no query (a token may stand in it).
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from logging.handlers import WatchedFileHandler
from typing import Any, Final

from flask import has_request_context, request

NUMBER: Final = "sign_dash.request"
"""The key of a request's number in its WSGI environment."""
HEADER: Final = "X-Request-Id"
REQUESTS: Final = logging.getLogger("sign_dash.requests")
_OF_A_PROXY: Final = re.compile(r"[0-9a-f]{8,32}")
LONGEST_PATH: Final = 200


def numbered(environ: dict[str, Any]) -> str:
    """Give a request its number, that of a proxy before it where there is one; returns it."""
    given = str(environ.get("HTTP_X_REQUEST_ID", ""))
    number = given if _OF_A_PROXY.fullmatch(given) else secrets.token_hex(4)
    environ[NUMBER] = number
    return number


def number_now() -> str:
    """The number of the request that is answered now; empty outside of one."""
    return str(request.environ.get(NUMBER, "")) if has_request_context() else ""


def answered(number: str, method: str, path: str, status: str, seconds: float) -> None:
    """Keep that a request was answered. path: before it was led to a study's application."""
    fields = {"request": number, "method": method[:10], "path": path[:LONGEST_PATH], "status": int(status[:3])}
    REQUESTS.info("answered", extra={"fields": fields | {"ms": round(1000 * seconds, 1)}})


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, where, what, the request's number, the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.getMessage(),
        }
        if number := number_now():
            line["request"] = number
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to(file: str) -> None:
    """Keep every request and every error of this process in a file (it may be rotated meanwhile), ``-``: on the error
    stream. :class:`OSError` where it cannot be written.
    """
    handler = logging.StreamHandler(sys.stderr) if file == "-" else WatchedFileHandler(file, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    REQUESTS.setLevel(logging.INFO)
