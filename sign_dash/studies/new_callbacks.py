"""What the view “New study” does: take files, look at them, offer what they hold, measure a plan, begin."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from compute import UserError, simulated_files
from sign_dash.jobs import Job, duration
from sign_dash.jobs.words import broken
from sign_dash.language import say
from sign_dash.studies import names
from sign_dash.studies.drafts import FILES
from sign_dash.studies.form import COLUMN, LONG, METHOD, SETTINGS, Form, score_value
from sign_dash.studies.new_panel import regulator_choices, report_empty, target_choices
from sign_dash.studies.report import file_rows, report
from sign_dash.studies.shelf import size_words

if TYPE_CHECKING:
    from sign_dash.studies.library import Library

WORK = "sign_dash.studies.work"
FORM = (
    State(names.NEW_TITLE, "value"),
    State(names.SCORE, "value"),
    State(names.DRUG, "value"),
    State(names.SCORE_GENES, "value"),
    State(names.REGULATORS, "value"),
    State(names.TARGETS, "value"),
    State(names.TARGET_NAMES, "value"),
    State(names.TARGET_COUNT, "value"),
    State(names.SIMULATED, "checked"),
    State(names.COMPONENTS, "checked"),
    State(names.RANK_A, "value"),
    State(names.RANK_B, "value"),
    State(names.PREDICTOR, "value"),
    State({"type": names.SETTING, "index": ALL}, "value"),
    State({"type": names.SETTING, "index": ALL}, "id"),
    State(names.DRAFT, "data"),
    State(names.ORIENTATION, "value"),
)


def register(app: Dash, library: Library) -> None:
    """Wire the view."""
    _files(app, library)
    _examine(app, library)
    _offer(app)
    _prefill(app)
    _plan(app, library)
    _begin(app, library)


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
        files = _brought(library, token)
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
        there = {file.name: file.role for file in _brought(library, draft)}
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
        for file in _brought(library, draft):
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
        roles = [(file.name, file.role) for file in _brought(library, token) if file.role]
        if not roles or not token:
            return (no_update, no_update) if before is None else (report_empty(), None)
        request = {
            "do": "examine",
            "files": str((library.drafts.folder(token) / FILES).resolve()),
            "roles": roles,
            "orientation": orientation,
        }
        key = _key(token, request)
        if before and before["key"] == key:
            raise PreventUpdate
        job = library.looks.job(key) or library.looks.start(key, WORK, library.drafts.folder(token) / key, request)
        if job.running:
            return html.P(say("Reading the files …"), className="quiet"), no_update
        if job.state != "finished":
            return html.P(job.message or broken(), className="study-problem", role="alert"), {"key": key, "found": None}
        return report(job.told), {"key": key, "found": job.told, "stem": roles[0][0].split(".")[0]}


def _offer(app: Dash) -> None:
    @app.callback(
        Output(names.SCORE, "data"),
        Output(names.SCORE, "value"),
        Output(names.SCORE, "placeholder"),
        Output(names.SCORE_GENES, "data"),
        Output(names.SCORE_GENES, "value"),
        Output(names.REGULATORS, "data"),
        Output(names.REGULATORS, "value"),
        Output(names.TARGETS, "data"),
        Output(names.TARGETS, "value"),
        Output(names.NEW_TITLE, "value"),
        Input(names.EXAMINED, "data"),
        State(names.SCORE, "value"),
        State(names.SCORE_GENES, "value"),
        State(names.REGULATORS, "value"),
        State(names.TARGETS, "value"),
        State(names.NEW_TITLE, "value"),
        prevent_initial_call=True,
    )
    def offer(
        examined: dict[str, Any] | None, score: str | None, genes: str | None, regulators: str, targets: str, title: str
    ) -> tuple[Any, ...]:
        found = (examined or {}).get("found")
        if not examined or not found:
            return (*([no_update] * 10),)
        scores, signatures = score_options(found), [entry for entry in found["lists"] if entry["role"] == "signature"]
        lists = {
            role: [entry["file"] for entry in found["lists"] if entry["role"] == role and entry["present"]]
            for role in ("regulators", "targets")
        }
        offered_scores = [option["value"] for group in scores for option in group["items"]]
        files = [entry["file"] for entry in signatures]
        return (
            scores,
            score if score in offered_scores else offered_scores[0] if offered_scores else None,
            say("Choose a score") if offered_scores else say("Bring an expression table first"),
            files,
            genes if genes in files else files[0] if files else None,
            regulator_choices(lists["regulators"]),
            _kept(regulators, lists["regulators"], "builtin"),
            target_choices(lists["targets"]),
            _kept(targets, lists["targets"], "variable"),
            title or examined["stem"].replace("_", " ").replace("-", " "),
        )

    @app.callback(
        Output(names.DRUG_ROW, "hidden"),
        Output(names.DRUG, "data"),
        Output(names.DRUG, "value"),
        Output(names.SCORE_GENES_ROW, "hidden"),
        Input(names.SCORE, "value"),
        Input(names.EXAMINED, "data"),
        State(names.DRUG, "value"),
        prevent_initial_call=True,
    )
    def more(score: str | None, examined: dict[str, Any] | None, drug: str | None) -> tuple[Any, ...]:
        kind, file, _ = json.loads(score) if score else ("", "", "")
        tables = ((examined or {}).get("found") or {}).get("tables", [])
        drugs: list[str] = next((table["names"] for table in tables if kind == LONG and table["file"] == file), [])
        return (
            kind != LONG,
            drugs,
            drug if drug in drugs else None,
            kind != METHOD,
        )

    @app.callback(
        Output(names.TARGET_NAMES_ROW, "hidden"),
        Output(names.TARGET_COUNT_ROW, "hidden"),
        Input(names.TARGETS, "value"),
    )
    def which(targets: str | None) -> tuple[bool, bool]:
        return targets != "named", targets != "variable"


def score_options(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The scores there are to choose from, grouped: columns that were brought, drugs, computed ones."""
    total = found["samples"]
    columns = [
        {
            "value": score_value(COLUMN, entry["file"], entry["column"]),
            "label": say(
                "{column} ({n} of {all} samples)", column=entry["column"], n=f"{entry['samples']:,}", all=f"{total:,}"
            ),
        }
        for entry in found["columns"]
    ]
    tables = [
        {
            "value": score_value(LONG, entry["file"]),
            "label": say("response to a drug, of {n}", n=f"{len(entry['names']):,}"),
        }
        for entry in found["tables"]
    ]
    methods = [
        {"value": score_value(METHOD, "", "eem"), "label": say("EMT score, EEM: coherent EMT genes (built in)")},
        {"value": score_value(METHOD, "", "ks"), "label": say("EMT score, KS: needs its two lists of genes")},
        {"value": score_value(METHOD, "", "76gs"), "label": say("EMT score, 76GS: needs its list of genes")},
    ]
    if any(entry["role"] == "signature" and entry["classes"] for entry in found["lists"]):
        methods.insert(0, methods.pop(1))
    groups = {say("From your tables"): columns, say("Drugs"): tables, say("Computed"): methods if total else []}
    return [{"group": group, "items": items} for group, items in groups.items() if items]


