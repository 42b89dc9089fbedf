"""How the browser asks for a file: ``POST export/<what>`` with JSON, answered as :mod:`sign_dash.export.answers` says.

Where the server has processes for it (:class:`sign_dash.server.waiting.Tasks`), what is not there in a moment is
answered with 202 and ``{"ticket", "ahead"}``, to be asked for again at ``GET export/ticket/<ticket>``.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from dash import Dash
from flask import Response, current_app, jsonify, request

from compute.errors import UserError
from compute.estimate import UnfinishedStudy
from sign_dash.export.answers import ANSWERS, Asked, written
from sign_dash.export.elsewhere import ready, write
from sign_dash.language import say, spoken
from sign_dash.server.library import LIBRARY
from sign_dash.server.waiting import Tasks
from sign_dash.verification import require_intact

if TYPE_CHECKING:
    from compute.study import Study

MOMENT: Final = 0.25
"""Seconds that a request is held for its answer: it holds a thread of the server as long."""
_HERE: Final = threading.Lock()
"""One export at a time is written by the server itself, while its processes start."""


def register(app: Dash, study: Study) -> None:
    """Add the addresses below the application's own."""
    address = f"{app.config.routes_pathname_prefix}export/<what>"
    app.server.add_url_rule(address, "export", lambda what: answer(study, what), methods=["POST"])
    ticket = f"{app.config.routes_pathname_prefix}export/ticket/<ticket>"
    app.server.add_url_rule(ticket, "export-ticket", _fetched, methods=["GET"])


def answer(study: Study, what: str) -> tuple[Response, int]:
    """One answer; what the page should not have sent is refused in one sentence."""
    asked = request.get_json(silent=True)
    if what not in ANSWERS or not isinstance(asked, dict):
        return jsonify(problem=say("There is nothing of that kind to export; reload the page.")), 400
    try:
        require_intact(study)
    except UserError as error:
        return jsonify(problem=spoken(error)), 400
    tasks: Tasks | None = current_app.extensions[LIBRARY].tasks
    if tasks is None or isinstance(study, UnfinishedStudy):  # what is unfinished is as this process has opened it
        return _json(*written(study, what, asked))
    if not tasks.started(ready) and _HERE.acquire(blocking=False):
        try:
            return _json(*written(study, what, asked))
        finally:
            _HERE.release()
    return _queued(tasks, study, what, asked)


def _queued(tasks: Tasks, study: Study, what: str, asked: Asked) -> tuple[Response, int]:
    headers = {name: value for name in ("Cookie", "Accept-Language") if (value := request.headers.get(name))}
    try:
        ticket = tasks.begin(write, str(study.path.resolve()), study.info.created, what, asked, headers)
    except UserError as error:
        return jsonify(problem=spoken(error)), 503
    return _progress(tasks, ticket, MOMENT)


def _fetched(ticket: str) -> tuple[Response, int]:
    tasks: Tasks | None = current_app.extensions[LIBRARY].tasks
    if tasks is None:
        return jsonify(problem=say("There is nothing of that kind to export; reload the page.")), 400
    return _progress(tasks, ticket, 0.0)


def _progress(tasks: Tasks, ticket: str, patience: float) -> tuple[Response, int]:
    try:
        progress = tasks.progress(ticket, patience)
    except UserError as error:
        return jsonify(problem=spoken(error)), 400
    if progress.answer is None:
        return jsonify(ticket=ticket, ahead=progress.ahead), 202
    content, status = progress.answer["written"]
    return _json(content, status)


def _json(content: dict[str, Any], status: int) -> tuple[Response, int]:
    return jsonify(content), status
