"""The form of a new study: what its run would cost, and the start."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from compute.jobs import JobState, job_key
from compute.messages import Message
from compute.runs import PARSED, plan_request
from sign_dash.jobs import duration, job_sentence
from sign_dash.language import say, spoken
from sign_dash.pages.data import names
from sign_dash.pages.data.drafts import FILES
from sign_dash.pages.data.form import Form
from sign_dash.pages.data.new_also import also_choices
from sign_dash.pages.data.shelf import size_words

if TYPE_CHECKING:
    from sign_dash.server.library import Library

FORM = (
    State(names.NEW_TITLE, "value"),
    State(names.SCORE, "value"),
    State(names.DRUG, "value"),
    State(names.SCORE_GENES, "value"),
    State(names.NO_TARGETS, "checked"),
    State(names.ALSO, "value"),
    State(names.LOW_END, "value"),
    State(names.HIGH_END, "value"),
    State(names.REGULATORS, "value"),
    State(names.TARGETS, "value"),
    State(names.TARGET_NAMES, "value"),
    State(names.TARGET_COUNT, "value"),
    State(names.ADJUST, "value"),
    State(names.ONLY, "value"),
    State(names.NO_BLOOD, "checked"),
    State(names.TIME, "value"),
    State(names.REPLICATE, "value"),
    State(names.PART, "value"),
    State(names.TRANSFORM, "value"),
    State(names.QUANTILE, "checked"),
    State(names.AVERAGE, "checked"),
    State(names.NEAR_NAMES, "checked"),
    State(names.SURENESS, "checked"),
    State(names.SURENESS_PAIRS, "value"),
    State(names.SIMULATED, "checked"),
    State(names.COMPONENTS, "checked"),
    State(names.RANK_A, "value"),
    State(names.RANK_B, "value"),
    State(names.PREDICTOR, "value"),
    State(names.WHERE, "value"),
    State(names.METHOD, "value"),
    State(names.THREADS, "value"),
    State({"type": names.SETTING, "method": ALL, "index": ALL}, "value"),
    State({"type": names.SETTING, "method": ALL, "index": ALL}, "id"),
    State(names.DRAFT, "data"),
    State(names.ORIENTATION, "value"),
)

REFINING: Final = "refining"
"""Stage of :mod:`compute.runs.kinds.plan`: there is an estimate, and it is made more exact."""
TIMED_SECONDS: Final = 8
"""What timing one kind of work takes at most."""


def register(app: Dash, library: Library) -> None:
    """Wire the plan and the start."""
    _plan(app, library)
    _begin(app, library)


def _plan(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.PLAN_KEY, "data"),
        Output(names.TROUBLE, "children", allow_duplicate=True),
        Input(names.PLAN, "n_clicks"),
        *FORM,
        State(names.PLAN_KEY, "data"),
        prevent_initial_call=True,
    )
    def measure(clicks: int | None, *given: Any) -> tuple[Any, str]:
        if not clicks:
            raise PreventUpdate
        *values, before = given
        try:
            form, draft, orientation = _form(values)
            asked = form.requests(_roles(library, draft), orientation, draft, library.cluster)[0]
            if asked.cluster:
                raise UserError("The time is measured on this machine; choose to compute on it, or start the run.")
            files = library.drafts.folder(draft) / FILES
            request = plan_request(asked, files, library.new_folder(asked.title))
            if before and before != job_key(request):
                stop_plan(library, before)  # what was asked before this is waited for no more
            job = library.plans.submit(request, job_key(request))
        except UserError as error:
            return None, spoken(error)
        return job.identifier, ""

    @app.callback(
        Output(names.PLANNED, "children"),
        Output(names.PLANNED, "role"),
        Output(names.PLAN_STOP, "hidden"),
        Input(names.PLAN_KEY, "data"),
        Input(names.CLOCK, "n_intervals"),
        prevent_initial_call=True,
    )
    def planned(key: str | None, _ticks: int | None) -> tuple[Any, str, bool]:
        job = library.plans.find(key) if key else None
        if job is None:
            return "", "status", True
        return *plan_words(job, library.plans.ahead_of(job)), not job.active

    @app.callback(
        Input(names.PLAN_STOP, "n_clicks"),
        Input(names.CLEAR, "n_clicks"),
        Input(names.START, "n_clicks"),
        State(names.PLAN_KEY, "data"),
        prevent_initial_call=True,
    )
    def stop(_stop: int | None, _clear: int | None, _start: int | None, key: str | None) -> None:
        """Nobody waits for it any more, or the run itself is to have the machine."""
        if key and any((_stop, _clear, _start)):
            stop_plan(library, key)


def stop_plan(library: Library, key: str) -> None:
    """Stop timing, where it goes on."""
    if library.plans.find(key) is not None:
        library.plans.cancel(key)


def plan_words(job: JobState, ahead: int = 0) -> tuple[Any, str]:
    """What a plan says, or how far it is. ahead: of others, whose turn comes before."""
    if job.active and not ahead and job.stage != REFINING:
        return say(
            "Reading your files, then timing fits of them on this machine; a first answer in about 10 s (half a minute "
            "where the method has yet to be compiled) …"
        ), "status"
    try:
        plan = json.loads(job.detail) if job.active and not ahead else job.result()
    except ValueError:
        plan = None
    if plan is None:
        return job_sentence(job, {}, say("Cancelled."), ahead)
    lines = [
        say(
            "{samples} samples × {targets} targets × {regulators} regulators, along {score}.",
            samples=f"{plan['samples']:,}",
            targets=f"{plan['targets']:,}",
            regulators=f"{plan['regulators']:,}",
            score=plan["modulator"],
        ),
        say(
            "Time: {low} to {high}, about {time} if the machine stays as busy as now; {n} threads. The lower "
            "figure is for an idle machine. Measured on {fits} fits of these data.",
            time=duration(plan["seconds"]),
            n=plan["workers"],
            low=duration(plan["seconds_low"]),
            high=duration(plan["seconds_high"]),
            fits=f"{plan['fits_timed']:,}",
        ),
        say(
            "Of this: {parts}.",
            parts=", ".join(
                f"{spoken(Message.from_record(label))} {duration(seconds)}" for label, seconds in plan["parts"]
            ),
        ),
        say(
            "Memory: at most {memory}. Disk: at most {disk}; {free} are free.",
            memory=size_words(plan["memory"]),
            disk=size_words(plan["disk"]),
            free=size_words(plan["free"]),
        ),
    ]
    if job.active:
        left = duration((job.total - job.done) * TIMED_SECONDS)
        lines.insert(0, say("First estimate; timing goes on for about {time} and makes it more exact …", time=left))
    told = [html.P(line) for line in lines]
    if plan["disk"] > plan["free"]:
        told.append(
            html.P(
                say("There may not be enough disk space for the study; free some, or choose fewer targets."),
                className="study-problem",
            )
        )
    if job.request["request"]["components"] is not None:
        told.append(
            html.P(say("Finding the components takes additional time, which is not estimated; it is usually short."))
        )
    several = job.request["request"].get("modulators", ())
    if several:
        told.append(html.P(say("{n} studies, one along each score; each of them takes about so much.", n=len(several))))
    sure = plan.get("confidence")
    if sure is None and job.active and job.request["request"].get("confidence"):
        told.append(html.P(say("Confidence: not timed yet; it comes on top.")))
    if sure is not None:
        told.append(
            html.P(
                say(
                    "Confidence: about {time} more; the networks are estimated again from {parts} subsamples of the "
                    "cohort.",
                    time=duration(sure["seconds"]),
                    parts=f"{sure['parts']:,}",
                )
            )
        )
    if plan["notes"]:
        told.append(
            html.Ul([html.Li(spoken(Message.from_record(note))) for note in plan["notes"]], className="plan-notes")
        )
    return told, "status"


def _begin(app: Dash, library: Library) -> None:
    @app.callback(
        Output(names.RUN, "data"),
        Output(names.VIEW, "value"),
        Output(names.CHANGED, "data"),
        Output(names.TROUBLE, "children"),
        Input(names.START, "n_clicks"),
        *FORM,
        State(names.EXAMINED, "data"),
        State(names.CHANGED, "data"),
        prevent_initial_call=True,
        running=[(Output(names.START, "disabled"), True, False)],
    )
    def begin(clicks: int | None, *values: Any) -> tuple[Any, ...]:
        if not clicks:
            raise PreventUpdate
        try:
            form, draft, orientation = _form(values[:-2])
            _after_the_report(library, draft, values[-2])
            several = form.requests(_roles(library, draft), orientation, uuid.uuid4().hex, library.cluster)
            parsed = library.drafts.folder(draft) / PARSED
            runs = [library.begin(one, library.drafts.paths(draft), parsed) for one in several]
        except UserError as error:
            return no_update, no_update, no_update, spoken(error)
        return runs[0], "runs", values[-1] + 1, ""


def _after_the_report(library: Library, draft: str, reported: dict[str, Any] | None) -> None:
    """What is found in the files fills the form in: a run that begins before would not use the lists among them."""
    files = str((library.drafts.folder(draft) / FILES).resolve())
    under_way = [job for job in library.examinations.jobs() if job.request["files"] == files]
    if any(reported is None or job.identifier != reported["key"] for job in under_way):
        raise UserError("The files are still being read; start the run once their report is there.")


def _form(values: Sequence[Any]) -> tuple[Form, str, str]:
    """The form, the draft's token and the orientation out of the states :data:`FORM`."""
    *fields, settings, identifiers, draft, orientation = values
    if not draft:
        raise UserError("An expression table is needed; drop one into the file area.")
    method = fields[-2]
    of_method = {
        identifier["index"]: value
        for identifier, value in zip(identifiers, settings, strict=True)
        if identifier["method"] == method
    }
    named: dict[str, Any] = dict(
        zip([field.name for field in dataclasses.fields(Form)], [*fields, of_method], strict=True)
    )
    named["also"] = also_choices(named["also"] or ())
    return Form(**named), draft, orientation


def _roles(library: Library, draft: str) -> list[tuple[str, str]]:
    return [(file.name, file.role) for file in library.drafts.files(draft)]