def _kept(value: str, files: list[str], otherwise: str) -> str:
    """The choice made, unless its file has gone; a list that was just brought is the first choice."""
    if value.startswith("file:"):
        return value if value[5:] in files else otherwise
    return f"file:{files[0]}" if files and value == otherwise else value


def _prefill(app: Dash) -> None:
    @app.callback(
        Output(names.NEW_TITLE, "value", allow_duplicate=True),
        Output(names.SIMULATED, "checked"),
        Output({"type": names.SETTING, "index": ALL}, "value"),
        Input(names.PREFILL, "data"),
        prevent_initial_call=True,
    )
    def fill(values: dict[str, Any] | None) -> tuple[Any, ...]:
        if not values:
            raise PreventUpdate
        settings = [
            ("yes" if value else "no") if setting.kind == "flag" else "" if value is None else value
            for setting, value in zip(SETTINGS, values["settings"], strict=True)
        ]
        order = [entry["id"]["index"] for entry in ctx.outputs_list[2]]
        by_key = dict(zip([setting.key for setting in SETTINGS], settings, strict=True))
        return values["title"], values["simulated"], [by_key[key] for key in order]


def _plan(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.PLAN_KEY, "data"),
        Output(names.TROUBLE, "children", allow_duplicate=True),
        Input(names.PLAN, "n_clicks"),
        *FORM,
        prevent_initial_call=True,
    )
    def measure(clicks: int | None, *values: Any) -> tuple[Any, str]:
        if not clicks:
            raise PreventUpdate
        try:
            form, draft, orientation = _form(values)
            asked = form.request(_roles(library, draft), orientation)
            request = {
                "do": "plan",
                "request": json.loads(asked.to_json()),
                "files": str((library.drafts.folder(draft) / FILES).resolve()),
                "study": str(library.new_folder(asked.title).resolve()),
            }
            key = _key(draft, request)
            job = library.looks.job(key)
            if job is None or job.state not in ("running", "finished"):
                library.looks.start(
                    key,
                    WORK,
                    library.drafts.folder(draft) / key,
                    request,
                    alone=say("The cost of another run is being measured; try again in a minute."),
                )
        except UserError as error:
            return None, str(error)
        return key, ""

    @app.callback(
        Output(names.PLANNED, "children"),
        Output(names.PLANNED, "role"),
        Input(names.PLAN_KEY, "data"),
        Input(names.CLOCK, "n_intervals"),
        prevent_initial_call=True,
    )
    def planned(key: str | None, _ticks: int | None) -> tuple[Any, str]:
        job = library.looks.job(key) if key else None
        return ("", "status") if job is None else plan_words(job)


