"""Files of a new study: taken, corrected, looked at."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from compute.demo import simulated_files
from compute.errors import UserError
from compute.jobs import job_key
from compute.runs import examination_request
from sign_dash.jobs import job_sentence
from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.drafts import FILES
from sign_dash.pages.data.file_report import file_rows, report
from sign_dash.pages.data.form import symbols
from sign_dash.pages.data.new_panel import report_empty
from sign_dash.pages.data.new_values import transform_choice

if TYPE_CHECKING:
    from sign_dash.server.library import Library


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
        Input(names.PART, "value"),
        Input(names.TRANSFORM, "value"),
        Input(names.QUANTILE, "checked"),
        Input(names.AVERAGE, "checked"),
        Input(names.NEAR_NAMES, "checked"),
        Input(names.TARGET_NAMES, "value"),
        Input(names.CLOCK, "n_intervals"),
        State(names.TARGETS, "value"),  # set from what is found here (tests/sign_dash/test_callbacks.py)
        State(names.EXAMINED, "data"),
        prevent_initial_call=True,
    )
    def look(
        opened: bool | None,
        uploaded: dict[str, Any] | None,
        draft: str | None,
        _changed: int,
        orientation: str,
        part: str | None,
        transform: str | None,
        quantile: bool | None,
        average: bool | None,
        near: bool | None,
        typed: str | None,
        _ticks: int | None,
        targets: str | None,
        before: dict[str, Any] | None,
    ) -> tuple[Any, Any]:
        """Begin to look at the files in their roles, or show what was found in them by now."""
        if not opened:
            raise PreventUpdate
        token = uploaded["draft"] if ctx.triggered_id == names.UPLOADED and uploaded else draft
        roles = [(file.name, file.role) for file in brought(library, token) if file.role]
        if not roles or not token:
            return (no_update, no_update) if before is None else (report_empty(), None)
        request = examination_request(
            library.drafts.folder(token) / FILES,
            roles,
            orientation,
            part or "",
            transform_choice(transform, quantile, average),
            "exact" if near is False else "near",
            symbols(typed or "") if targets in ("named", "variable") else (),
        )
        key = job_key(request)
        if before and before["key"] == key:
            raise PreventUpdate
        job = library.examinations.find(key)
        if job is None or job.state == "stopped":
            _drop_examinations(library, request["files"])
            job = library.examinations.submit(request, key)
        if job.active:
            return html.P(say("Reading the files …"), className="quiet"), no_update
        if job.state != "finished":
            sentence, role = job_sentence(job, {}, "")
            return html.P(sentence, className="study-problem", role=role), {"key": key, "found": None}
        found = job.result()
        return report(found), {"key": key, "found": found, "stem": roles[0][0].split(".")[0]}


def _drop_examinations(library: Library, files: str) -> None:
    """Those of fewer files of the same draft are of no use once one more has come."""
    for job in library.examinations.jobs():
        if job.active and job.request["files"] == files:
            library.examinations.cancel(job.identifier)
    library.examinations.remove_where(lambda job: job.request["files"] == files)


def brought(library: Library, draft: str | None) -> list[Any]:
    if not draft:
        return []
    try:
        return list(library.drafts.files(draft))
    except UserError:
        return []
