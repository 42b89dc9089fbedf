"""Files of a new study: taken, corrected, looked at."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from compute.demo import simulated_files
from compute.errors import UserError
from sign_dash.jobs.words import broken
from sign_dash.language import heard, say
from sign_dash.pages.data import names
from sign_dash.pages.data.drafts import FILES
from sign_dash.pages.data.file_report import file_rows, report
from sign_dash.pages.data.new_panel import report_empty

if TYPE_CHECKING:
    from sign_dash.server.library import Library

WORK = "sign_dash.pages.data.work"


def register(app: Dash, library: Library) -> None:
    """Wire the files and the report on them."""
    _files(app, library)
    _examine(app, library)


def _files(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.DRAFT, "data"),
        Input(names.UPLOADED, "data"),
        prevent_initial_call=True,
    )
    def adopt(uploaded: dict[str, Any] | None) -> str:
        if not uploaded:
            raise PreventUpdate
        return str(uploaded["draft"])

    @app.callback(
        Output(names.FILES, "children"),
        Output(names.CLEAR, "hidden"),
        Input(names.OPENED, "data"),
        Input(names.UPLOADED, "data"),
        Input(names.DRAFT, "data"),
        Input(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def listed(
        _opened: bool | None, uploaded: dict[str, Any] | None, draft: str | None, _changed: int
    ) -> tuple[Any, ...]:
        token = uploaded["draft"] if ctx.triggered_id == names.UPLOADED and uploaded else draft
        files = brought(library, token)
        return file_rows(files), not files

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input({"type": names.FILE_ROLE, "index": ALL}, "value"),
        Input({"type": names.FILE_REMOVE, "index": ALL}, "n_clicks"),
        State(names.DRAFT, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def correct(_roles: list[str | None], removed: list[int | None], draft: str | None, changed: int) -> int:
        asked = ctx.triggered_id
        if not draft or not asked:
            raise PreventUpdate
        there = {file.name: file.role for file in brought(library, draft)}
        if asked["type"] == names.FILE_REMOVE:
            if not any(removed):
                raise PreventUpdate
            library.drafts.remove(draft, asked["index"])
            return changed + 1
        value = ctx.triggered[0]["value"]
        if not value or there.get(asked["index"]) == value:  # laid out, not chosen
            raise PreventUpdate
        library.drafts.set_role(draft, asked["index"], value)
        return changed + 1

    @app.callback(
        Output(names.CHANGED, "data", allow_duplicate=True),
        Input(names.CLEAR, "n_clicks"),
        State(names.DRAFT, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
    )
    def clear(clicks: int | None, draft: str | None, changed: int) -> int:
        if not clicks or not draft:
            raise PreventUpdate
        for file in brought(library, draft):
            library.drafts.remove(draft, file.name)
        return changed + 1

    @app.callback(Output(names.EXAMPLES_FILE, "data"), Input(names.EXAMPLES, "n_clicks"), prevent_initial_call=True)
    def examples(clicks: int | None) -> Any:
        if not clicks:
            raise PreventUpdate
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in simulated_files().items():
                archive.writestr(name, text)
        return dcc.send_bytes(packed.getvalue(), "simulated-example-files.zip")


def _examine(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.REPORT, "children"),
        Output(names.EXAMINED, "data"),
        Input(names.OPENED, "data"),
        Input(names.UPLOADED, "data"),
        Input(names.DRAFT, "data"),
        Input(names.CHANGED, "data"),
        Input(names.ORIENTATION, "value"),
        Input(names.CLOCK, "n_intervals"),
        State(names.EXAMINED, "data"),
        prevent_initial_call=True,
    )
    def look(
        opened: bool | None,
        uploaded: dict[str, Any] | None,
        draft: str | None,
        _changed: int,
        orientation: str,
        _ticks: int | None,
        before: dict[str, Any] | None,
    ) -> tuple[Any, Any]:
        """Begin to look at the files in their roles, or show what was found in them by now."""
        if not opened:
            raise PreventUpdate
        token = uploaded["draft"] if ctx.triggered_id == names.UPLOADED and uploaded else draft
        roles = [(file.name, file.role) for file in brought(library, token) if file.role]
        if not roles or not token:
            return (no_update, no_update) if before is None else (report_empty(), None)
        request = {
            "do": "examine",
            "files": str((library.drafts.folder(token) / FILES).resolve()),
            "roles": roles,
            "orientation": orientation,
        }
        key = key_of(token, request)
        if before and before["key"] == key:
            raise PreventUpdate
        job = library.looks.job(key)
        if job is None or job.state == "cancelled":
            _drop_looks(library, str(request["files"]))
            job = library.looks.start(key, WORK, library.drafts.folder(token) / key, request)
        if job.running:
            return html.P(say("Reading the files …"), className="quiet"), no_update
        if job.state != "finished":
            return html.P(heard(job.message) or broken(), className="study-problem", role="alert"), {
                "key": key,
                "found": None,
            }
        return report(job.told), {"key": key, "found": job.told, "stem": roles[0][0].split(".")[0]}


def _drop_looks(library: Library, files: str) -> None:
    """Looks at fewer files of the same draft are of no use once one more has come."""
    for key in library.looks.running():
        job = library.looks.job(key)
        if job is not None and job.request.get("files") == files:
            library.looks.cancel(key)


def brought(library: Library, draft: str | None) -> list[Any]:
    if not draft:
        return []
    try:
        return list(library.drafts.files(draft))
    except UserError:
        return []


def key_of(draft: str, request: dict[str, Any]) -> str:
    """Names a look at files, or a plan: the same for the same files, roles and settings."""
    text = json.dumps([draft, request], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