def plan_words(job: Job) -> tuple[Any, str]:
    """What a plan says, or how far it is."""
    if job.running:
        return say("Measuring on this machine: real fits of your data are timed for about half a minute …"), "status"
    if job.state != "finished":
        return job.message or broken(), "alert"
    plan = job.told
    lines = [
        say(
            "{samples} samples × {targets} targets × {regulators} regulators, along {score}.",
            samples=f"{plan['samples']:,}",
            targets=f"{plan['targets']:,}",
            regulators=f"{plan['regulators']:,}",
            score=plan["modulator"],
        ),
        say(
            "Time: about {time} with {n} threads; likely between {low} and {high}. Measured on {fits} fits of these "
            "data on this machine.",
            time=duration(plan["seconds"]),
            n=plan["workers"],
            low=duration(plan["seconds_low"]),
            high=duration(plan["seconds_high"]),
            fits=f"{plan['fits_timed']:,}",
        ),
        say(
            "Memory: at most {memory}. Disk: at most {disk}; {free} are free.",
            memory=size_words(plan["memory"]),
            disk=size_words(plan["disk"]),
            free=size_words(plan["free"]),
        ),
    ]
    told = [html.P(line) for line in lines]
    if plan["disk"] > plan["free"]:
        told.append(
            html.P(
                say("There may not be room for the study; free some, or choose fewer targets."),
                className="study-problem",
            )
        )
    if plan["notes"]:
        told.append(html.Ul([html.Li(note) for note in plan["notes"]], className="plan-notes"))
    return told, "status"


def _begin(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.RUN, "data"),
        Output(names.VIEW, "value"),
        Output(names.CHANGED, "data"),
        Output(names.TROUBLE, "children"),
        Input(names.START, "n_clicks"),
        *FORM,
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
        running=[(Output(names.START, "disabled"), True, False)],
    )
    def begin(clicks: int | None, *values: Any) -> tuple[Any, ...]:
        if not clicks:
            raise PreventUpdate
        try:
            form, draft, orientation = _form(values[:-1])
            asked = form.request(_roles(library, draft), orientation)
            run = library.begin(asked, library.drafts.paths(draft))
        except UserError as error:
            return no_update, no_update, no_update, str(error)
        return run, "runs", values[-1] + 1, ""


def _form(values: Sequence[Any]) -> tuple[Form, str, str]:
    """The form, the draft's token and the orientation out of the states :data:`FORM`."""
    *fields, settings, identifiers, draft, orientation = values
    if not draft:
        raise UserError(say("An expression table is needed; drop one into the field of files."))
    by_key = {identifier["index"]: value for identifier, value in zip(identifiers, settings, strict=True)}
    ordered = [by_key[setting.key] == "yes" if setting.kind == "flag" else by_key[setting.key] for setting in SETTINGS]
    named = dict(zip([field.name for field in dataclasses.fields(Form)], [*fields, ordered], strict=True))
    return Form(**named), draft, orientation


def _roles(library: Library, draft: str) -> list[tuple[str, str]]:
    return [(file.name, file.role) for file in library.drafts.files(draft)]


def _brought(library: Library, draft: str | None) -> list[Any]:
    if not draft:
        return []
    try:
        return list(library.drafts.files(draft))
    except UserError:
        return []


def _key(draft: str, request: dict[str, Any]) -> str:
    """Names a look at files, or a plan: the same for the same files, roles and settings."""
    text = json.dumps([draft, request], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
